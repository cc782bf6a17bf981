import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {silentLogger} from '../../../source/core/process/logger.js';
import {Secret} from '../../../source/core/process/secret.js';
import {createDatabaseTools} from '../../../source/database/database-tools.js';
import {migrateJobs} from '../../../source/jobs/migrate-jobs.js';
import {createEmbeddedHome, queryOnce} from '../../support/embedded-home.js';
import {createEmptyDatabase, createTestDatabase} from '../../support/postgres.js';

/** A data folder that could be made here, and never is. */
const nobodysHome = join(tmpdir(), 'parley-nobodys-home');
const toolsOn = (url: string) => createDatabaseTools({databaseUrl: new Secret(url), dataHome: nobodysHome, logger: silentLogger, migrateJobs});

describe('the tools on the embedded database', () => {
	test('start it, migrate it, seed it, take back and stop, and say each time what is', async () => {
		await using home = await createEmbeddedHome();
		const tools = createDatabaseTools({databaseUrl: undefined, dataHome: home.dataHome, logger: silentLogger, migrateJobs});
		expect(await tools.status()).toMatchObject({kind: 'embedded', isRunning: false, pid: undefined, migrations: []});
		const started = await tools.start();
		expect(started).toMatchObject({kind: 'embedded', isRunning: true, serverVersion: expect.stringMatching(/^18\./), unknownMigrations: []});
		expect(started.migrations.some(migration => migration.isApplied)).toBe(false);
		const steps: string[] = [];
		const applied = await tools.migrate(name => steps.push(name));
		expect(applied).toEqual(started.migrations.map(migration => migration.name));
		expect(steps).toEqual(applied);
		const seeded = await tools.seed();
		expect(seeded).toContainEqual({name: expect.stringContaining('external-systems'), rows: 2});
		expect(seeded.every(({rows}) => rows > 0)).toBe(true);
		await queryOnce(await tools.url(), `delete from metrics_definitions where metric_name in (select min(metric_name) from metrics_definitions)`);
		expect((await tools.seed()).filter(({rows}) => rows > 0)).toEqual([{name: expect.stringContaining('metrics'), rows: 1}]);
		expect(await tools.undo({all: false})).toEqual(applied.slice(-1));
		const status = await tools.status();
		expect(status.migrations.filter(migration => !migration.isApplied).map(migration => migration.name)).toEqual(applied.slice(-1));
		expect(await queryOnce(await tools.url(), 'select count(*)::int > 0 as filled from external_systems')).toEqual([{filled: true}]);
		expect(await tools.stop()).toEqual({wasRunning: true});
		expect(await tools.stop()).toEqual({wasRunning: false});
	});
});

describe('the tools on the server of DATABASE_URL', () => {
	test('see its migrations, and leave no connection open', async () => {
		await using database = await createTestDatabase();
		const status = await toolsOn(database.url).status();
		expect(status).toMatchObject({kind: 'external', isRunning: true, pid: undefined, dataFolder: undefined});
		expect(status.migrations.every(migration => migration.isApplied)).toBe(true);
		expect(await toolsOn(database.url).migrate()).toEqual([]);
	});

	test('say what is pending, and what a newer Parley left', async () => {
		await using empty = await createEmptyDatabase();
		expect(await toolsOn(empty.url).diagnose()).toContainEqual(expect.objectContaining({severity: 'problem', subject: 'schema', nextStep: expect.stringContaining('parley db migrate')}));
		await using newer = await createTestDatabase();
		await queryOnce(newer.url, `insert into "SequelizeMeta" (name) values ('29990101000000-phase-99-future.js')`);
		expect(await toolsOn(newer.url).diagnose()).toContainEqual(expect.objectContaining({severity: 'problem', message: expect.stringContaining('phase-99-future')}));
	});

	test('find nothing wrong with a fresh schema, and say what was done to one since', async () => {
		await using database = await createTestDatabase();
		const fresh = await toolsOn(database.url).diagnose();
		expect(fresh.filter(finding => finding.severity !== 'ok')).toEqual([]);
		await queryOnce(database.url, 'alter table sync_links drop column base cascade');
		expect(await toolsOn(database.url).diagnose()).toContainEqual(expect.objectContaining({severity: 'problem', message: expect.stringContaining('base')}));
	});

	test('do not stop it', async () => {
		await using database = await createEmptyDatabase();
		await expect(toolsOn(database.url).stop()).rejects.toMatchObject({code: 'USAGE'});
		expect(await queryOnce(database.url, 'select 1 as value')).toEqual([{value: 1}]);
	});

	test.each(['status', 'start', 'migrate', 'seed', 'diagnose'] as const)('%s says when it cannot be reached, and never the password', async tool => {
		const failure = await toolsOn('postgresql://sam:s3cret-word@127.0.0.1:1/parley')[tool]().then(() => undefined, (error: unknown) => error);
		expect(failure).toMatchObject({code: 'DATABASE_UNREACHABLE', message: expect.stringContaining('127.0.0.1:1')});
		expect(JSON.stringify(failure)).not.toContain('s3cret-word');
	});
});
