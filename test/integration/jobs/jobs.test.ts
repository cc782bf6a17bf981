import {setTimeout as sleep} from 'node:timers/promises';
import pg from 'pg';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {silentLogger} from '../../../source/core/process/logger.js';
import {parseDatabaseUrl} from '../../../source/database/database-url.js';
import {AppError} from '../../../source/errors/app-error.js';
import {createJobs, type Jobs, type JobTransaction} from '../../../source/jobs/create-jobs.js';
import type {NewJob, Task} from '../../../source/jobs/job.js';
import {migrateJobs} from '../../../source/jobs/migrate-jobs.js';
import {createEmptyDatabase, type TestDatabase} from '../../support/postgres.js';
import {waitFor} from '../../support/wait-for.js';

let database: TestDatabase;
let admin: pg.Client;
let opened: Jobs[];

beforeEach(async () => {
	database = await createEmptyDatabase();
	await migrateJobs(parseDatabaseUrl(database.url));
	admin = new pg.Client({connectionString: database.url});
	await admin.connect();
	opened = [];
});

afterEach(async () => {
	await Promise.all(opened.map(jobs => jobs.drain({timeoutMs: 1000})));
	await admin.end();
	await database.close();
});

async function open(): Promise<Jobs> {
	const jobs = createJobs({address: parseDatabaseUrl(database.url), logger: silentLogger});
	await jobs.start();
	opened.push(jobs);
	return jobs;
}

const idle: Task = () => Promise.resolve({});
const syncOnly = (sync: Task) => ({sync, upkeep: idle});
const job = (name: string, more: Partial<NewJob> = {}): NewJob => ({queue: 'sync', occurrence: [name], key: name, payload: {name}, ...more});
const nameOf = (payload: unknown): string => (payload as {readonly name: string}).name;
const statesOf = async (): Promise<Record<string, string>> => {
	const {rows} = await admin.query<{name: string; state: string}>(`select data->>'name' as name, state::text from pgboss.job where name = 'sync'`);
	return Object.fromEntries(rows.map(row => [row.name, row.state]));
};

describe('every occurrence once', () => {
	test('four processes that see the same sixteen occurrences run each of them once', async () => {
		const ran: string[] = [];
		const processes = await Promise.all([open(), open(), open(), open()]);
		const occurrences = Array.from({length: 16}, (_, index) => job(`occurrence ${index}`));
		await Promise.all(processes.map(jobs => jobs.work(syncOnly(payload => {
			ran.push(nameOf(payload));
			return Promise.resolve({});
		}))));
		const added = await Promise.all(processes.map(jobs => jobs.enqueue(occurrences)));
		expect(added.flat()).toHaveLength(16);
		await waitFor('all to be completed', async () => Object.values(await statesOf()).filter(state => state === 'completed').length === 16);
		expect(ran.toSorted()).toEqual(occurrences.map(one => nameOf(one.payload)).toSorted());
	});

	test('an occurrence that was completed long ago is not run again', async () => {
		const jobs = await open();
		await jobs.work(syncOnly(idle));
		expect(await jobs.enqueue([job('a')])).toHaveLength(1);
		await waitFor('it to be completed', async () => (await statesOf())['a'] === 'completed');
		expect(await jobs.enqueue([job('a'), job('b')])).toMatchObject([{key: 'b'}]);
	});

	test('of one key only one waits: the next occurrence is left out until it is done', async () => {
		const jobs = await open();
		expect(await jobs.enqueue([job('10:00', {key: 'pair'})])).toHaveLength(1);
		expect(await jobs.enqueue([job('10:15', {key: 'pair'})])).toHaveLength(0);
	});
});

