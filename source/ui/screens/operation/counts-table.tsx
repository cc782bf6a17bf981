import type {ReactElement} from 'react';
import type {Operation} from '../../../core/operation.js';
import {ThemedTable} from '../../components/themed-table.js';
import {countsRow} from './view.js';

/** Rows that the table takes: two rules, heading, rule and numbers. */
export const countsTableRows = 5;

/** A box with the counts of one run. */
export function CountsTable({operation}: {readonly operation: Operation}): ReactElement {
	return <ThemedTable rows={[countsRow(operation)]} align="right" />;
}
