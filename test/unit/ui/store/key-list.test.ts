import {describe, expect, test} from 'vitest';
import type {KeyPage} from '../../../../source/core/page.js';
import {beginPart, emptyList, hasEarlier, type KeyList, type ListOrder, type ListRequest, neededPart, pageSize, seekEnd, stopSeeking} from '../../../../source/ui/store/key-list.js';
import {receivePart, type SizedRules} from '../../../../source/ui/store/receive-part.js';
import {moveWindow} from '../../../../source/ui/store/window.js';

type Row = {readonly id: number; readonly text: string};
const height = 20;
const rulesOf = (order: ListOrder): SizedRules<Row> => ({order, keyOf: row => String(row.id), hasEnd: true, height});
const rowsFrom = (first: number, count: number, text = ''): readonly Row[] => Array.from({length: count}, (_, index) => ({id: first + index, text}));

/** A table of rows with ids that go up, read as the store reads the database. */
const read = (table: readonly Row[], {part, after, limit}: Pick<ListRequest, 'part' | 'after' | 'limit'>): KeyPage<Row> => {
	if (part === 'last' || part === 'before') {
		const earlier = table.filter(row => after === undefined || row.id < after);
		const rows = earlier.slice(-limit);
		return {rows, next: earlier.length > limit ? rows[0]?.id : undefined, after: rows[0] === undefined ? undefined : rows[0].id - 1};
	}
	const rest = table.filter(row => after === undefined || row.id > after);
	return {rows: rest.slice(0, limit), next: rest.length > limit ? rest[limit - 1]?.id : undefined};
};

/** Asks for what the list needs until it needs nothing. */
function settle(list: KeyList<Row>, table: readonly Row[]): KeyList<Row> {
	let current = list;
	for (;;) {
		const part = neededPart(current, 'append', height);
		if (part === undefined) return current;
		const request = {...part, epoch: 1};
		current = receivePart(beginPart(current, request), {request, page: read(table, request)}, rulesOf('append'));
	}
}

const move = (list: KeyList<Row>, by: number): KeyList<Row> => ({...list, window: moveWindow(list.window, {by}, list.rows.length, height)});
const selected = (list: KeyList<Row>): Row | undefined => list.rows[list.window.cursor];

describe('a long list', () => {
	const table = rowsFrom(1, 5000);

	test('reads one page first', () => {
		const list = settle(emptyList<Row>('all'), table);
		expect(list.rows).toHaveLength(pageSize);
		expect(list.next).toBe(pageSize);
	});

	test('keeps every row in order on the way down, and only a few pages of them', () => {
		let list = settle(emptyList<Row>('all'), table);
		for (let id = 1; id <= 3000; id++) {
			expect(selected(list)?.id).toBe(id);
			list = settle(move(list, 1), table);
			expect(list.rows.length).toBeLessThanOrEqual(6 * pageSize);
		}
		expect((list.offset ?? 0) + list.window.cursor + 1).toBe(3001);
	});

	test('finds the way back up through pages that it had dropped', () => {
		let list = settle(emptyList<Row>('all'), table);
		for (let step = 0; step < 200; step++) list = settle(move(list, 15), table);
		const bottom = selected(list)?.id ?? 0;
		for (let id = bottom; id > 1; id--) {
			expect(selected(list)?.id).toBe(id);
			list = settle(move(list, -1), table);
		}
		expect(selected(list)?.id).toBe(1);
	});
});

