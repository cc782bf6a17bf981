import pg from 'pg';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {createMigratedWorld, type SchemaWorld} from '../../support/schema-world.js';
import {waitFor} from '../../support/wait-for.js';

let world: SchemaWorld;
let listener: pg.Client;
const heard: (string | undefined)[] = [];

beforeAll(async () => {
	world = await createMigratedWorld();
	await world.own(`insert into external_systems (system_name, system_type, api_base_url, authentication_method, connection_config) values ('S', 's', 'https://x', 'none', '{}')`);
	listener = new pg.Client({connectionString: world.url});
	await listener.connect();
	listener.on('notification', ({payload}) => heard.push(payload));
	await listener.query('listen parley');
});
afterAll(async () => {
	await listener.end();
	await world[Symbol.asyncDispose]();
});

describe('a change', () => {
	test.each([
		{topic: 'conflicts', sql: `insert into sync_conflicts (entity_type, entity_id, conflict_type) values ('asset', 'a', 'duplicate')`},
		{topic: 'operations', sql: `insert into ingestion_batches (status) values ('running')`},
		{topic: 'operations', sql: `insert into sync_leases (external_system_id, entity_type, owner, host, pid, token, acquired_at, heartbeat_at, expires_at) values (1, 'asset', 'o', 'h', 1, 1, now(), now(), now())`},
		{topic: 'systems', sql: 'update external_systems set sync_enabled = true'},
		{topic: 'systems', sql: `insert into integration_health (external_system_id) values (1)`},
		{topic: 'systems', sql: `insert into sync_push_holds (noticed_by, evidence) values ('jump-box', 'It does not know a mark.')`},
		{topic: 'systems', sql: 'update sync_push_holds set released_at = now()'},
		{topic: 'calls', sql: `insert into api_call_logs (method, endpoint) values ('GET', '/')`},
		{topic: 'rules', sql: `insert into sync_policies (entity_type, sync_direction, conflict_resolution_strategy) values ('asset', 'inbound', 'manual')`},
		{topic: 'records', sql: `insert into ingestion_poams (poam_id) select i from generate_series(1, 50) i`},
		{topic: 'daemons', sql: `insert into daemon_heartbeats (host, pid, version) values ('h', 1, '1')`},
	])('of $topic is told once when it is committed: $sql', async ({topic, sql}) => {
		heard.length = 0;
		await world.other('begin');
		await world.other(sql);
		expect(heard).toEqual([]);
		await world.other('commit');
		await waitFor('the notification', () => heard.length > 0);
		expect(heard).toEqual([topic]);
	});

	test('that is only a renewal is told to nobody', async () => {
		heard.length = 0;
		await world.other('update sync_leases set heartbeat_at = now()');
		await world.other('update integration_health set limiter_tokens = 3, limiter_updated_at = now()');
		await world.other(`select pg_notify('parley', 'end')`);
		await waitFor('the end', () => heard.includes('end'));
		expect(heard).toEqual(['end']);
	});
});
