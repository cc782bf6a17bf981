import {Text} from 'ink';
import {Table} from 'ink-table';
import type {PropsWithChildren, ReactElement} from 'react';
import type {Operation} from '../../../core/operation.js';
import {useConsole} from '../../hooks/console-context.js';
import {line, span} from '../../text/line.js';
import {safe} from '../../text/safe.js';
import {paint} from '../../theme/paint.js';
import type {Tone} from '../../theme/tone.js';
import {countsRow} from './view.js';

/** A cell of the table in a tone of ours: the table's own colours do not know the theme. */
const cellIn = (tone: Tone) => function TonedCell({children}: PropsWithChildren): ReactElement {
	const {theme} = useConsole();
	return <Text>{paint(line(span(safe(String(children)), tone)), theme, 0)}</Text>;
};

const Heading = cellIn('heading');
const Cell = cellIn('strong');
const Skeleton = cellIn('rule');

/** Rows that the table takes: two rules, heading, rule and numbers. */
export const countsTableRows = 5;

/** The counts of one run. The table draws a box and many nodes a row, so it is for this one row and for no list. */
export function CountsTable({operation}: {readonly operation: Operation}): ReactElement {
	const row = countsRow(operation);
	return <Table data={[row]} columns={Object.keys(row).map(key => ({key, align: 'right' as const}))} header={Heading} cell={Cell} skeleton={Skeleton} />;
}
