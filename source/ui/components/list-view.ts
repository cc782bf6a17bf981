import {formatCount} from '../../core/text/format-count.js';
import type {SafeText} from '../../core/text/safe-text.js';
import {isLoaded, type KeyList} from '../store/key-list.js';
import {type Column, createTable, gutterSpans} from '../text/columns.js';
import type {Line} from '../text/line.js';
import {noText, safe} from '../text/safe.js';
import type {Window} from '../store/window.js';
import {failureLines, quietLines} from './message-view.js';

export const gutterWidth = 3;

export type RowsView<Row> = {
	readonly rows: readonly Row[];
	readonly window: Window;
	readonly columns: ReadonlyArray<Column<Row>>;
	readonly width: number;
	/** Rows under the heading. */
	readonly height: number;
	readonly markOf?: (row: Row) => SafeText;
	/** Drawn weaker: settled, or empty. */
	readonly isDim?: (row: Row) => boolean;
};

/** A heading and the rows of the window, the selected one with `>` and as a bar. */
export function rowLines<Row>({rows, window, columns, width, height, markOf, isDim}: RowsView<Row>): readonly Line[] {
	const table = createTable(columns, width, gutterWidth);
	const visible = rows.slice(window.top, window.top + height);
	return [table.heading, ...visible.map((row, index): Line => {
		const isSelected = window.top + index === window.cursor;
		const cells = table.spans(row);
		const spans = [...gutterSpans(isSelected, markOf?.(row)), ...(isDim?.(row) === true ? cells.map(cell => ({...cell, tone: 'dim' as const})) : cells)];
		return isSelected ? {spans, isSelected} : {spans};
	})];
}

export type ListView<Row> = Omit<RowsView<Row>, 'rows' | 'window'> & {
	readonly list: KeyList<Row>;
	readonly now: number;
	/** What is said when there is nothing. */
	readonly empty: SafeText;
	/** What a person can do then. */
	readonly hint?: SafeText | undefined;
};

/** A paged list, or why there is none to show. */
export function listLines<Row>({list, now, empty, hint, ...view}: ListView<Row>): readonly Line[] {
	if (list.rows.length > 0) return rowLines({...view, rows: list.rows, window: list.window});
	if (list.failure !== undefined) return failureLines(list.failure, view.width, undefined, now);
	if (!isLoaded(list)) return quietLines('◌', 'running', safe('Reading…'), undefined, view.width);
	return quietLines('●', 'ok', empty, hint, view.width);
}

/** "3 of 18", "312 of 400+", "the last" where nobody counted, with what came in above. */
export function positionText(list: KeyList<unknown>, total: number | undefined): SafeText {
	if (list.rows.length === 0) return noText;
	if (list.offset === undefined) return tellFromEnd(list);
	const position = list.offset + list.window.cursor + 1;
	const known = list.offset + list.rows.length;
	const count = total !== undefined && total >= known - list.gone.size && list.next !== undefined ? `${formatCount(total)}` : `${formatCount(known)}${list.next === undefined ? '' : '+'}`;
	const unseen = list.unseen > 0 ? `${formatCount(list.unseen)} new ↑ r · ` : list.below > 0 ? `${formatCount(list.below)} new ↓ · ` : '';
	return safe(`${unseen}${formatCount(position)} of ${count}`);
}

/** A list that was read from its end, under a filter that nobody counted. */
function tellFromEnd({rows, window, next}: KeyList<unknown>): SafeText {
	const after = rows.length - window.cursor - 1;
	return safe(next === undefined && after === 0 ? 'the last' : `${formatCount(after)}${next === undefined ? '' : '+'} before the end`);
}
