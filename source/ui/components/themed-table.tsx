import {Text} from 'ink';
import {Table} from 'ink-table';
import {memo, type PropsWithChildren, type ReactElement} from 'react';
import {useConsole} from '../hooks/console-context.js';
import {line, span} from '../text/line.js';
import {safe} from '../text/safe.js';
import {paint} from '../theme/paint.js';
import type {Tone} from '../theme/tone.js';

/** A cell in a tone of ours: the table's own colours do not know the theme. */
const cellIn = (tone: Tone) => function TonedCell({children}: PropsWithChildren): ReactElement {
	const {theme} = useConsole();
	return <Text>{paint(line(span(safe(String(children)), tone)), theme, 0)}</Text>;
};

const Heading = cellIn('heading');
const Cell = cellIn('strong');
const Skeleton = cellIn('rule');

type TableRow = Readonly<Record<string, string>>;

export type ThemedTableProps = {readonly rows: readonly TableRow[]; readonly align?: 'left' | 'right'};

/**
 * A box with a heading and one row each, in the order of the first one's keys. It takes many nodes a row, so it is for few
 * and for no list, and it is drawn anew only when a text in it is another one: not whenever the clock ticks.
 */
export const ThemedTable = memo(function ThemedTable({rows, align = 'left'}: ThemedTableProps): ReactElement {
	return <Table data={[...rows]} columns={Object.keys(rows[0] ?? {}).map(key => ({key, align}))} header={Heading} cell={Cell} skeleton={Skeleton} />;
}, (before, after) => before.align === after.align && before.rows.length === after.rows.length && before.rows.every((row, index) => isSameRow(row, after.rows[index])));

function isSameRow(before: TableRow, after: TableRow | undefined): boolean {
	const keys = Object.keys(before);
	return after !== undefined && keys.length === Object.keys(after).length && keys.every(key => before[key] === after[key]);
}
