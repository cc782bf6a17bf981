import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {watchHealth} from '../../../source/faces/watch-health.js';
import {createMemoryOperations} from '../../support/memory-operations/memory-operations.js';
import {createMemoryWorld} from '../../support/memory-operations/memory-world.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a line of the plain console tells that nothing is sent any more and what to do, that it is again, and of more conflicts', async () => {
	const world = createMemoryWorld();
	const told: string[] = [];
	const stop = await watchHealth(createMemoryOperations(world), text => told.push(text));
	const change = async (topic: Parameters<typeof world.tell>[0], happen: () => void): Promise<readonly string[]> => {
		happen();
		world.tell(topic);
		world.tell(topic);
		await vi.advanceTimersByTimeAsync(1000);
		return told.splice(0);
	};
	const pushHold = {noticedAt: world.now(), noticedBy: 'jump-01', evidence: 'It does not know a mark.'};
	expect(await change('systems', () => {
		world.health = {pushHold};
	})).toEqual([expect.stringMatching(/^✖ Nothing is sent: .*jump-01.*It does not know a mark\. Next: .*parley db release$/)]);
	expect(await change('conflicts', () => {})).toEqual([]);
	expect(await change('systems', () => {
		world.health = {};
	})).toEqual(['Changes may leave again: the hold was released.']);
	expect(await change('conflicts', () => {
		world.health = {pendingConflicts: 45};
	})).toEqual(['2 more conflicts wait for a person: 45 in all.']);
	await stop();
	expect(world.listeners.size).toBe(0);
});