describe('order', () => {
	test('of one group one job runs at a time, the highest priority first', async () => {
		const events: string[] = [];
		const processes = [await open(), await open()];
		await processes[0]?.enqueue([
			job('vulnerabilities', {group: 'tenable', priority: 1}), job('assets', {group: 'tenable', priority: 2}), job('systems', {group: 'xacta', priority: 2}),
		]);
		for (const jobs of processes) {
			await jobs.work(syncOnly(async payload => {
				events.push(`${nameOf(payload)} starts`);
				await sleep(300);
				events.push(`${nameOf(payload)} ends`);
				return {};
			}));
		}
		await waitFor('all to end', () => events.length === 6);
		expect(events.filter(event => !event.startsWith('systems'))).toEqual(['assets starts', 'assets ends', 'vulnerabilities starts', 'vulnerabilities ends']);
	});

	test('of one group one is taken, also by two workers at the same moment', async () => {
		const ran: string[] = [];
		const jobs = await open();
		await jobs.enqueue([job('first', {group: 'one', priority: 10}), job('second', {group: 'one'})]);
		// Another process is taking the first, and nobody can see it yet.
		await admin.query(`begin; update pgboss.job set state = 'active', started_on = now() where data->>'name' = 'first'`);
		await jobs.work(syncOnly(payload => {
			ran.push(nameOf(payload));
			return Promise.resolve({});
		}));
		const witness = new pg.Client({connectionString: database.url});
		await witness.connect();
		const isWaiting = async () => (await witness.query(`select from pg_stat_activity where datname = current_database() and application_name = 'parley jobs' and wait_event_type = 'Lock'`)).rowCount !== 0;
		try {
			await waitFor('a worker to reach for the second', async () => (await isWaiting()) || ran.length > 0);
			await admin.query('commit');
			await waitFor('it to come back with nothing', async () => !(await isWaiting()));
		} finally {
			await witness.end();
		}
		expect([ran, await statesOf()]).toEqual([[], {first: 'active', second: 'created'}]);
		await admin.query(`update pgboss.job set state = 'completed' where data->>'name' = 'first'`);
		await waitFor('the second to be completed', async () => (await statesOf())['second'] === 'completed');
	});
});

describe('in a transaction of somebody else', () => {
	const inTransaction = async (end: 'commit' | 'rollback', jobs: Jobs): Promise<void> => {
		const transaction: JobTransaction = {query: async <Row extends object>(text: string, values?: readonly unknown[]) => (await admin.query<Row>(text, [...(values ?? [])])).rows};
		await admin.query('begin');
		expect(await jobs.enqueue([job('a')], transaction)).toHaveLength(1);
		await admin.query(end);
	};

	test('a job is gone when it is rolled back, and may come later', async () => {
		const jobs = await open();
		await inTransaction('rollback', jobs);
		expect(await statesOf()).toEqual({});
		expect(await jobs.enqueue([job('a')])).toHaveLength(1);
	});

	test('a job is there when it is committed', async () => {
		const jobs = await open();
		await inTransaction('commit', jobs);
		expect(await statesOf()).toEqual({a: 'created'});
	});
});

describe('failures', () => {
	const fail = (isRetryable: boolean): Task => () => Promise.reject(new AppError({code: 'EXTERNAL_FAILED', message: 'It failed.', nextStep: 'Look.', isRetryable}));
	const attempts = async () => (await admin.query<{state: string; retry_count: number; wait: number; output: unknown}>(
		`select state::text, retry_count, extract(epoch from start_after - now())::int as wait, output from pgboss.job where name = 'sync'`)).rows;

	test('one that may pass is tried again after a minute', async () => {
		const jobs = await open();
		await jobs.enqueue([job('a')]);
		await jobs.work(syncOnly(fail(true)));
		const row = await waitFor('a retry that waits', async () => {
			const rows = await attempts();
			return rows[0]?.state === 'retry' && rows[0].wait > 30 ? rows[0] : undefined;
		});
		expect(row).toMatchObject({retry_count: 0, output: {code: 'EXTERNAL_FAILED', message: 'It failed.'}});
		expect(row.wait).toBeLessThanOrEqual(60);
	});

	test('one that would not pass is over, with its reason', async () => {
		const jobs = await open();
		await jobs.enqueue([job('a')]);
		await jobs.work(syncOnly(fail(false)));
		const row = await waitFor('the end', async () => {
			const rows = await attempts();
			return rows[0]?.state === 'completed' ? rows[0] : undefined;
		});
		expect(row.output).toMatchObject({failed: true, code: 'EXTERNAL_FAILED'});
	});

	test('after the last attempt the job waits in the dead letter queue with its payload', async () => {
		const jobs = await open();
		await jobs.enqueue([job('a')]);
		await admin.query(`update pgboss.job set retry_count = 3, started_on = null`);
		await jobs.work(syncOnly(() => Promise.reject(new TypeError('a bug'))));
		const dead = await waitFor('a dead letter', async () => {
			const {rows} = await admin.query<{data: unknown; source_name: string}>(`select data, source_name from pgboss.job where name = 'dead'`);
			return rows.length > 0 && rows;
		});
		expect(dead).toEqual([{data: {name: 'a'}, source_name: 'sync'}]);
		expect(await jobs.listQueues()).toContainEqual(expect.objectContaining({queue: 'dead'}));
	});
});

