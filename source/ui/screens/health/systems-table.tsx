import type {ReactElement} from 'react';
import type {SystemHealth} from '../../../core/health.js';
import {ThemedTable} from '../../components/themed-table.js';
import type {ViewSize} from '../view-size.js';
import {systemsRow} from './systems-view.js';

/** Rows that the table takes: three rules around and below the heading, and one between every two rows. */
export const systemsTableRows = (systems: number): number => 2 * systems + 3;

/** A box with one row a system. */
export function SystemsTable({systems, size}: {readonly systems: readonly SystemHealth[]; readonly size: ViewSize}): ReactElement {
	return <ThemedTable rows={systems.map(system => systemsRow(system, size.now))} />;
}
