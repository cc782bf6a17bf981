import type {KeyPage} from '../../core/page.js';
import type {Failure} from './failure.js';
import {isSameRequest, type Request} from './request.js';
import {firstWindow, showCursor, type Window} from './window.js';

/** Rows asked for at once. */
export const pageSize = 100;
/** Pages kept in memory around the window: a list of any length costs no more than this. */
const mostPages = 5;

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

const isListEnd = (list: KeyList<unknown>, page: number): boolean => page === list.pages.length - 1 && list.next === undefined;

function visiblePages(list: KeyList<unknown>, height: number): {readonly first: number; readonly last: number} {
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

/** Takes an answer in; one that nobody waits for any more changes nothing. */
export function receivePart<Row>(list: KeyList<Row>, request: ListRequest, page: KeyPage<Row>, rules: ListRules<Row>, height: number): KeyList<Row> {
	if (!isSameRequest(list.loading, request) || list.loading?.part !== request.part) return list;
	const settled: KeyList<Row> = {...list, loading: undefined, failure: undefined};
	switch (request.part) {
		case 'first': return restart(list.seek === undefined ? settled : {...settled, rows: [], window: firstWindow}, page, rules, height);
		case 'last': return restartAtEnd(settled, page, height);
		case 'next': return addNext(settled, request, page, rules);
		case 'previous': return addPrevious(settled, page, {...rules, after: request.after, earlier: settled.earlier.slice(0, -1), before: settled.before});
		case 'before': return addPrevious(settled, page, {...rules, after: page.after, earlier: [], before: page.next});
		case 'refresh': return rules.order === 'append' ? refreshVisible(settled, page, rules, request, height) : refreshNewest(settled, page, rules, height);
	}
}

function restart<Row>(list: KeyList<Row>, page: KeyPage<Row>, {keyOf}: ListRules<Row>, height: number): KeyList<Row> {
	const selected = list.rows[list.window.cursor];
	const found = selected === undefined ? -1 : page.rows.findIndex(row => keyOf(row) === keyOf(selected));
	const cursor = found === -1 ? list.window.cursor : found;
	return {
		...emptyList<Row>(list.target), isStale: list.isStale, newest: firstKey(page, keyOf),
		rows: page.rows, pages: [{after: undefined, count: page.rows.length}], next: page.next,
		window: showCursor({...list.window, cursor}, page.rows.length, height),
	};
}

const firstKey = <Row>({rows: [first]}: KeyPage<Row>, keyOf: (row: Row) => string): string | undefined => (first === undefined ? undefined : keyOf(first));

/** The cursor on the very last row, and only what is around it read. */
function restartAtEnd<Row>(list: KeyList<Row>, page: KeyPage<Row>, height: number): KeyList<Row> {
	return {
		...emptyList<Row>(list.target), isStale: list.isStale, rows: page.rows, pages: [{after: page.after, count: page.rows.length}],
		before: page.next, offset: page.next === undefined ? 0 : undefined, window: showCursor({cursor: page.rows.length - 1, top: 0}, page.rows.length, height),
	};
}

function addNext<Row>(list: KeyList<Row>, request: ListRequest, page: KeyPage<Row>, {keyOf}: ListRules<Row>): KeyList<Row> {
	const known = new Set(list.rows.map(keyOf));
	const added = page.rows.filter(row => !known.has(keyOf(row)));
	// A search answers with what it found in its part of the table, which may be nothing: that is no page of its own.
	if (added.length === 0) return {...list, next: page.next};
	const longer = {...list, rows: [...list.rows, ...added], pages: [...list.pages, {after: request.after, count: added.length}], next: page.next};
	const first = longer.pages[0];
	if (longer.pages.length <= mostPages || first === undefined || first.count > longer.window.top) return longer;
	return {
		...longer, rows: longer.rows.slice(first.count), pages: longer.pages.slice(1), earlier: [...longer.earlier, first.after], offset: longer.offset === undefined ? undefined : longer.offset + first.count,
		window: {cursor: longer.window.cursor - first.count, top: longer.window.top - first.count},
	};
}

type Front<Row> = Pick<ListRules<Row>, 'keyOf'> & Pick<KeyList<Row>, 'earlier' | 'before'> & {readonly after: number | undefined};

function addPrevious<Row>(list: KeyList<Row>, page: KeyPage<Row>, {keyOf, after, earlier, before}: Front<Row>): KeyList<Row> {
	const known = new Set(list.rows.map(keyOf));
	const added = page.rows.filter(row => !known.has(keyOf(row)));
	const longer = {
		...list, rows: [...added, ...list.rows], pages: [{after, count: added.length}, ...list.pages], earlier, before,
		offset: earlier.length === 0 && before === undefined ? 0 : list.offset === undefined ? undefined : Math.max(0, list.offset - added.length),
		window: {cursor: list.window.cursor + added.length, top: list.window.top + added.length},
	};
	const last = longer.pages.at(-1);
	if (longer.pages.length <= mostPages || last === undefined) return longer;
	return {...longer, rows: longer.rows.slice(0, longer.rows.length - last.count), pages: longer.pages.slice(0, -1), next: last.after};
}

/** Rows on the screen get their fresh values; those that are no longer in the list stay in place, as gone. */
function refreshVisible<Row>(list: KeyList<Row>, page: KeyPage<Row>, {keyOf}: ListRules<Row>, request: ListRequest, height: number): KeyList<Row> {
	const {last} = visiblePages(list, height);
	const first = list.pages.findIndex(one => one.after === request.after);
	if (first === -1) return list;
	const start = countRows(list, 0, first);
	const end = start + countRows(list, first, last + 1);
	const fresh = new Map(page.rows.map(row => [keyOf(row), row]));
	// An answer that was cut at its limit says nothing of the rows after its last one.
	const lastKnown = page.next === undefined ? -1 : list.rows.findLastIndex(row => fresh.has(keyOf(row)));
	const covered = lastKnown === -1 ? end : Math.min(end, lastKnown + 1);
	const gone = new Set(list.gone);
	const rows = list.rows.map((row, index) => {
		const key = keyOf(row);
		const update = fresh.get(key);
		if (update !== undefined) gone.delete(key);
		else if (index >= start && index < covered) gone.add(key);
		return update ?? row;
	});
	if (!isListEnd(list, last)) return {...list, rows, gone};
	const known = new Set(list.rows.map(keyOf));
	const added = page.rows.filter(row => !known.has(keyOf(row)));
	const pages = list.pages.map((one, index) => (index === last ? {...one, count: one.count + added.length} : one));
	return {...list, rows: [...rows, ...added], pages, gone, next: page.next, below: list.below + added.length};
}

const countRows = (list: KeyList<unknown>, from: number, to: number): number =>
	list.pages.slice(from, to).reduce((sum, page) => sum + page.count, 0);

/** At the top, new rows come in; further down they are only counted, so that nothing moves under the cursor. */
function refreshNewest<Row>(list: KeyList<Row>, page: KeyPage<Row>, rules: ListRules<Row>, height: number): KeyList<Row> {
	if (list.window.cursor === 0 && !hasEarlier(list)) return restart({...list, rows: []}, page, rules, height);
	const fresh = new Map(page.rows.map(row => [rules.keyOf(row), row]));
	// The rows in memory may be far from the start: what is new is counted from the row that was first.
	const newest = list.newest ?? firstKey(page, rules.keyOf);
	const unseen = page.rows.findIndex(row => rules.keyOf(row) === newest);
	return {...list, newest, rows: list.rows.map(row => fresh.get(rules.keyOf(row)) ?? row), unseen: unseen === -1 ? page.rows.length : unseen};
}