describe('a drain', () => {
	test('waits for a job that finishes its page, which another process then takes up', async () => {
		const [first, second] = [await open(), await open()];
		await first.enqueue([job('a')]);
		let isRunning = false;
		const attempts: string[] = [];
		await first.work(syncOnly(async (_, {signal}) => {
			isRunning = true;
			await new Promise(resolve => signal.addEventListener('abort', resolve));
			await sleep(50); // The rest of the page.
			attempts.push('first stops');
			throw signal.reason;
		}));
		await waitFor('the job to run', () => isRunning);
		expect(await first.drain({timeoutMs: 60_000})).toBe(0);
		expect(attempts).toEqual(['first stops']);
		await second.work(syncOnly((_, {attempt}) => {
			attempts.push(`second, attempt ${attempt}`);
			return Promise.resolve({});
		}));
		await waitFor('the other to finish it', async () => (await statesOf())['a'] === 'completed');
		expect(attempts).toEqual(['first stops', 'second, attempt 2']);
	});

	test('does not wait beyond its time: the job is put back', async () => {
		const jobs = await open();
		await jobs.enqueue([job('a')]);
		let isRunning = false;
		const held = Promise.withResolvers<never>();
		await jobs.work(syncOnly(() => {
			isRunning = true;
			return held.promise;
		}));
		await waitFor('the job to run', () => isRunning);
		expect(await jobs.drain({timeoutMs: 100})).toBe(1);
		expect(await statesOf()).toEqual({a: 'retry'});
		held.reject(new Error('too late'));
	});

	test('a second demand ends the waiting at once', async () => {
		const jobs = await open();
		await jobs.enqueue([job('a')]);
		let isRunning = false;
		await jobs.work(syncOnly(() => {
			isRunning = true;
			return new Promise(() => {});
		}));
		await waitFor('the job to run', () => isRunning);
		const demand = new AbortController();
		const drained = jobs.drain({timeoutMs: 3_600_000, signal: demand.signal});
		demand.abort();
		expect(await drained).toBe(1);
	});
});

describe('the database', () => {
	test('without the queue\'s tables is refused with what to run', async () => {
		await using empty = await createEmptyDatabase();
		const jobs = createJobs({address: parseDatabaseUrl(empty.url), logger: silentLogger});
		await expect(jobs.start()).rejects.toMatchObject({code: 'DATABASE_MIGRATIONS_PENDING', nextStep: expect.stringContaining('parley db migrate')});
	});

	test('that cannot be reached is told as that', async () => {
		const jobs = createJobs({address: {...parseDatabaseUrl(database.url), host: '/nonexistent'}, logger: silentLogger});
		await expect(jobs.start()).rejects.toMatchObject({code: 'DATABASE_UNREACHABLE', isRetryable: true});
	});

	test('that drops all connections is found again, and work goes on', async () => {
		const jobs = await open();
		const ran: string[] = [];
		await jobs.work(syncOnly(payload => {
			ran.push(nameOf(payload));
			return Promise.resolve({});
		}));
		await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'parley jobs%' and datname = current_database()`);
		await waitFor('a job to be taken', async () => {
			await jobs.enqueue([job('a')]).catch(() => {}); // The first connections that it tries may be dead ones.
			return ran.includes('a');
		});
	});

	test('migrating twice, and twice at once, changes nothing', async () => {
		await using empty = await createEmptyDatabase();
		await Promise.all([migrateJobs(parseDatabaseUrl(empty.url)), migrateJobs(parseDatabaseUrl(empty.url))]);
		await migrateJobs(parseDatabaseUrl(empty.url));
		const jobs = createJobs({address: parseDatabaseUrl(empty.url), logger: silentLogger});
		await jobs.start();
		expect((await jobs.listQueues()).map(queue => queue.queue).toSorted()).toEqual(['dead', 'sync', 'upkeep']);
		await jobs.drain({timeoutMs: 100});
	});
});
