import {execFile} from 'node:child_process';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {describe, expect, test} from 'vitest';
import {createConnection} from '../../../source/database/connection.js';
import {parseDatabaseUrl} from '../../../source/database/database-url.js';
import {listMigrations} from '../../../source/database/list-migrations.js';
import {migrateDown, migrateUp} from '../../../source/database/migrate.js';
import {findPackageFolder} from '../../../source/database/package-folder.js';
import {createForeignWorld, type SchemaWorld} from '../../support/schema-world.js';
import {waitFor} from '../../support/wait-for.js';

const run = promisify(execFile);

/** `sequelize-cli` as a person calls it. */
const sequelizeCli = ({url}: SchemaWorld, ...args: readonly string[]) => {
	const folder = findPackageFolder();
	return run(process.execPath, [join(folder, 'node_modules/.bin/sequelize-cli'), ...args], {cwd: folder, env: {...process.env, DATABASE_URL: url}});
};

const listTables = ({other}: SchemaWorld) => other('select relname from pg_class where relnamespace = \'public\'::regnamespace');

describe('migrating', () => {
	test('is done by one of several processes at once, and the others find it done', async () => {
		await using world = await createForeignWorld('');
		const second = createConnection({address: parseDatabaseUrl(world.url), applicationName: 'second', maxConnections: 2});
		try {
			const applied = await Promise.all([migrateUp(world.connection.sequelize), migrateUp(second.sequelize)]);
			const {migrations} = await listMigrations(world.connection.sequelize);
			expect(applied.map(names => names.length).sort()).toEqual([0, migrations.length]);
			expect(migrations.every(migration => migration.isApplied)).toBe(true);
		} finally {
			await second.close();
		}
	});

	test('tells each migration as it comes, in order', async () => {
		await using world = await createForeignWorld('');
		const steps: string[] = [];
		const applied = await migrateUp(world.connection.sequelize, name => steps.push(name));
		expect(steps).toEqual(applied);
		expect(applied).toEqual((await listMigrations(world.connection.sequelize)).migrations.map(migration => migration.name));
	});

	test('goes on after its connections were cut in the middle', async () => {
		await using world = await createForeignWorld('');
		await world.other('begin');
		await world.other('create table workflows (id integer)'); // Not committed: the migration waits for this name.
		const cut = migrateUp(world.connection.sequelize).then(() => 'finished', () => 'cut');
		const sessions = `from pg_stat_activity where datname = current_database() and application_name = 'parley test'`;
		await waitFor('the migration to be held up', async () => (await world.own(`select 1 ${sessions} and wait_event_type = 'Lock' and query like 'create table workflows%'`)).length > 0);
		await world.other(`select pg_terminate_backend(pid) ${sessions}`);
		expect(await cut).toBe('cut');
		await world.other('rollback');
		// Until its end has been noticed here, the pool may give out a connection that was cut while nobody used it.
		const [next] = await waitFor('another connection', () => migrateUp(world.connection.sequelize).catch((error: unknown) => {
			if (!/terminating connection|Connection terminated/.test(String(error))) throw error;
			return undefined;
		}));
		expect(next).toContain('phase-05-workflows');
		expect((await listMigrations(world.connection.sequelize)).migrations.every(migration => migration.isApplied)).toBe(true);
	});

	test('stops at a migration that fails, keeps nothing of it, and goes on when its cause is gone', async () => {
		await using world = await createForeignWorld('create table audit_events (id integer, what text)');
		await expect(migrateUp(world.connection.sequelize)).rejects.toMatchObject({
			code: 'DATABASE_STATEMENT_FAILED',
			message: expect.stringMatching(/^Migration \d+-phase-07-audit\.js could not be applied: A table "audit_events" exists that Parley did not create/),
		});
		const {migrations} = await listMigrations(world.connection.sequelize);
		expect(migrations.filter(migration => !migration.isApplied)[0]?.name).toContain('phase-07-audit');
		expect(await world.other(`select to_regclass('audit_head') as head`)).toEqual([{head: null}]);
		await world.other('alter table audit_events rename to audit_events_of_old');
		expect((await migrateUp(world.connection.sequelize))[0]).toContain('phase-07-audit');
	});

	test('refuses a schema that is newer, in both directions', async () => {
		await using world = await createForeignWorld('');
		await migrateUp(world.connection.sequelize);
		await world.other(`insert into "SequelizeMeta" values ('29990101000000-phase-99-time-travel.js')`);
		expect((await listMigrations(world.connection.sequelize)).unknown).toEqual(['29990101000000-phase-99-time-travel.js']);
		const refusal = {code: 'DATABASE_SCHEMA_NEWER', message: expect.stringContaining('phase-99-time-travel.js')};
		await expect(migrateUp(world.connection.sequelize)).rejects.toMatchObject(refusal);
		await expect(migrateDown(world.connection.sequelize, {all: true})).rejects.toMatchObject(refusal);
		expect((await listTables(world)).length).toBeGreaterThan(50);
	});

	test('leaves the migrations of another program in the same history alone', async () => {
		await using world = await createForeignWorld(`create table "SequelizeMeta" (name varchar(255) primary key); insert into "SequelizeMeta" values ('20190101-create-users.js')`);
		await migrateUp(world.connection.sequelize);
		expect((await listMigrations(world.connection.sequelize)).unknown).toEqual([]);
		await migrateDown(world.connection.sequelize, {all: true});
		expect(await world.other('select name from "SequelizeMeta"')).toEqual([{name: '20190101-create-users.js'}]);
	});

	test('can be looked at without changing anything', async () => {
		await using world = await createForeignWorld('');
		const {migrations, unknown} = await listMigrations(world.connection.sequelize);
		expect(migrations.length).toBeGreaterThan(10);
		expect([unknown, migrations.filter(migration => migration.isApplied), await listTables(world)]).toEqual([[], [], []]);
	});
});

describe('sequelize-cli', () => {
	test('shares the history with Parley', async () => {
		await using world = await createForeignWorld('');
		await sequelizeCli(world, 'db:migrate');
		expect(await migrateUp(world.connection.sequelize)).toEqual([]);
		const [last] = await migrateDown(world.connection.sequelize, {all: false});
		const {stdout} = await sequelizeCli(world, 'db:migrate:status');
		expect(stdout).toContain(`down ${last}`);
		expect(stdout.match(/^up /gm)).toHaveLength((await listMigrations(world.connection.sequelize)).migrations.length - 1);
		await sequelizeCli(world, 'db:migrate');
		await sequelizeCli(world, 'db:seed:all');
		expect(await world.own('select system_name from external_systems order by 1')).toEqual([{system_name: 'Tenable.io'}, {system_name: 'Xacta 360'}]);
		await sequelizeCli(world, 'db:migrate:undo:all');
		expect((await listMigrations(world.connection.sequelize)).migrations.some(migration => migration.isApplied)).toBe(false);
	});
});