describe('a list that is read from its end', () => {
	const table = rowsFrom(1, 5000);
	const atEnd = (): KeyList<Row> => settle(seekEnd(settle(emptyList<Row>('all'), table), 'end'), table);

	test('has the cursor on the very last row, and little of the rest in memory', () => {
		const list = atEnd();
		expect(selected(list)?.id).toBe(5000);
		expect(list.rows.length).toBeLessThanOrEqual(2 * pageSize);
		expect(list.next).toBeUndefined();
	});

	test('goes back row by row to the first one, and then knows where it is', () => {
		let list = atEnd();
		for (let id = 5000; id > 1; id--) {
			expect(selected(list)?.id).toBe(id);
			list = settle(move(list, -1), table);
			expect(list.rows.length).toBeLessThanOrEqual(6 * pageSize);
		}
		expect(hasEarlier(list)).toBe(false);
		expect((list.offset ?? 0) + list.window.cursor + 1).toBe(1);
	});

	test('finds its end again after pages of it were dropped', () => {
		let list = atEnd();
		for (let step = 0; step < 100; step++) list = settle(move(list, -15), table);
		for (let step = 0; step < 100; step++) list = settle(move(list, 15), table);
		expect(selected(list)?.id).toBe(5000);
	});

	test('takes in what is new behind its end, and what is gone stays in its place', () => {
		const list = atEnd();
		const changed = [...table.filter(row => row.id !== 4995), ...rowsFrom(5001, 3)];
		const refreshed = settle({...list, isStale: true}, changed);
		expect(refreshed.rows.slice(-4).map(row => row.id)).toEqual([5000, 5001, 5002, 5003]);
		expect(refreshed.below).toBe(3);
		expect([...refreshed.gone]).toEqual(['4995']);
		expect(selected(refreshed)?.id).toBe(5000);
	});

	test('goes back to its start at once', () => {
		const list = settle(seekEnd(atEnd(), 'start'), table);
		expect(selected(list)?.id).toBe(1);
		expect(list.offset).toBe(0);
	});

	test('does not jump any more once the cursor was moved', () => {
		const list = seekEnd(settle(emptyList<Row>('all'), table), 'end');
		const asked = neededPart(list, 'append', height);
		if (asked === undefined) throw new Error('Nothing is asked for.');
		const request = {...asked, epoch: 1};
		const moved = stopSeeking(beginPart(list, request));
		expect(selected(receivePart(moved, {request, page: read(table, request)}, rulesOf('append')))?.id).toBe(1);
	});
});

describe('a refresh', () => {
	const stale = (list: KeyList<Row>): KeyList<Row> => ({...list, isStale: true});

	test('leaves a row that is no longer there in its place, as gone', () => {
		const list = settle(emptyList<Row>('all'), rowsFrom(1, 30));
		const refreshed = settle(stale(move(list, 5)), rowsFrom(1, 30).filter(row => row.id !== 3 && row.id !== 6));
		expect(refreshed.rows.map(row => row.id)).toEqual(list.rows.map(row => row.id));
		expect([...refreshed.gone].sort()).toEqual(['3', '6']);
		expect(selected(refreshed)?.id).toBe(6);
	});

	test('takes in the fresh values of rows on the screen', () => {
		const refreshed = settle(stale(settle(emptyList<Row>('all'), rowsFrom(1, 30))), rowsFrom(1, 30, 'fresh'));
		expect(refreshed.rows.every(row => row.text === 'fresh')).toBe(true);
	});

	test('adds what is new at the end of a list by id', () => {
		const refreshed = settle(stale(settle(emptyList<Row>('all'), rowsFrom(1, 30))), rowsFrom(1, 33));
		expect(refreshed.rows.map(row => row.id)).toEqual(rowsFrom(1, 33).map(row => row.id));
	});

	test('brings a row back that was gone for a while', () => {
		const without = settle(stale(settle(emptyList<Row>('all'), rowsFrom(1, 30))), rowsFrom(1, 30).filter(row => row.id !== 7));
		expect(settle(stale(without), rowsFrom(1, 30)).gone.size).toBe(0);
	});

	test('marks rows of a full page as gone even when the answer reaches beyond it', () => {
		const list = settle(emptyList<Row>('all'), rowsFrom(1, 1000));
		const refreshed = settle(stale(list), rowsFrom(1, 1000).filter(row => row.id > 100));
		expect(refreshed.gone.size).toBe(100);
	});

	test('does not move the newest-first list under a cursor that is not at its top', () => {
		const newest = (rows: readonly Row[]): KeyPage<Row> => ({rows: rows.toReversed(), next: undefined});
		const ask = (list: KeyList<Row>, rows: readonly Row[]): KeyList<Row> => {
			const part = neededPart(list, 'prepend', height);
			if (part === undefined) throw new Error('Nothing is needed.');
			const request = {...part, epoch: 1};
			return receivePart(beginPart(list, request), {request, page: newest(rows)}, rulesOf('prepend'));
		};
		const list = ask(emptyList<Row>('all'), rowsFrom(1, 10));
		expect(ask(stale(list), rowsFrom(1, 12)).rows[0]?.id).toBe(12);
		const below = ask(stale(move(list, 2)), rowsFrom(1, 12));
		expect(below.rows[0]?.id).toBe(10);
		expect(below.unseen).toBe(2);
		expect(selected(below)?.id).toBe(8);
	});
});

