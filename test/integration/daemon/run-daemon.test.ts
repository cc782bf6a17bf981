import {createServer, type AddressInfo} from 'node:net';
import {once} from 'node:events';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import type {Operation} from '../../../source/core/operation.js';
import {silentLogger} from '../../../source/core/process/logger.js';
import {toSyncJobs} from '../../../source/daemon/sync-job.js';
import {parseDatabaseUrl} from '../../../source/database/database-url.js';
import {createJobs} from '../../../source/jobs/create-jobs.js';
import {migrateJobs} from '../../../source/jobs/migrate-jobs.js';
import {createTestDatabase} from '../../support/postgres.js';
import {createSyncedWorld, type SyncedWorld} from '../../support/synced-world.js';
import {waitFor} from '../../support/wait-for.js';
import {missRuns} from './miss-runs.js';
import {startDaemon} from './start-daemon.js';

let world: SyncedWorld;

beforeEach(async () => {
	world = await createSyncedWorld();
	await migrateJobs(parseDatabaseUrl(world.url));
});

afterEach(() => world[Symbol.asyncDispose]());

const xactaSystems = {externalSystemId: 2, systemName: 'Xacta 360', entityType: 'system', scope: 'changes'} as const;

/** Nothing falls due while a test looks. */
const runOnlyWhenAsked = () => world.otherProgram('update external_systems set sync_frequency_minutes = 0; update sync_policies set schedule_expression = null, full_sync_expression = null');

async function listChildren(): Promise<readonly Operation[]> {
	const {rows} = await world.database.stores.operations.page({}, undefined, 100);
	return (await Promise.all(rows.map(row => world.database.stores.operations.listChildren(row.id)))).flat();
}

const waitForRuns = (count: number) => waitFor(`${count} runs to end`, async () => {
	const children = await listChildren();
	return children.filter(child => child.completedAt !== undefined).length >= count ? children : undefined;
}, {timeoutMs: 60_000, describe: async () => JSON.stringify(await listChildren(), undefined, 1)});

describe('what is due', () => {
	test('runs once each, as parley, what others refer to first', async () => {
		await missRuns(world);
		await using daemon = startDaemon(world.url);
		await daemon.ready;
		const children = await waitForRuns(3);
		expect(children.map(child => child.entityType).toSorted()).toEqual(['control', 'poam', 'system']);
		expect(children.toSorted((left, right) => Number(left.startedAt) - Number(right.startedAt))[0]?.entityType).toBe('system');
		expect(children.every(child => child.status === 'completed' && child.startedBy === 'parley')).toBe(true);
		expect((await world.otherProgram<{count: number}>('select count(*)::int as count from ingestion_poams'))[0]?.count).toBe(20);
		daemon.stop();
		expect(await daemon.ended).toEqual({putBack: 0});
	});

	test('runs once with two daemons that start together', async () => {
		await missRuns(world);
		await using first = startDaemon(world.url, {port: 0});
		await using second = startDaemon(world.url, {port: 0});
		const ports = (await Promise.all([first.ready, second.ready])).map(({port}) => port);
		// Ready: both have looked at the schedules.
		for (const port of ports) await waitFor('readiness', async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).status === 200);
		await waitForRuns(3);
		first.stop();
		second.stop();
		await Promise.all([first.ended, second.ended]);
		expect((await listChildren()).map(child => child.entityType).toSorted()).toEqual(['control', 'poam', 'system']);
	});

	test('is nothing on a fresh installation, whose daemon is seen to be alive', async () => {
		await runOnlyWhenAsked();
		await using daemon = startDaemon(world.url);
		await daemon.ready;
		await waitFor('its heartbeat', () => world.database.stores.health.isDaemonAlive());
		expect(await listChildren()).toEqual([]);
	});

	test('is nothing any more once the daemon has ended as it was asked to: it is seen to be gone at once', async () => {
		await runOnlyWhenAsked();
		await using daemon = startDaemon(world.url);
		await daemon.ready;
		await waitFor('its heartbeat', () => world.database.stores.health.isDaemonAlive());
		daemon.stop();
		await daemon.ended;
		expect(await world.database.stores.health.isDaemonAlive()).toBe(false);
	});

	test('a policy whose schedule cannot be read stops no other', async () => {
		await missRuns(world);
		await world.otherProgram(`update sync_policies set schedule_expression = 'soon' where entity_type = 'control'`);
		await using daemon = startDaemon(world.url);
		await daemon.ready;
		const children = await waitForRuns(2);
		expect(children.map(child => child.entityType).toSorted()).toEqual(['poam', 'system']);
		expect(daemon.log).toContainEqual(expect.objectContaining({level: 'error', message: expect.stringContaining('cannot be read')}));
	});
});

