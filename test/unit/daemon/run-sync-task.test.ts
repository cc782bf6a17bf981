import {expect, test} from 'vitest';
import type {Clock} from '../../../source/core/process/clock.js';
import {silentLogger} from '../../../source/core/process/logger.js';
import {noCounts, type Operation} from '../../../source/core/operation.js';
import type {Checkpoint} from '../../../source/core/stores/checkpoint-store.js';
import type {Lease} from '../../../source/core/stores/lease-store.js';
import {createRunSyncTask} from '../../../source/daemon/tasks/run-sync-task.js';
import {AppError} from '../../../source/errors/app-error.js';
import type {SyncOutcome, SyncRequest} from '../../../source/operations/run-sync.js';

const payload = {externalSystemId: 1, systemName: 'Tenable', entityType: 'asset', scope: 'changes', occurrence: '2025-06-04T12:00:00.000Z'} as const;
const at = (second: number) => new Date(Date.UTC(2025, 5, 4, 12, 0, second));
const lease = (heartbeat: number, more: Partial<Lease> = {}): Lease => ({owner: 'ada', host: 'jump', pid: 7, token: '1', heartbeatAt: at(heartbeat), expiresAt: at(heartbeat + 15), ...more});

/** `leaseAt` gives the pair's lease by the second since the job began. */
function createWorld({leaseAt = () => undefined, outcome = {}, checkpoint}: {readonly leaseAt?: (second: number) => Lease | undefined; readonly outcome?: Partial<SyncOutcome>; readonly checkpoint?: Checkpoint} = {}) {
	let second = 0;
	const asked: Array<{readonly request: SyncRequest; readonly second: number}> = [];
	const clock: Clock = {
		now: () => at(second),
		sleep: ms => Promise.resolve(void (second += ms / 1000)),
	};
	const stopping = new AbortController();
	const task = createRunSyncTask({
		clock, now: () => Promise.resolve(at(second)), leases: {find: () => Promise.resolve(leaseAt(second))}, checkpoints: {find: () => Promise.resolve(checkpoint)},
		operations: {
			runSync: request => {
				asked.push({request, second});
				const operation = {id: 'op', status: 'completed'} as Operation; // The rest is not looked at.
				return Promise.resolve({runs: [{operation, children: []}], failure: undefined, ...outcome});
			},
		},
	});
	const run = (scope: 'changes' | 'full' = 'changes') => task({...payload, scope}, {id: 'job', attempt: 1, signal: stopping.signal, logger: silentLogger});
	return {run, asked, stopping};
}

test('runs the pair and keeps which operation it was', async () => {
	const {run, asked} = createWorld();
	expect(await run('full')).toMatchObject({operationId: 'op', status: 'completed'});
	expect(asked).toEqual([{request: {systemName: 'Tenable', entityType: 'asset', scope: 'full'}, second: 0}]);
});

test('waits for the lease of a process that died, and then takes over', async () => {
	const {run, asked} = createWorld({leaseAt: () => lease(-3)});
	await run();
	expect(asked.map(one => one.second)).toEqual([12]);
});

test('leaves changes to whoever is alive and at it', async () => {
	const {run, asked} = createWorld({leaseAt: second => lease(second - (second % 5))});
	expect(await run()).toEqual({leftOut: 'ada on jump (pid 7) is already syncing Tenable asset'});
	expect(asked).toEqual([]);
});

test('leaves changes to whoever was quicker to take the lease over', async () => {
	const {run, asked} = createWorld({leaseAt: second => (second < 3 ? lease(-3) : lease(3, {token: '2'}))});
	expect(await run()).toHaveProperty('leftOut');
	expect(asked).toEqual([]);
});

test('has a full pass wait until whoever is at it has ended', async () => {
	const {run, asked} = createWorld({leaseAt: second => (second < 200 ? lease(second - (second % 5)) : undefined)});
	await run('full');
	expect(asked.map(one => one.second)).toEqual([200]);
});

test('has a full pass tried again when that takes longer than a quarter of an hour', async () => {
	const {run} = createWorld({leaseAt: second => lease(second - (second % 5))});
	await expect(run('full')).rejects.toMatchObject({code: 'SYNC_ALREADY_RUNNING', isRetryable: true});
});

/** A pass that stopped so many seconds ago. */
const stoppedAgo = (seconds: number, scope: 'changes' | 'full' = 'full'): Checkpoint => ({
	interrupted: {operationId: 'op', cursor: {page: 7}, counts: {...noCounts, read: 1200}, scope, at: at(-seconds)}, watermark: {since: 1}, lastFullAt: undefined, lastCompletedAt: undefined,
});

test('leaves changes out while a full pass that stopped may be tried again: they would make it begin anew', async () => {
	const {run, asked} = createWorld({checkpoint: stoppedAgo(1799)});
	expect(await run('changes')).toEqual({leftOut: 'the full pass of Tenable asset that stopped after 1200 records goes on first'});
	expect(asked).toEqual([]);
	await run('full');
	expect(asked).toHaveLength(1);
});

test.each([
	['nobody has gone on with the full pass for half an hour', stoppedAgo(1800)],
	['what stopped was a run for changes', stoppedAgo(1, 'changes')],
	['nothing was read to its end yet, so that it goes on with the full pass itself', {...stoppedAgo(1), watermark: undefined}],
])('runs for changes where %s', async (_, checkpoint) => {
	const {run, asked} = createWorld({checkpoint});
	await run('changes');
	expect(asked).toHaveLength(1);
});

test('a failure of the run is the failure of the job', async () => {
	const failure = new AppError({code: 'EXTERNAL_UNREACHABLE', message: 'Away.', nextStep: 'Wait.', isRetryable: true});
	await expect(createWorld({outcome: {failure}}).run()).rejects.toBe(failure);
});

test('a run that was cut short by the stop is not done', async () => {
	const {run, stopping} = createWorld();
	stopping.abort(new Error('This process stops.'));
	await expect(run()).rejects.toThrow('This process stops.');
});
