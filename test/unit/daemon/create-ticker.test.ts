import {expect, test} from 'vitest';
import type {SyncPolicy} from '../../../source/core/policy.js';
import type {ExternalSystem} from '../../../source/core/external-system.js';
import {silentLogger, type LogFacts, type Logger} from '../../../source/core/process/logger.js';
import type {UnreadablePolicy} from '../../../source/core/stores/rule-store.js';
import type {Stores} from '../../../source/core/stores/stores.js';
import {createTicker} from '../../../source/daemon/create-ticker.js';
import {AppError} from '../../../source/errors/app-error.js';
import type {NewJob} from '../../../source/jobs/job.js';

const system = {id: 1, systemName: 'Tenable', syncEnabled: true, isActive: true, syncFrequencyMinutes: 60} as ExternalSystem; // The rest is not looked at.
const policy = {id: 1, externalSystemId: 1, entityType: 'asset', isActive: true, scheduleExpression: null, fullSyncExpression: null, timezone: 'UTC'} as SyncPolicy;

function createWorld({policies = [policy], unreadable = [], lastBeatAt}: {readonly policies?: readonly SyncPolicy[]; readonly unreadable?: readonly UnreadablePolicy[]; readonly lastBeatAt?: Date} = {}) {
	const enqueued: NewJob[][] = [];
	const known = new Set<string>();
	const errors: LogFacts[] = [];
	const world = {now: new Date('2025-06-04T10:00:30Z'), failure: undefined as Error | undefined};
	const stores = {systems: {list: () => Promise.resolve([system])}, rules: {listPolicies: () => Promise.resolve(policies), listUnreadablePolicies: () => Promise.resolve(unreadable)}} as unknown as Pick<Stores, 'rules' | 'systems'>;
	const logger: Logger = {...silentLogger, error: (_, facts = {}) => void errors.push(facts)};
	const tick = createTicker({
		stores, logger, lastBeatAt,
		jobs: {
			now: () => Promise.resolve(world.now),
			enqueue: jobs => {
				if (world.failure !== undefined) return Promise.reject(world.failure);
				// As the queue does, which remembers every occurrence that it was given.
				const added = jobs.filter(({queue, occurrence}) => !known.has(`${queue} ${occurrence.join(' ')}`));
				for (const {queue, occurrence} of added) known.add(`${queue} ${occurrence.join(' ')}`);
				enqueued.push(added);
				return Promise.resolve(added);
			},
		},
	});
	const tickAt = async (time: string) => {
		world.now = new Date(time);
		const pauseMs = await tick();
		const jobs = enqueued.at(-1) ?? [];
		return {pauseMs, due: jobs.filter(job => job.queue === 'sync').map(job => job.occurrence.at(-1)), upkeep: jobs.filter(job => job.queue === 'upkeep').map(job => job.occurrence)};
	};
	return {world, tickAt, errors};
}

test('on a fresh installation nothing was missed: the first run is the next occurrence', async () => {
	const {tickAt} = createWorld();
	expect((await tickAt('2025-06-04T10:00:30Z')).due).toEqual([]);
	expect((await tickAt('2025-06-04T11:00:00Z')).due).toEqual(['2025-06-04T11:00:00.000Z']);
	expect((await tickAt('2025-06-04T11:00:15Z')).due).toEqual([]);
});

test('what was missed since a daemon was last heard of runs once', async () => {
	const {tickAt} = createWorld({lastBeatAt: new Date('2025-06-04T02:30Z')});
	expect((await tickAt('2025-06-04T10:00:30Z')).due).toEqual(['2025-06-04T10:00:00.000Z']);
});

test('what was missed more than a week ago is not made up for', async () => {
	const weekly = {...policy, scheduleExpression: '0 0 1 * *'};
	expect((await createWorld({policies: [weekly], lastBeatAt: new Date('2025-05-20Z')}).tickAt('2025-06-04T10:00Z')).due).toEqual(['2025-06-01T00:00:00.000Z']);
	expect((await createWorld({policies: [weekly], lastBeatAt: new Date('2025-05-20Z')}).tickAt('2025-06-09T10:00Z')).due).toEqual([]);
});

test('it looks again at the next occurrence, and at the latest after a quarter of a minute', async () => {
	const {tickAt} = createWorld();
	expect((await tickAt('2025-06-04T10:59:55Z')).pauseMs).toBe(5000);
	expect((await tickAt('2025-06-04T11:20:00Z')).pauseMs).toBe(15_000);
});

test('a look that failed is made up for by the next', async () => {
	const {world, tickAt} = createWorld();
	await tickAt('2025-06-04T10:30:00Z');
	world.failure = new Error('the database is away');
	await expect(tickAt('2025-06-04T11:00:01Z')).rejects.toThrow('away');
	world.failure = undefined;
	expect((await tickAt('2025-06-04T11:10:00Z')).due).toEqual(['2025-06-04T11:00:00.000Z']);
});

test('a clock that is put back an hour runs nothing a second time', async () => {
	const {tickAt} = createWorld();
	await tickAt('2025-06-04T10:30:00Z');
	expect((await tickAt('2025-06-04T11:00:00Z')).due).toHaveLength(1);
	expect((await tickAt('2025-06-04T10:00:30Z')).due).toEqual([]);
	expect((await tickAt('2025-06-04T11:00:30Z')).due).toEqual([]);
	expect((await tickAt('2025-06-04T12:00:30Z')).due).toEqual(['2025-06-04T12:00:00.000Z']);
});

test('a clock that was years ahead for a moment holds up nothing once it is right again', async () => {
	const {tickAt} = createWorld();
	await tickAt('2025-06-04T10:30:00Z');
	expect((await tickAt('2036-01-01T00:00:30Z')).due).toHaveLength(1);
	await tickAt('2025-06-04T10:31:00Z');
	expect((await tickAt('2025-06-04T11:00:30Z')).due).toEqual(['2025-06-04T11:00:00.000Z']);
});

test('nor does the heartbeat of a daemon that lived then', async () => {
	const {tickAt} = createWorld({lastBeatAt: new Date('2036-01-01T00:00:30Z')});
	await tickAt('2025-06-04T10:30:00Z');
	expect((await tickAt('2025-06-04T11:00:30Z')).due).toEqual(['2025-06-04T11:00:00.000Z']);
});

test('upkeep is asked for by the day', async () => {
	const {tickAt} = createWorld();
	expect((await tickAt('2025-06-04T23:59:59Z')).upkeep).toEqual([['2025-06-04']]);
	expect((await tickAt('2025-06-05T00:00:14Z')).upkeep).toEqual([['2025-06-05']]);
});

test('a schedule that cannot be read is told once, and the others run', async () => {
	const {tickAt, errors} = createWorld({policies: [{...policy, id: 7, scheduleExpression: 'soon'}, {...policy, id: 8, entityType: 'vulnerability'}]});
	await tickAt('2025-06-04T10:59:00Z');
	expect((await tickAt('2025-06-04T11:00:00Z')).due).toHaveLength(1);
	expect(errors).toMatchObject([{policyId: 7}]);
});

test('a policy that cannot be used is told once, and the others run', async () => {
	const error = new AppError({code: 'POLICY_INVALID', message: 'Row 9 cannot be used.', nextStep: 'Correct it.'});
	const {tickAt, errors} = createWorld({unreadable: [{policyId: 9, externalSystemId: 1, entityType: 'vulnerability', error}]});
	await tickAt('2025-06-04T10:59:00Z');
	expect((await tickAt('2025-06-04T11:00:00Z')).due).toHaveLength(1);
	expect(errors).toMatchObject([{policyId: 9, error}]);
});