test('a long pass over everything of one entity type does not keep the changes of another waiting', async () => {
	await runOnlyWhenAsked();
	await using daemon = startDaemon(world.url);
	await daemon.ready;
	const client = createJobs({address: parseDatabaseUrl(world.url), logger: silentLogger});
	await client.start();
	// Nobody writes POA&Ms until this is over.
	await world.otherProgram('begin');
	await world.otherProgram('lock table ingestion_poams in exclusive mode');
	await client.enqueue(toSyncJobs([{...xactaSystems, entityType: 'poam', scope: 'full', occurrence: new Date()}]));
	await waitFor('the pass to begin', async () => (await listChildren()).some(child => child.entityType === 'poam' && child.status === 'running'));
	await client.enqueue(toSyncJobs([{...xactaSystems, occurrence: new Date()}]));
	expect((await waitForRuns(1)).filter(child => child.completedAt !== undefined)).toMatchObject([{entityType: 'system', status: 'completed'}]);
	await world.otherProgram('commit');
	await waitForRuns(2);
	await client.drain({timeoutMs: 0});
});

describe('the database', () => {
	test('that drops every connection, again and again, does not end the daemon, and what comes then runs', async () => {
		await runOnlyWhenAsked();
		await using daemon = startDaemon(world.url, {port: 0});
		const {port} = await daemon.ready;
		for (let round = 0; round < 3; round++) {
			await world.otherProgram(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like 'parley%'`);
			await waitFor('it to be ready again', async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).status === 200);
		}
		const client = createJobs({address: parseDatabaseUrl(world.url), logger: silentLogger});
		await client.start();
		await client.enqueue(toSyncJobs([{...xactaSystems, occurrence: new Date()}]));
		await client.drain({timeoutMs: 0});
		expect(await waitForRuns(1)).toMatchObject([{entityType: 'system', status: 'completed'}]);
	});

	test('whose server is its own is looked after, and told of when that had died', async () => {
		await runOnlyWhenAsked();
		await using daemon = startDaemon(world.url, {reviveServer: () => Promise.resolve(true)});
		await waitFor('the daemon to tell of it', () => daemon.log.some(({level, message}) => level === 'warn' && message === 'The embedded PostgreSQL had died and was started again'));
	});

	test('without the queue\'s tables is refused with what to run', async () => {
		await using bare = await createTestDatabase();
		await using daemon = startDaemon(bare.url);
		await expect(daemon.ready).rejects.toMatchObject({code: 'DATABASE_MIGRATIONS_PENDING'});
	});
});

describe('questions about its health', () => {
	const ask = async (port: number | undefined, path: string, method = 'GET') => {
		const response = await fetch(`http://127.0.0.1:${port}${path}`, {method});
		return {status: response.status, text: await response.text()};
	};

	test('are answered on loopback', async () => {
		await missRuns(world);
		await using daemon = startDaemon(world.url, {port: 0});
		const {port} = await daemon.ready;
		await waitForRuns(3);
		await waitFor('readiness', async () => (await ask(port, '/readyz')).status === 200);
		expect(await ask(port, '/healthz')).toEqual({status: 200, text: '{"status":"alive"}\n'});
		await waitFor('the jobs to be counted', async () => (await ask(port, '/metrics')).text.includes('parley_jobs_total{queue="sync",outcome="done"} 3'));
		expect((await ask(port, '/metrics')).text).toContain('parley_pair_state{system="Xacta 360",entity_type="poam",state="ok"} 1');
		expect((await ask(port, '/nothing')).status).toBe(404);
		expect((await ask(port, '/metrics', 'POST')).status).toBe(405);
	});

	test('are asked for on a port that is in use: it does not start', async () => {
		const other = createServer().listen(0, '127.0.0.1');
		await once(other, 'listening');
		const {port} = other.address() as AddressInfo;
		await using daemon = startDaemon(world.url, {port});
		await expect(daemon.ready).rejects.toMatchObject({code: 'PORT_IN_USE', nextStep: expect.stringContaining('--port')});
		other.close();
	});
});
