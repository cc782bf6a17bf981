import type {KeyPage} from '../../core/page.js';
import {emptyList, hasEarlier, isListEnd, visiblePages, type KeyList, type ListRequest, type ListRules} from './key-list.js';
import {isSameRequest} from './request.js';
import {firstWindow, showCursor} from './window.js';

/** Pages kept in memory around the window: a list of any length costs no more than this. */
const mostPages = 5;

/** Rows that were asked for. */
export type ListAnswer<Row> = {readonly request: ListRequest; readonly page: KeyPage<Row>};

/** How a list is read, and how many of its rows the screen shows. */
export type SizedRules<Row> = ListRules<Row> & {readonly height: number};

/** Takes an answer in; one that nobody waits for any more changes nothing. */
export function receivePart<Row>(list: KeyList<Row>, answer: ListAnswer<Row>, rules: SizedRules<Row>): KeyList<Row> {
	const {request, page} = answer;
	if (!isSameRequest(list.loading, request) || list.loading?.part !== request.part) return list;
	const settled: KeyList<Row> = {...list, loading: undefined, failure: undefined};
	switch (request.part) {
		case 'first': return restart(list.seek === undefined ? settled : {...settled, rows: [], window: firstWindow}, page, rules);
		case 'last': return restartAtEnd(settled, page, rules);
		case 'next': return addNext(settled, answer, rules);
		case 'previous': return addPrevious(settled, page, {...rules, after: request.after, earlier: settled.earlier.slice(0, -1), before: settled.before});
		case 'before': return addPrevious(settled, page, {...rules, after: page.after, earlier: [], before: page.next});
		case 'refresh': return rules.order === 'append' ? refreshVisible(settled, answer, rules) : refreshNewest(settled, page, rules);
	}
}

function restart<Row>(list: KeyList<Row>, page: KeyPage<Row>, {keyOf, height}: SizedRules<Row>): KeyList<Row> {
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
function restartAtEnd<Row>(list: KeyList<Row>, page: KeyPage<Row>, {height}: SizedRules<Row>): KeyList<Row> {
	return {
		...emptyList<Row>(list.target), isStale: list.isStale, rows: page.rows, pages: [{after: page.after, count: page.rows.length}],
		before: page.next, offset: page.next === undefined ? 0 : undefined, window: showCursor({cursor: page.rows.length - 1, top: 0}, page.rows.length, height),
	};
}

function addNext<Row>(list: KeyList<Row>, {request, page}: ListAnswer<Row>, {keyOf}: SizedRules<Row>): KeyList<Row> {
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
function refreshVisible<Row>(list: KeyList<Row>, {request, page}: ListAnswer<Row>, {keyOf, height}: SizedRules<Row>): KeyList<Row> {
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
function refreshNewest<Row>(list: KeyList<Row>, page: KeyPage<Row>, rules: SizedRules<Row>): KeyList<Row> {
	if (list.window.cursor === 0 && !hasEarlier(list)) return restart({...list, rows: []}, page, rules);
	const {keyOf} = rules;
	const fresh = new Map(page.rows.map(row => [keyOf(row), row]));
	// The rows in memory may be far from the start: what is new is counted from the row that was first.
	const newest = list.newest ?? firstKey(page, keyOf);
	const unseen = page.rows.findIndex(row => keyOf(row) === newest);
	return {...list, newest, rows: list.rows.map(row => fresh.get(keyOf(row)) ?? row), unseen: unseen === -1 ? page.rows.length : unseen};
}
