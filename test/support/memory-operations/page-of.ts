import type {KeyPage} from '../../../source/core/page.js';

/** One page of rows whose keys go up (or down, newest first). */
export function pageOf<Row>(rows: readonly Row[], keyOf: (row: Row) => number, isDescending: boolean, after: number | undefined, limit: number): KeyPage<Row> {
	const rest = after === undefined ? rows : rows.filter(row => (isDescending ? keyOf(row) < after : keyOf(row) > after));
	const shown = rest.slice(0, limit);
	const last = shown.at(-1);
	return {rows: shown, next: rest.length > limit && last !== undefined ? keyOf(last) : undefined};
}

/** The rows before a key, or the last ones, in the list's order. */
export function pageBeforeOf<Row>(rows: readonly Row[], keyOf: (row: Row) => number, isDescending: boolean, before: number | undefined, limit: number): KeyPage<Row> {
	const page = pageOf(rows.toReversed(), keyOf, !isDescending, before, limit);
	const first = page.rows.at(-1);
	return {rows: page.rows.toReversed(), next: page.next, after: first === undefined ? undefined : keyOf(first) + (isDescending ? 1 : -1)};
}
