import {expect, test} from 'vitest';
import {closeAll} from '../../../../source/core/process/close-all.js';

function createClosers(...failing: readonly number[]) {
	const closed: number[] = [];
	const closers = [0, 1, 2, 3].map(number => async () => {
		closed.push(number);
		if (failing.includes(number)) throw new Error(`part ${number}`);
	});
	return {closed, closers};
}

test('the newest is closed first', async () => {
	const {closed, closers} = createClosers();
	await closeAll(closers);
	expect(closed).toEqual([3, 2, 1, 0]);
});

test('one that fails keeps none of the others open, and is told afterwards', async () => {
	const {closed, closers} = createClosers(2);
	await expect(closeAll(closers)).rejects.toThrow('part 2');
	expect(closed).toEqual([3, 2, 1, 0]);
});

test('of several that fail each is told', async () => {
	const {closed, closers} = createClosers(1, 3);
	const failure: unknown = await closeAll(closers).catch((error: unknown) => error);
	expect(failure).toMatchObject({errors: [{message: 'part 3'}, {message: 'part 1'}], message: '2 parts could not be closed: part 3; part 1'});
	expect(closed).toEqual([3, 2, 1, 0]);
});

test('one that throws at once counts as one that fails', async () => {
	let isClosed = false;
	await expect(closeAll([() => { isClosed = true; }, () => { throw new Error('at once'); }])).rejects.toThrow('at once');
	expect(isClosed).toBe(true);
});
