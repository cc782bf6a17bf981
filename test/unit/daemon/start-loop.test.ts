import {expect, test} from 'vitest';
import type {Clock} from '../../../source/core/process/clock.js';
import {silentLogger, type Logger} from '../../../source/core/process/logger.js';
import {startLoop} from '../../../source/daemon/start-loop.js';
import {waitFor} from '../../support/wait-for.js';

function createWorld(outcomes: ReadonlyArray<number | Error>) {
	const [slept, told] = [[] as number[], [] as string[]];
	const left = [...outcomes];
	const clock: Clock = {
		now: () => new Date(),
		sleep: async (ms, signal) => {
			slept.push(ms);
			if (left.length > 0) return;
			await new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new Error('aborted'))));
		},
	};
	const logger: Logger = {...silentLogger, error: message => void told.push(message), info: message => void told.push(message)};
	const loop = startLoop({
		name: 'schedule', retryMs: 2, clock, logger,
		pass: () => {
			const outcome = left.shift();
			return outcome instanceof Error ? Promise.reject(outcome) : Promise.resolve(outcome ?? 0);
		},
	});
	return {loop, slept, told};
}

test('pauses as each pass says, until it is stopped', async () => {
	const {loop, slept} = createWorld([10, 20]);
	await waitFor('both passes', () => slept.length === 2);
	await loop.stop();
	expect(slept).toEqual([10, 20]);
});

test('goes on after failures, and tells the first of them and the recovery', async () => {
	const {loop, slept, told} = createWorld([new Error('one'), new Error('two'), 10]);
	expect(loop.lastSuccessAt()).toBeUndefined();
	await waitFor('all passes', () => slept.length === 3);
	expect(slept).toEqual([2, 2, 10]);
	expect(told).toEqual(['The schedule failed and is tried again', 'The schedule works again']);
	expect(loop.lastSuccessAt()).toBeGreaterThan(0);
	await loop.stop();
});
