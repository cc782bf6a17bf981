import pg from 'pg';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {parseDatabaseUrl} from '../../../source/database/database-url.js';
import {migrateJobs} from '../../../source/jobs/migrate-jobs.js';
import {createSyncedWorld, type SyncedWorld} from '../../support/synced-world.js';
import {waitFor} from '../../support/wait-for.js';
import {missRuns} from './miss-runs.js';
import {spawnDaemon} from './spawn-daemon.js';

let world: SyncedWorld;
let holder: pg.Client;

beforeEach(async () => {
	world = await createSyncedWorld();
	await migrateJobs(parseDatabaseUrl(world.url));
	holder = new pg.Client({connectionString: world.url});
	await holder.connect();
	await missRuns(world);
	await world.otherProgram(`update sync_policies set is_active = entity_type = 'poam'`);
});

afterEach(async () => {
	await holder.end();
	await world[Symbol.asyncDispose]();
});

/** Keeps a run in the middle of its first page until it is let go. */
async function holdPages(): Promise<() => Promise<unknown>> {
	await holder.query('begin; lock table ingestion_poams in exclusive mode');
	return () => holder.query('commit');
}

const waitUntilHeld = () => waitFor('the run to stand at the held table', async () =>
	(await world.otherProgram(`select 1 from pg_locks where relation = 'ingestion_poams'::regclass and not granted`)).length > 0);
const countPoams = async () => (await world.otherProgram<{count: number}>('select count(*)::int as count from ingestion_poams'))[0]?.count;
const jobStates = async () => (await world.otherProgram<{state: string}>(`select state::text as state from pgboss.job where name = 'sync'`)).map(row => row.state);

test('a run that SIGTERM meets in the middle of a page finishes the page, and the daemon ends well', async () => {
	const letGo = await holdPages();
	await using daemon = spawnDaemon(world.url);
	await waitUntilHeld();
	daemon.child.kill('SIGTERM');
	await daemon.waitForLog('The daemon stops: it takes no more work and finishes what runs');
	expect(daemon.child.exitCode).toBeNull();
	await letGo();
	expect(await daemon.ended).toBe(0);
	expect(daemon.logged('The daemon ended')).toHaveLength(1);
	// One page holds them all: whether the run then counts as done or as interrupted, none of it is lost.
	expect(await countPoams()).toBe(20);
	expect(['completed', 'retry']).toContain((await jobStates())[0]);
});

test('a second SIGTERM does not wait: nothing of the page is kept, and the job is put back', async () => {
	const letGo = await holdPages();
	await using daemon = spawnDaemon(world.url);
	await waitUntilHeld();
	daemon.child.kill('SIGTERM');
	await daemon.waitForLog('The daemon stops: it takes no more work and finishes what runs');
	daemon.child.kill('SIGTERM');
	await waitFor('the job to be put back', async () => (await jobStates())[0] === 'retry');
	expect(await daemon.ended).toBe(130);
	await letGo();
	expect(await countPoams()).toBe(0);
});

test('what a killed daemon left is taken over by another, once', async () => {
	const letGo = await holdPages();
	await using first = spawnDaemon(world.url);
	await waitUntilHeld();
	first.child.kill('SIGKILL');
	expect(await first.ended).toBe('SIGKILL');
	await using second = spawnDaemon(world.url);
	await letGo();
	await second.waitForLog('A sync ended');
	expect(await countPoams()).toBe(20);
	expect(await world.otherProgram('select external_id from sync_links')).toHaveLength(20);
	await waitFor('the job to be done', async () => (await jobStates()).join() === 'completed');
	second.child.kill('SIGTERM');
	expect(await second.ended).toBe(0);
});

test('a log that nobody reads any more does not end the daemon', async () => {
	await using daemon = spawnDaemon(world.url);
	const {healthPort} = await daemon.waitForLog('The daemon works');
	daemon.child.stderr.destroy();
	daemon.child.stdout.destroy();
	await world.otherProgram(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like 'parley%'`);
	await waitFor('it to be ready', async () => (await fetch(`http://127.0.0.1:${String(healthPort)}/readyz`)).status === 200);
	daemon.child.kill('SIGTERM');
	expect(await daemon.ended).toBe(0);
});

test('everything on stderr is a JSON line, and nothing is on stdout', async () => {
	await using daemon = spawnDaemon(world.url);
	let stdout = '';
	daemon.child.stdout.on('data', (data: Buffer) => {
		stdout += data.toString();
	});
	await daemon.waitForLog('A sync ended');
	// Makes Sequelize and the queue complain.
	await world.otherProgram(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like 'parley%'`);
	daemon.child.kill('SIGTERM');
	expect(await daemon.ended).toBe(0);
	for (const line of daemon.lines) expect(JSON.parse(line)).toMatchObject({level: expect.any(String), time: expect.any(String), process: 'daemon'});
	expect(stdout).toBe('');
});
