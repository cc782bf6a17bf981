import {beforeEach, afterEach, describe, expect, test} from 'vitest';
import {createMigratedWorld, type SchemaWorld} from '../../support/schema-world.js';

const uuid = '3f0c7b52-6a1e-4f0b-9d55-0d6a2f3e9c01';
let world: SchemaWorld;

beforeEach(async () => {
	world = await createMigratedWorld();
	await world.own(`insert into external_systems (system_name, system_type, api_base_url, authentication_method, connection_config)
		values ('Tenable', 'tenable', 'https://x', 'none', '{}'), ('Other', 'other', 'https://y', 'none', '{}')`);
	await world.own(`insert into data_field_mappings (external_system_id, entity_type, external_field_name, internal_field_name) values
		(1, 'asset', 'host', 'hostname'), (1, 'asset', 'owner', 'business_owner'), (1, 'asset', 'acr', 'acr_score'), (1, 'asset', 'seen', 'last_seen'),
		(2, 'asset', 'net', 'netbios_name'), (1, 'system', 'n', 'name')`);
	await world.own(`insert into ingestion_assets (asset_uuid, hostname, business_owner, acr_score, last_seen) values ($1, 'web-1', 'ana', 7.0, '2026-11-22 01:02:03.456'), (gen_random_uuid(), 'web-2', 'bo', 1, null)`, [uuid]);
	await world.own(`insert into sync_links (external_system_id, entity_type, external_id, internal_id, base, external_hash) values (1, 'asset', 'ext-1', 1, '{}', '')`);
});
afterEach(() => world[Symbol.asyncDispose]());

const readEdits = () => world.own('select entity_type, internal_id::integer as id, field, before, changed_by from sync_internal_edits order by 1, 2, 3');
const readStatus = async () => (await world.own<{sync_status: string}>('select sync_status from ingestion_assets order by id')).map(row => row.sync_status);

describe('an edit by another program', () => {
	test('is kept with the value before it, and its record waits to be sent', async () => {
		await world.other(`update ingestion_assets set business_owner = 'eve', hostname = hostname`);
		expect(await readEdits()).toEqual([{entity_type: 'asset', id: 1, field: 'business_owner', before: 'ana', changed_by: 'parley (app_rasdash)'}]);
		expect(await readStatus()).toEqual(['pending', 'synced']);
	});

	test('keeps the first value when it goes on, and tells the last time', async () => {
		await world.other(`update ingestion_assets set business_owner = 'eve' where id = 1`);
		const [first] = await world.own<{at: string}>('select changed_at::text as at from sync_internal_edits');
		await world.other(`update ingestion_assets set business_owner = null where id = 1`);
		// By the server, which counts microseconds: both may have been in one millisecond.
		expect(await world.own('select before, changed_at > $1::timestamptz as "isLater" from sync_internal_edits', [first?.at])).toEqual([{before: 'ana', isLater: true}]);
	});

	test('is noted for each system that is tied to the record and maps the field', async () => {
		await world.own(`insert into data_field_mappings (external_system_id, entity_type, external_field_name, internal_field_name) values (2, 'asset', 'o', 'business_owner')`);
		await world.own(`insert into sync_links (external_system_id, entity_type, external_id, internal_id, base, external_hash) values (2, 'asset', 'ext-2', 1, '{}', '')`);
		await world.other(`update ingestion_assets set business_owner = 'eve', hostname = 'web-9' where id = 1`);
		expect(await world.own('select external_system_id as system, field, before from sync_internal_edits order by 2, 1')).toEqual([
			{system: 1, field: 'business_owner', before: 'ana'}, {system: 2, field: 'business_owner', before: 'ana'}, {system: 1, field: 'hostname', before: 'web-1'},
		]);
	});

	test('is not one of a field that no mapping of the linked system uses, nor of the same value in another form', async () => {
		await world.other(`update ingestion_assets set netbios_name = 'N', operating_system = 'Linux', acr_score = 7, hostname = 'web-1' where id = 1`);
		expect(await readEdits()).toEqual([]);
		expect(await readStatus()).toEqual(['synced', 'synced']);
	});

	test('tells times in the engine\'s form, whatever the zone of the writer', async () => {
		await world.other(`update ingestion_assets set last_seen = null, acr_score = null where id = 1`);
		expect(await readEdits()).toMatchObject([{field: 'acr_score', before: 7}, {field: 'last_seen', before: '2026-11-22T01:02:03.456Z'}]);
	});

	test.each(['infinity', '-infinity'])('of a time that never comes (%s) is one like any other', async never => {
		await world.own(`update ingestion_assets set last_seen = '${never}' where id = 1`);
		await world.other(`update ingestion_assets set last_seen = '2026-11-22 01:02:03' where id = 1`);
		expect(await readEdits()).toMatchObject([{field: 'last_seen', before: never}]);
	});

	test('tells an empty field from a missing one', async () => {
		await world.own('update ingestion_assets set hostname = null');
		await world.other(`update ingestion_assets set hostname = '' where id = 1`);
		expect(await readEdits()).toMatchObject([{field: 'hostname', before: null}]);
	});

	test('leaves the mark of an open conflict', async () => {
		await world.own(`update ingestion_assets set sync_status = 'conflict'`);
		await world.other(`update ingestion_assets set business_owner = 'eve' where id = 1`);
		expect(await readEdits()).toHaveLength(1);
		expect(await readStatus()).toEqual(['conflict', 'conflict']);
	});

	test('is taken after the table\'s own triggers have had their say', async () => {
		await world.other(`create function trim_owner() returns trigger language plpgsql as $$ begin new.business_owner := trim(new.business_owner); return new; end $$`);
		await world.other('create trigger trim_owner before update on ingestion_assets for each row execute function trim_owner()');
		await world.other(`update ingestion_assets set business_owner = '  ana ' where id = 1`);
		expect(await readEdits()).toEqual([]);
	});

	test('is kept also of a table without a sync_status', async () => {
		await world.own(`insert into ingestion_systems (system_id, name) values ('S', 'Payroll')`);
		await world.own(`insert into sync_links (external_system_id, entity_type, external_id, internal_id, base, external_hash) values (1, 'system', 's', 1, '{}', '')`);
		await world.other(`update ingestion_systems set name = 'Pay'`);
		expect(await readEdits()).toEqual([{entity_type: 'system', id: 1, field: 'name', before: 'Payroll', changed_by: 'parley (app_rasdash)'}]);
	});

	test('works for a role that may touch only that table, from another search path', async () => {
		await world.other(`create role clerk_${process.pid}`);
		try {
			await world.other(`grant select, update on ingestion_assets to clerk_${process.pid}`);
			await world.other('create schema elsewhere');
			await world.other(`set role clerk_${process.pid}`);
			await world.other('set search_path = elsewhere');
			await world.other(`update public.ingestion_assets set business_owner = 'eve' where id = 1`);
			await world.other('reset role');
			await world.other('reset search_path');
			expect(await readEdits()).toMatchObject([{field: 'business_owner', before: 'ana'}]);
		} finally {
			await world.other('reset role');
			await world.other(`drop owned by clerk_${process.pid}`);
			await world.other(`drop role clerk_${process.pid}`);
		}
	});
});

test('Parley\'s own writes are no edits', async () => {
	await world.own(`update ingestion_assets set business_owner = 'eve', hostname = 'x'`);
	expect(await readEdits()).toEqual([]);
	expect(await readStatus()).toEqual(['synced', 'synced']);
});
