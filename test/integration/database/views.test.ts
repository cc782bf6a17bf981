import {beforeEach, describe, expect, test} from 'vitest';
import {clearOfMidnight} from '../../support/clear-of-midnight.js';
import {createMigratedWorld, type SchemaWorld} from '../../support/schema-world.js';

const insertSystem = async ({own}: SchemaWorld, name: string): Promise<number> => {
	const [row] = await own<{id: number}>(
		`insert into external_systems (system_name, system_type, api_base_url, authentication_method, connection_config) values ($1, 'test', 'https://x', 'none', '{}') returning id`, [name]);
	return row?.id ?? 0;
};

const insertConflicts = ({own}: SchemaWorld, systemId: number | null, count: number, status = 'pending') =>
	own(
		`insert into sync_conflicts (external_system_id, entity_type, entity_id, conflict_type, field_name, reason, resolution_status)
		select $1, 'asset', 'asset-' || i, 'field_mismatch', 'hostname', 'both_changed', $3 from generate_series(1, $2::integer) i`, [systemId, count, status]);

const insertCalls = ({own}: SchemaWorld, systemId: number, count: number, {status = 200, ms = 10 as number | null, at = `now() at time zone 'UTC'`} = {}) =>
	own(
		`insert into api_call_logs (external_system_id, method, endpoint, response_status, response_time_ms, called_at)
		select $1, 'GET', '/x', $3::integer, $4::integer, ${at} from generate_series(1, $2::integer) i`, [systemId, count, status, ms]);

describe('vw_sync_status_dashboard', () => {
	// It tells of today.
	beforeEach(clearOfMidnight);

	test('counts the conflicts and calls of each system once, however many of both there are', async () => {
		await using world = await createMigratedWorld();
		const [first, second] = [await insertSystem(world, 'first'), await insertSystem(world, 'second')];
		await insertSystem(world, 'third');
		await insertConflicts(world, first, 7);
		await insertConflicts(world, first, 3, 'resolved');
		await insertConflicts(world, second, 2);
		await insertConflicts(world, null, 5);
		await insertCalls(world, first, 4, {ms: 10});
		await insertCalls(world, first, 2, {status: 503, ms: 40});
		await insertCalls(world, second, 1, {ms: null});
		const rows = await world.own(`select system_name, pending_conflicts, api_calls_today, round(avg_response_time_ms, 2) as ms, error_count_today from vw_sync_status_dashboard order by 1`);
		expect(rows).toEqual([
			{system_name: 'first', pending_conflicts: '7', api_calls_today: '6', ms: '20.00', error_count_today: '2'},
			{system_name: 'second', pending_conflicts: '2', api_calls_today: '1', ms: null, error_count_today: '0'},
			{system_name: 'third', pending_conflicts: '0', api_calls_today: '0', ms: null, error_count_today: '0'},
		]);
	});

	test('means the day of UTC, also to a reader in another zone', async () => {
		await using world = await createMigratedWorld();
		const id = await insertSystem(world, 'first');
		await insertCalls(world, id, 3, {at: `date_trunc('day', now() at time zone 'UTC')`});
		await insertCalls(world, id, 5, {at: `date_trunc('day', now() at time zone 'UTC') - interval '1 microsecond'`});
		// Where it is another day than in UTC, at this hour.
		await world.other(`set timezone = '${new Date().getUTCHours() < 12 ? 'Etc/GMT+12' : 'Etc/GMT-14'}'`);
		expect(await world.other('select api_calls_today from vw_sync_status_dashboard')).toEqual([{api_calls_today: '3'}]);
	});
});

describe('vw_vulnerabilities_enhanced', () => {
	test('has one row for a vulnerability and tells of its latest remediation', async () => {
		await using world = await createMigratedWorld();
		await world.own(`insert into users (username) values ('ana')`);
		await world.own(`insert into ingestion_vulnerabilities (plugin_id, plugin_name, remediation_assigned_to) values ('19506', 'Scan info', 1), ('1', 'none', null)`);
		await world.own(`insert into vulnerability_intelligence (plugin_id, exploit_available, business_impact_score) values ('19506', true, 7.5)`);
		await world.own(`insert into vulnerability_remediation (vulnerability_id, remediation_status, validation_status, cost_estimate, created_at) values
			(1, 'open', 'old', 10, '2026-01-01'), (1, 'remediated', 'latest', 30, '2026-03-01'), (1, 'open', 'middle', 20, '2026-02-01')`);
		const rows = await world.own('select id, plugin_id, exploit_available, business_impact_score, validation_status, cost_estimate, assigned_to_username from vw_vulnerabilities_enhanced order by id');
		expect(rows).toEqual([
			{id: 1, plugin_id: '19506', exploit_available: true, business_impact_score: '7.5', validation_status: 'latest', cost_estimate: '30.00', assigned_to_username: 'ana'},
			{id: 2, plugin_id: '1', exploit_available: null, business_impact_score: null, validation_status: null, cost_estimate: null, assigned_to_username: null},
		]);
	});
});

describe('vw_assets_enhanced', () => {
	test('counts the vulnerabilities of an asset by severity', async () => {
		await using world = await createMigratedWorld();
		const [asset, lonely] = ['3f0c7b52-6a1e-4f0b-9d55-0d6a2f3e9c01', '3f0c7b52-6a1e-4f0b-9d55-0d6a2f3e9c02'];
		await world.own(`insert into ingestion_systems (system_id, name, system_owner) values ('S1', 'Payroll', 'Eve')`);
		await world.own(`insert into ingestion_assets (asset_uuid, hostname, system_id) values ($1, 'web-1', 'S1'), ($2, 'web-2', null)`, [asset, lonely]);
		await world.own(`insert into assets_extended (asset_uuid, environment, risk_score) values ($1, 'production', 81.25)`, [asset]);
		await world.own(`insert into ingestion_vulnerabilities (asset_uuid, severity_name) select $1::uuid, name from unnest(array['Critical', 'Critical', 'High', 'Low']) name`, [asset]);
		const rows = await world.own('select hostname, environment, risk_score, system_name, system_owner, vulnerability_count, critical_vulnerabilities, high_vulnerabilities from vw_assets_enhanced order by hostname');
		expect(rows).toEqual([
			{hostname: 'web-1', environment: 'production', risk_score: '81.25', system_name: 'Payroll', system_owner: 'Eve', vulnerability_count: '4', critical_vulnerabilities: '2', high_vulnerabilities: '1'},
			{hostname: 'web-2', environment: null, risk_score: null, system_name: null, system_owner: null, vulnerability_count: '0', critical_vulnerabilities: '0', high_vulnerabilities: '0'},
		]);
	});
});
