import {describe, expect, test} from 'vitest';
import {listMigrations} from '../../../source/database/list-migrations.js';
import {migrateDown, migrateUp, runSeeders} from '../../../source/database/migrate.js';
import {describeSchema} from '../../support/describe-schema.js';
import {oldInstallations} from '../../support/old-installations.js';
import {createForeignWorld, type SchemaWorld} from '../../support/schema-world.js';

type Table = {readonly name: string; readonly columns: readonly string[]; readonly isStored: boolean};

describe.each(Object.entries(oldInstallations))('an old installation %s', (_, script) => {
	test('keeps every value, and no table is rewritten', async () => {
		await using world = await createForeignWorld(script);
		const tables = await listTables(world);
		const before = await readEverything(world, tables);
		const files = await readFiles(world, tables);
		await migrateUp(world.connection.sequelize);
		expect(await readEverything(world, tables)).toEqual(before);
		expect(await readFiles(world, tables)).toEqual(files);
		await runSeeders(world.connection.sequelize);
		const {external_systems: _systems, metrics_definitions: _metrics, ...untouched} = before;
		expect(await readEverything(world, tables)).toMatchObject(untouched);
	});

	test('is as it was after everything is undone, and migrates again', async () => {
		await using world = await createForeignWorld(script);
		const before = await describeSchema(world);
		const applied = await migrateUp(world.connection.sequelize);
		const migrated = await describeSchema(world);
		const undone = await migrateDown(world.connection.sequelize, {all: true});
		expect(undone).toEqual(applied.toReversed());
		expect(await describeSchema(world)).toEqual(before);
		await migrateUp(world.connection.sequelize);
		expect(await describeSchema(world)).toEqual(migrated);
	});

	test('can be used by its own programs as before', async () => {
		await using world = await createForeignWorld(script);
		await migrateUp(world.connection.sequelize);
		await runSeeders(world.connection.sequelize);
		await world.other(`update ingestion_assets set hostname = hostname || '.example.org'`);
		await world.other(`insert into ingestion_poams (poam_id, status) values ('P-99', 'draft')`);
		await world.other(`delete from ingestion_poams where poam_id = 'P-99'`);
		// What its next version may do to columns that no view shows.
		await world.own('alter table ingestion_poams alter column poam_id type varchar(300), alter column xacta_poam_id type varchar(500)');
		const [row] = await world.other<{count: string}>(`select count(*) from ingestion_assets where hostname like '%.example.org'`);
		expect(Number(row?.count)).toBeGreaterThan(50);
	});

	test('has every migration in its history and views that can be read', async () => {
		await using world = await createForeignWorld(script);
		await migrateUp(world.connection.sequelize);
		const {migrations, unknown} = await listMigrations(world.connection.sequelize);
		expect(migrations.every(migration => migration.isApplied)).toBe(true);
		expect(unknown).toEqual([]);
		const vulnerabilities = await world.own('select id from vw_vulnerabilities_enhanced');
		expect(vulnerabilities).toHaveLength((await world.own('select id from ingestion_vulnerabilities')).length);
		await world.own('select * from vw_assets_enhanced');
		await world.own('select * from vw_sync_status_dashboard');
	});
});

async function listTables({other}: SchemaWorld): Promise<readonly Table[]> {
	return other<Table>(`
		select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns, c.relkind in ('r', 'm') as "isStored"
		from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
		where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'm', 'v') and c.relname <> 'vw_sync_status_dashboard' and c.relname <> 'wallboard'
		group by c.relname, c.relkind order by 1`);
}

/** The old columns of every old row, as text: no type may hide a difference. */
async function readEverything({other}: SchemaWorld, tables: readonly Table[]): Promise<Record<string, readonly string[]>> {
	const contents: Record<string, readonly string[]> = {};
	for (const {name, columns} of tables) {
		const rows = await other<{row: string}>(`select row(${columns.join(', ')})::text as row from ${name} order by 1`);
		contents[name] = rows.map(({row}) => row);
	}
	return contents;
}

async function readFiles({other}: SchemaWorld, tables: readonly Table[]): Promise<readonly unknown[]> {
	const names = tables.filter(table => table.isStored).map(table => table.name);
	return other('select relname, pg_relation_filenode(oid) as file from pg_class where relname = any($1) order by 1', [names]);
}
