import type {KeyPage} from '../../core/page.js';

/** Makes a page of the rows of a statement that asked for one more than `limit`: the extra row says that there is more. */
export function toKeyPage<T, K>(rows: readonly T[], limit: number, keyOf: (row: T) => K): KeyPage<T, K> {
	const page = rows.slice(0, limit);
	const last = page.at(-1);
	return {rows: page, next: rows.length > limit && last !== undefined ? keyOf(last) : undefined};
}

/** The same of rows that were read from their end. `order`: in which way keys go in the list, to name one just before its first row. */
export function toKeyPageBefore<T>(rows: readonly T[], limit: number, keyOf: (row: T) => number, order: 'up' | 'down'): KeyPage<T> {
	const {rows: page, next} = toKeyPage(rows, limit, keyOf);
	const first = page.at(-1);
	return {rows: page.toReversed(), next, after: first === undefined ? undefined : keyOf(first) + (order === 'up' ? -1 : 1)};
}