describe('a list of the newest first', () => {
	/** As the store reads it: from the highest id down, or from its end up. */
	const readDown = (table: readonly Row[], {part, after, limit}: ListRequest): KeyPage<Row> => {
		const isFromEnd = part === 'last' || part === 'before';
		const rest = table.filter(row => after === undefined || (isFromEnd ? row.id > after : row.id < after));
		const rows = isFromEnd ? rest.slice(0, limit).toReversed() : rest.slice(-limit).toReversed();
		const edge = isFromEnd ? rows[0] : rows.at(-1);
		return {rows, next: rest.length > limit ? edge?.id : undefined, ...(isFromEnd && rows[0] !== undefined ? {after: rows[0].id + 1} : {})};
	};
	const settleDown = (list: KeyList<Row>, table: readonly Row[]): KeyList<Row> => {
		for (let current = list; ;) {
			const part = neededPart(current, 'prepend', height);
			if (part === undefined) return current;
			const request = {...part, epoch: 1};
			current = receivePart(beginPart(current, request), {request, page: readDown(table, request)}, rulesOf('prepend'));
		}
	};
	const table = rowsFrom(1, 3000);
	const atEnd = (): KeyList<Row> => settleDown(seekEnd(settleDown(emptyList<Row>('all'), table), 'end'), table);

	test('is read from its true end, and back row by row to the newest', () => {
		let list = atEnd();
		for (let id = 1; id < 3000; id++) {
			expect(selected(list)?.id).toBe(id);
			list = settleDown(move(list, -1), table);
			expect(list.rows.length).toBeLessThanOrEqual(6 * pageSize);
		}
		expect(hasEarlier(list)).toBe(false);
		list = settleDown(move(list, 40), table);
		expect(selected(list)?.id).toBe(2960);
	});

	test('counts what is new from the row that was first, wherever the rows in memory are', () => {
		const more = rowsFrom(1, 3007);
		let deep = settleDown(emptyList<Row>('all'), table);
		for (let step = 0; step < 60; step++) deep = settleDown(move(deep, 15), table);
		expect(hasEarlier(deep)).toBe(true);
		expect(settleDown({...deep, isStale: true}, table).unseen).toBe(0);
		expect(settleDown({...deep, isStale: true}, more).unseen).toBe(7);
		const seen = settleDown({...atEnd(), isStale: true}, table);
		expect(seen.unseen).toBe(0);
		expect(settleDown({...seen, isStale: true}, more).unseen).toBe(7);
	});
});

test('an answer to another question is dropped', () => {
	const list = beginPart(emptyList<Row>('all'), {epoch: 1, target: 'all', part: 'first', after: undefined, limit: pageSize});
	const late = {epoch: 1, target: 'another filter', part: 'first', after: undefined, limit: pageSize} as const;
	expect(receivePart(list, {request: late, page: {rows: rowsFrom(1, 3), next: undefined}}, rulesOf('append'))).toBe(list);
});
