import {Text} from 'ink';
import {Table} from 'ink-table';
import type {PropsWithChildren, ReactElement} from 'react';
import type {SystemHealth} from '../../../core/health.js';
import {useConsole} from '../../hooks/console-context.js';
import {line, span} from '../../text/line.js';
import {safe} from '../../text/safe.js';
import {paint} from '../../theme/paint.js';
import type {Tone} from '../../theme/tone.js';
import type {ViewSize} from '../view-size.js';
import {systemsRow} from './systems-view.js';

/** A cell of the table in a tone of ours: the table's own colours do not know the theme. */
const cellIn = (tone: Tone) => function TonedCell({children}: PropsWithChildren): ReactElement {
	const {theme} = useConsole();
	return <Text>{paint(line(span(safe(String(children)), tone)), theme, 0)}</Text>;
};

const Heading = cellIn('heading');
const Cell = cellIn('strong');
const Skeleton = cellIn('rule');

/** Rows that the table takes: three rules around and below the heading, and one between every two rows. */
export const systemsTableRows = (systems: number): number => 2 * systems + 3;

/** A box with one row a system. The table draws many nodes a row, so it is for these few and for no list. */
export function SystemsTable({systems, size}: {readonly systems: readonly SystemHealth[]; readonly size: ViewSize}): ReactElement {
	const rows = systems.map(system => systemsRow(system, size.now));
	return <Table data={rows} columns={Object.keys(rows[0] ?? {}).map(key => ({key}))} header={Heading} cell={Cell} skeleton={Skeleton} />;
}
