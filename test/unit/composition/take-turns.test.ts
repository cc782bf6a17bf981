import {expect, test} from 'vitest';
import {takeTurns} from '../../../source/composition/take-turns.js';
import type {Logger} from '../../../source/core/process/logger.js';
import {externalSystem} from '../../support/connector-context.js';
import {createManualClock} from '../../support/manual-clock.js';

const system = externalSystem({systemType: 'tenable', authenticationMethod: 'api_key', connectionConfig: {}, systemName: 'Tenable.io'});
const {signal} = new AbortController();

/** Turns of a system whose token is there after waits of these lengths, in ms. */
function turns({isRun, waits = []}: {readonly isRun: boolean; readonly waits?: readonly number[]}) {
	const clock = createManualClock(new Date('2026-11-22T20:40:00Z'));
	const left = [...waits];
	const warnings: unknown[] = [];
	const told: unknown[] = [];
	const pauses: Date[] = [];
	const logger: Logger = {debug() {}, info() {}, error() {}, warn: (message, facts) => void warnings.push({message, ...facts}), with: () => logger};
	const traffic = {
		takeToken: async () => {
			const waitMs = left.shift();
			return {isGranted: waitMs === undefined, waitMs: waitMs ?? 0, isPaused: (waitMs ?? 0) > 60_000};
		},
		pauseUntil: async (_id: number, time: Date) => void pauses.push(time),
	};
	return {...takeTurns({system, traffic, clock, logger, isRun, onWait: wait => void told.push(wait)}), clock, warnings, pauses, told};
}

const told = {code: 'EXTERNAL_RATE_LIMITED', isRetryable: true, message: 'Tenable.io asked for no more calls until 2026-11-22 21:39 UTC, in 59m; nothing is sent before then.'};

test('a run waits for as long as the other side asks, and the log says once until when', async () => {
	const {takeToken, clock, warnings} = turns({isRun: true, waits: [3_540_000, 3_000_000, 20]});
	await takeToken(signal);
	expect(clock.slept).toEqual([3_540_000, 3_000_000, 20]);
	expect(warnings).toEqual([{message: 'The other side asked to pause; the run waits', system: 'Tenable.io', until: '2026-11-22T21:39:00.000Z'}]);
});

test('a run tells what it waits for and until when, and that it goes on', async () => {
	const {takeToken, told} = turns({isRun: true, waits: [3_540_000, 20]});
	await takeToken(signal);
	expect(told).toEqual([
		{until: new Date('2026-11-22T21:39:00Z'), reason: 'it asked to pause'}, undefined,
		{until: new Date('2026-11-22T20:40:00.020Z'), reason: expect.stringMatching(/^its rate limit is \d+ calls a minute$/)}, undefined,
	]);
});

test('whoever only asks something waits for a token, and is told of a pause instead of standing in it', async () => {
	const brief = turns({isRun: false, waits: [60_000, 20]});
	await brief.takeToken(signal);
	expect(brief.clock.slept).toEqual([60_000, 20]);
	expect(brief.warnings).toEqual([]);

	const long = turns({isRun: false, waits: [3_540_000]});
	await expect(long.takeToken(signal)).rejects.toMatchObject(told);
	expect(long.clock.slept).toEqual([]);
});

test('who is the first to be asked to pause keeps that for all, and is told as well unless it is a run', async () => {
	const until = new Date('2026-11-22T21:39:00Z');
	const asking = turns({isRun: false});
	await expect(asking.pauseUntil(until)).rejects.toMatchObject(told);
	await asking.pauseUntil(new Date('2026-11-22T20:41:00Z'));
	const running = turns({isRun: true});
	await running.pauseUntil(until);
	expect([asking.pauses.length, running.pauses]).toEqual([2, [until]]);
});
