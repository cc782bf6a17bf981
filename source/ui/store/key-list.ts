import type {Failure} from './failure.js';
import {isSameRequest, type Request} from './request.js';
import {firstWindow, type Window} from './window.js';

/** Rows asked for at once. */
export const pageSize = 100;

/**
 * Which rows a question asks for: the start, the end, what follows, what came before, or those on the screen once more.
 * `before` and `last` are read from their end: those before a key, or the last ones there are.
 */
export type ListPart = 'first' | 'last' | 'next' | 'previous' | 'before' | 'refresh';
/** `after`: the key that the rows come after; for those that are read from their end, the key before which they end. */
export type ListRequest = Request & {readonly part: ListPart; readonly after: number | undefined; readonly limit: number};

/** Where new rows appear: `append` for lists by id, `prepend` for those that show the newest first. */
export type ListOrder = 'append' | 'prepend';

/** A slice of a list that is read page by page by key. Rows never move once they are in it: those that end stay, as gone. */
export type KeyList<Row> = {
	readonly target: string;
	readonly rows: readonly Row[];
	readonly pages: ReadonlyArray<{readonly after: number | undefined; readonly count: number}>;
	/** Keys of the pages that were dropped in front, in order. */
	readonly earlier: ReadonlyArray<number | undefined>;
	/** Of a list that was read from its end: the key before which there are rows that were never read. */
	readonly before: number | undefined;
	/** How many rows stand before the ones in memory, as they were when they were read; undefined where nobody counted them. */
	readonly offset: number | undefined;
	/** Key of what follows; undefined at the end of the list. */
	readonly next: number | undefined;
	/** An end of the list that is to be read next, with the cursor on it. */
	readonly seek: 'start' | 'end' | undefined;
	readonly window: Window;
	readonly gone: ReadonlySet<string>;
	/** The first row of all, as it was when the start was last looked at. */
	readonly newest: string | undefined;
	/** How many rows are newer than that one. */
	readonly unseen: number;
	/** How many rows below the cursor came in since they were read. */
	readonly below: number;
	readonly isStale: boolean;
	readonly loading: ListRequest | undefined;
	readonly failure: Failure | undefined;
};

export type ListRules<Row> = {
	readonly order: ListOrder;
	readonly keyOf: (row: Row) => string;
	/** It can be read from its end too. */
	readonly hasEnd?: boolean;
};

export const emptyList = <Row>(target = ''): KeyList<Row> => ({
	target, rows: [], pages: [], earlier: [], before: undefined, offset: 0, next: undefined, seek: undefined, window: firstWindow,
	gone: new Set(), newest: undefined, unseen: 0, below: 0, isStale: true, loading: undefined, failure: undefined,
});

export const isLoaded = (list: KeyList<unknown>): boolean => list.pages.length > 0;

/** Whether there are rows before the ones in memory. */
export const hasEarlier = ({earlier, before}: KeyList<unknown>): boolean => earlier.length > 0 || before !== undefined;

/** Goes to an end of the list that was not read; what is asked for besides is asked for later. */
export const seekEnd = <Row>(list: KeyList<Row>, seek: 'start' | 'end'): KeyList<Row> => ({...list, seek, loading: undefined, failure: undefined});

/** A cursor that moves on by itself does not jump any more. */
export const stopSeeking = <Row>(list: KeyList<Row>): KeyList<Row> => (list.seek === undefined ? list : {...list, seek: undefined, loading: undefined});

/** What to ask for now, given the rows on the screen; undefined while nothing is needed. */
export function neededPart(list: KeyList<unknown>, order: ListOrder, height: number): Omit<ListRequest, 'epoch'> | undefined {
	if (list.loading !== undefined || list.failure !== undefined) return undefined;
	const {target, window, rows, next, seek} = list;
	if (seek !== undefined) return {target, part: seek === 'end' ? 'last' : 'first', after: undefined, limit: pageSize};
	if (!isLoaded(list)) return list.isStale ? {target, part: 'first', after: undefined, limit: pageSize} : undefined;
	if (list.isStale) return {target, part: 'refresh', ...refreshSpan(list, order, height)};
	if (next !== undefined && window.top + 2 * height > rows.length) return {target, part: 'next', after: next, limit: pageSize};
	if (list.earlier.length > 0 && window.top < height) return {target, part: 'previous', after: list.earlier.at(-1), limit: pageSize};
	if (list.before !== undefined && window.top < height) return {target, part: 'before', after: list.before, limit: pageSize};
	return undefined;
}

/** The pages on the screen, or the newest one where new rows come first. */
function refreshSpan(list: KeyList<unknown>, order: ListOrder, height: number): {readonly after: number | undefined; readonly limit: number} {
	if (order === 'prepend') return {after: undefined, limit: pageSize};
	const {first, last} = visiblePages(list, height);
	const pages = list.pages.slice(first, last + 1);
	const rows = pages.reduce((sum, page) => sum + page.count, 0);
	return {after: pages[0]?.after, limit: Math.max(pageSize, rows + (isListEnd(list, last) ? pageSize : 0))};
}

/** Whether `page` is the last one that there is. */
export const isListEnd = (list: KeyList<unknown>, page: number): boolean => page === list.pages.length - 1 && list.next === undefined;

/** The first and the last page of which a row is on the screen. */
export function visiblePages(list: KeyList<unknown>, height: number): {readonly first: number; readonly last: number} {
	let start = 0;
	const visible = list.pages.flatMap((page, index) => {
		const isVisible = start < list.window.top + height && start + page.count > list.window.top;
		start += page.count;
		return isVisible ? [index] : [];
	});
	return {first: visible[0] ?? 0, last: visible.at(-1) ?? 0};
}

export const beginPart = <Row>(list: KeyList<Row>, request: ListRequest): KeyList<Row> => ({...list, loading: request, isStale: false});

export const failPart = <Row>(list: KeyList<Row>, request: ListRequest, failure: Failure): KeyList<Row> =>
	isSameRequest(list.loading, request) ? {...list, loading: undefined, failure} : list;
