import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {heapGrowthAtWork} from '../../../source/composition/bound-heap.js';
import {createHeapRoom, heapGrowthAtRest} from '../../../source/composition/create-heap-room.js';
import {withHeapRoom} from '../../../source/faces/with-heap-room.js';
import {createMemoryOperations} from '../../support/memory-operations/memory-operations.js';
import {createMemoryWorld} from '../../support/memory-operations/memory-world.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function watch(): {readonly growths: number[]; readonly collections: number[]; readonly room: ReturnType<typeof createHeapRoom>} {
	const growths: number[] = [];
	const collections: number[] = [];
	return {growths, collections, room: createHeapRoom(percent => growths.push(percent), () => collections.push(Date.now()))};
}

test('what starting left behind is let go of once', () => {
	const {collections} = watch();
	expect(collections).toHaveLength(0);
	vi.advanceTimersByTime(3_600_000);
	expect(collections).toHaveLength(1);
});

test('works that overlap keep their room until the last of them has ended, however it ends', async () => {
	const {growths, room} = watch();
	const [first, second] = [Promise.withResolvers<string>(), Promise.withResolvers<string>()];
	const ends = [room.during(() => first.promise), room.during(() => second.promise)];
	first.reject(new Error('It failed.'));
	await expect(ends[0]).rejects.toThrow('It failed.');
	expect(growths).toEqual([heapGrowthAtRest, heapGrowthAtWork]);
	second.resolve('done');
	expect(await ends[1]).toBe('done');
	expect(growths).toEqual([heapGrowthAtRest, heapGrowthAtWork, heapGrowthAtRest]);
});

test('a sync has room, a look at the health needs none', async () => {
	const {growths, room} = watch();
	const operations = withHeapRoom(createMemoryOperations(createMemoryWorld()), room);
	await operations.getHealth();
	expect(growths).toEqual([heapGrowthAtRest]);
	await operations.runSync({scope: 'changes'});
	expect(growths).toEqual([heapGrowthAtRest, heapGrowthAtWork, heapGrowthAtRest]);
});
