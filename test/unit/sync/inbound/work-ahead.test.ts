import {expect, test} from 'vitest';
import {workAhead} from '../../../../source/sync/inbound/work-ahead.js';

async function* count(to: number, onEnd: () => void = () => {}): AsyncGenerator<number> {
	try {
		for (let item = 1; item <= to; item += 1) yield item;
	} finally {
		onEnd();
	}
}

/** All that is under way and can go on has gone on. */
async function settle(): Promise<void> {
	for (let turn = 0; turn < 10; turn += 1) await new Promise(setImmediate);
}

test('works on the next item while one is used, on no other, and gives all in order', async () => {
	const begun: number[] = [];
	const used: number[] = [];
	for await (const result of workAhead(count(5), async item => {
		begun.push(item);
		return item * 10;
	})) {
		used.push(result);
		await settle();
		expect(begun).toHaveLength(Math.min(used.length + 1, 5));
	}
	expect(used).toEqual([10, 20, 30, 40, 50]);
});

test('a failure is met when its turn comes, after what came before it was used', async () => {
	const used: number[] = [];
	const run = async () => {
		for await (const result of workAhead(count(5), async item => {
			if (item === 3) throw new Error('The third is broken.');
			return item;
		})) {
			await settle();
			used.push(result);
		}
	};
	await expect(run()).rejects.toThrow('The third is broken.');
	expect(used).toEqual([1, 2]);
});

test('who stops early lets go of the source', async () => {
	let hasEnded = false;
	for await (const result of workAhead(count(5, () => { hasEnded = true; }), async item => item)) if (result === 2) break;
	await settle();
	expect(hasEnded).toBe(true);
});

test('nothing gives nothing', async () => {
	const used: number[] = [];
	for await (const result of workAhead(count(0), async item => item)) used.push(result);
	expect(used).toEqual([]);
});
