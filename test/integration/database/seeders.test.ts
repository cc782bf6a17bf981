import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {defaultProfile} from '../../../source/connectors/xacta/default-profile.js';
import {entityDefinitions, entityTypes, type EntityType} from '../../../source/core/entity.js';
import type {JsonObject} from '../../../source/core/json.js';
import {runSeeders} from '../../../source/database/migrate.js';
import {createRuleStore} from '../../../source/database/stores/rule-store.js';
import {createSystemStore} from '../../../source/database/stores/system-store.js';
import {invertField} from '../../../source/sync/mapping/invert.js';
import {createRecordMapper} from '../../../source/sync/mapping/map-record.js';
import {compileTransformation} from '../../../source/sync/mapping/transform.js';
import {createMigratedWorld, type SchemaWorld} from '../../support/schema-world.js';

const seededTables = ['external_systems', 'data_field_mappings', 'sync_policies', 'metrics_definitions', 'workflows', 'reference_controls', 'reference_known_exploited', 'remediation_terms'];

let world: SchemaWorld;
beforeAll(async () => {
	world = await createMigratedWorld();
	await runSeeders(world.connection.sequelize);
});
afterAll(() => world[Symbol.asyncDispose]());

const readSeeds = async ({own}: SchemaWorld) =>
	Object.fromEntries(await Promise.all(seededTables.map(async table => [table, await own(`select * from ${table} order by 1`)] as const)));

const systemId = async (name: string): Promise<number> => (await createSystemStore(world.connection.pool).findByName(name))?.id ?? 0;

async function mapRecord(systemName: string, entityType: EntityType, fields: JsonObject) {
	const mappings = await createRuleStore(world.connection.pool).listMappings(await systemId(systemName), entityType);
	return createRecordMapper(entityDefinitions[entityType], mappings, new Map()).map({externalId: 'x', fields});
}

describe('the seeders', () => {
	test('change nothing when they run again', async () => {
		const before = await readSeeds(world);
		await runSeeders(world.connection.sequelize);
		expect(await readSeeds(world)).toEqual(before);
	});

	test('leave alone what somebody changed, and add no rules to a pair that has some', async () => {
		await using edited = await createMigratedWorld();
		await edited.own(`insert into external_systems (system_name, system_type, api_base_url, authentication_method, connection_config, sync_enabled)
			values ('Tenable.io', 'tenable', 'https://fedcloud.tenable.example', 'api_key', '{"access_key": "mine"}', true)`);
		await edited.own(`insert into data_field_mappings (external_system_id, entity_type, external_field_name, internal_field_name) values (1, 'asset', 'id', 'asset_uuid')`);
		await edited.own(`insert into metrics_definitions (metric_name, metric_category, display_name, calculation_method, sql_query) values ('total_assets', 'mine', 'Mine', 'by hand', 'select 7')`);
		await runSeeders(edited.connection.sequelize);
		expect(await edited.own(`select api_base_url, connection_config, sync_enabled from external_systems where system_name = 'Tenable.io'`)).toEqual([
			{api_base_url: 'https://fedcloud.tenable.example', connection_config: {access_key: 'mine'}, sync_enabled: true},
		]);
		expect(await edited.own(`select entity_type, count(*)::integer as count from data_field_mappings where external_system_id = 1 group by 1 order by 1`)).toEqual([
			{entity_type: 'asset', count: 1}, {entity_type: 'vulnerability', count: 21},
		]);
		expect(await edited.own(`select display_name, sql_query from metrics_definitions where metric_name = 'total_assets'`)).toEqual([{display_name: 'Mine', sql_query: 'select 7'}]);
	});

	test('give both systems, switched off, with nothing that may be sent', async () => {
		const systems = await createSystemStore(world.connection.pool).list();
		expect(systems).toMatchObject([
			{systemName: 'Tenable.io', systemType: 'tenable', apiBaseUrl: 'https://cloud.tenable.com', authenticationMethod: 'api_key', connectionConfig: {access_key: '', secret_key: ''}, syncEnabled: false, rateLimit: {requestsPerMinute: 200, burstCapacity: 50}},
			{systemName: 'Xacta 360', systemType: 'xacta', apiBaseUrl: 'https://xacta.example.com', authenticationMethod: 'database', connectionConfig: {connection_string: '', username: '', password: ''}, syncEnabled: false},
		]);
		const policies = await createRuleStore(world.connection.pool).listPolicies();
		expect(policies.map(policy => policy.entityType).toSorted()).toEqual(entityTypes.toSorted());
		expect(policies.every(policy => !policy.isPushEnabled && policy.isActive && policy.scheduleExpression !== null)).toBe(true);
	});

	test('give policies whose field rules name mapped fields', async () => {
		const rules = createRuleStore(world.connection.pool);
		for (const policy of await rules.listPolicies()) {
			const mapped = (await rules.listMappings(policy.externalSystemId, policy.entityType)).map(mapping => mapping.internalField);
			expect(mapped).toEqual([...new Set(mapped)]);
			expect(Object.keys(policy.fields).filter(field => !mapped.includes(field)), policy.entityType).toEqual([]);
		}
	});

	test('map only what the default profile of Xacta reads', async () => {
		const rules = createRuleStore(world.connection.pool);
		const id = await systemId('Xacta 360');
		for (const entityType of ['system', 'control', 'poam'] as const) {
			const profile = defaultProfile.entities[entityType];
			const lists = 'lists' in profile ? profile.lists.map(list => list.field) : [];
			const joined = 'joins' in profile ? profile.joins.flatMap(join => join.columns) : [];
			const readable: readonly string[] = [...profile.columns, ...joined, ...lists];
			const mapped = (await rules.listMappings(id, entityType)).map(mapping => mapping.externalField);
			expect(mapped.filter(field => !readable.includes(field)), entityType).toEqual([]);
		}
	});

	test('give metrics whose queries are one statement with one number', async () => {
		const metrics = await world.own<{metric_name: string; sql_query: string}>('select metric_name, sql_query from metrics_definitions');
		expect(metrics).toHaveLength(8);
		for (const {metric_name: name, sql_query: query} of metrics) {
			const rows = await world.own<Record<string, unknown>>(`select * from (\n${query}\n) metric`);
			expect(rows, name).toHaveLength(1);
			expect(Object.values(rows[0] ?? {}).map(Number), name).toEqual([expect.any(Number)]);
		}
	});

	test('give four workflows in the form that the specification shows', async () => {
		const workflows = await world.own(`select workflow_name, trigger_conditions->'conditions' as conditions, jsonb_path_query_array(workflow_steps, '$.steps[*].action') as actions from workflows order by id`);
		expect(workflows).toHaveLength(4);
		expect(workflows[0]).toEqual({
			workflow_name: 'Critical Vulnerability Response',
			conditions: [{field: 'severity_name', operator: 'eq', value: 'Critical'}],
			actions: ['notify_team', 'assign_remediation', 'track_progress'],
		});
	});

	test('give the catalogs of NIST and CISA', async () => {
		const [controls] = await world.own(`select count(*)::integer as all, count(*) filter (where in_low_baseline)::integer as low, count(*) filter (where in_moderate_baseline)::integer as moderate,
			count(*) filter (where in_high_baseline)::integer as high, count(distinct family)::integer as families from reference_controls`);
		expect(controls).toEqual({all: 1189, low: 149, moderate: 287, high: 370, families: 20});
		expect(await world.own(`select title, family from reference_controls where control_id = 'AC-2(3)'`)).toEqual([{title: 'Account Management | Disable Accounts', family: 'Access Control'}]);
		expect(await world.own('select count(*)::integer as count from reference_known_exploited')).toEqual([{count: 1404}]);
		expect(await world.own(`select vendor, date_added, due_date, is_used_by_ransomware from reference_known_exploited where cve_id = 'CVE-2021-44228'`)).toEqual([
			{vendor: 'Apache', date_added: '2021-12-10', due_date: '2021-12-24', is_used_by_ransomware: true},
		]);
	});
});

describe('the seeded mappings', () => {
	test('read an asset as Tenable exports it', async () => {
		const mapped = await mapRecord('Tenable.io', 'asset', {
			id: '3F0C7B52-6a1e-4f0b-9d55-0d6a2f3e9c01', has_agent: true, has_plugin_results: true, first_seen: '2024-05-27T21:15:48.039Z', last_seen: '2024-06-03T16:05:52.216Z',
			ipv4s: ['10.20.4.17', '10.20.4.18'], hostnames: ['web-042', 'web'], netbios_names: [], operating_systems: ['Linux Kernel 5.15'], acr_score: '7.0', exposure_score: '721.0',
			tag: {'Business Owner': 'ana', 'Technical Owner': null, Criticality: 'HIGH', System: 'SYS-1'},
		});
		expect(mapped).toEqual({
			kind: 'mapped',
			fields: {
				asset_uuid: '3f0c7b52-6a1e-4f0b-9d55-0d6a2f3e9c01', hostname: 'web-042', netbios_name: null, ip_addresses: '10.20.4.17,10.20.4.18', operating_system: 'Linux Kernel 5.15',
				has_agent: true, has_plugin_results: true, first_seen: '2024-05-27T21:15:48.039Z', last_seen: '2024-06-03T16:05:52.216Z', exposure_score: 721, acr_score: 7,
				system_id: 'SYS-1', business_owner: 'ana', technical_owner: null, criticality_rating: 'high',
			},
		});
	});

	test('read a finding as Tenable exports it, without what it leaves out', async () => {
		const mapped = await mapRecord('Tenable.io', 'vulnerability', {
			asset: {uuid: '3f0c7b52-6a1e-4f0b-9d55-0d6a2f3e9c01'}, severity: 'high', severity_id: 3, port: {port: 443, protocol: 'TCP'}, state: 'OPEN',
			first_found: '2024-05-28T15:11:31.175Z', last_found: '2024-05-28T15:11:31Z',
			plugin: {id: 193_362, name: 'Kernel', synopsis: 'An update is missing.', family: 'Ubuntu', cvss3_base_score: 7.8, risk_factor: 'High', cve: ['CVE-2024-0001']},
		});
		expect(mapped).toEqual({
			kind: 'mapped',
			fields: {
				asset_uuid: '3f0c7b52-6a1e-4f0b-9d55-0d6a2f3e9c01', plugin_id: '193362', plugin_name: 'Kernel', vulnerability_name: 'An update is missing.', plugin_family: 'Ubuntu',
				severity: 3, severity_name: 'High', cvss3_base_score: 7.8, risk_factor: 'High', port: 443, protocol: 'TCP', state: 'OPEN',
				first_found: '2024-05-28T15:11:31.175Z', last_found: '2024-05-28T15:11:31.000Z', external_references: ['CVE-2024-0001'],
			},
		});
	});

	test('take the values and the dirt of real exports of controls and POA&Ms', async () => {
		const control = await mapRecord('Xacta 360', 'control', {
			system_id: 12, control_number: 'AC-02(03)', control_family: 'AC', control_title: ' Disable Accounts ', implementation_status: 'Partially Implemented',
			assessment_status: 'other_than_satisfied', assessment_frequency: 'Quarterly', responsible_role: null, last_assessment_date: '2026-01-31',
		});
		expect(control).toEqual({
			kind: 'mapped',
			fields: {
				system_id: '12', control_id: 'AC-2(3)', family: 'Access Control', control_title: 'Disable Accounts', implementation_status: 'partially_implemented',
				assessment_status: 'other_than_satisfied', assessment_frequency_months: 3, responsible_role: null, last_assessed: '2026-01-31',
			},
		});
		const poam = await mapRecord('Xacta 360', 'poam', {
			poam_id: 'P-7', system_id: '12', poam_status: 'critical', risk_rating: 'Medium', scheduled_completion_date: null,
			milestones: [{description: 'Patch', scheduled_date: '2026-02-01', status: 'open'}],
		});
		expect(poam).toEqual({
			kind: 'mapped',
			fields: {
				poam_id: 'P-7', system_id: '12', status: 'critical', risk_rating: 'moderate', scheduled_completion: null,
				milestone_schedule: [{description: 'Patch', scheduled_date: '2026-02-01', status: 'open'}],
			},
		});
	});

	test('refuse a record that cannot be known', async () => {
		expect(await mapRecord('Xacta 360', 'poam', {poam_id: '  ', poam_status: 'ongoing'})).toMatchObject({kind: 'invalid', failures: [{field: 'poam_id'}]});
		expect(await mapRecord('Tenable.io', 'vulnerability', {plugin: {id: 1}, severity_id: 9})).toMatchObject({kind: 'invalid', failures: [{field: 'asset_uuid'}, {field: 'severity'}]});
	});
});

test('every word that a seeded rule knows can be sent back: it is read as the same again, and a word of ours leaves as it is', async () => {
	const rules = createRuleStore(world.connection.pool);
	for (const {externalSystemId, entityType} of await rules.listPolicies()) {
		for (const mapping of await rules.listMappings(externalSystemId, entityType)) {
			const {transformation} = mapping;
			const tables = (transformation.type === 'chain' ? transformation.steps : [transformation]).flatMap(step => (step.type === 'map_values' ? [step] : []));
			const kind = entityDefinitions[entityType].fields[mapping.internalField] ?? 'text';
			const take = compileTransformation(transformation);
			for (const theirs of tables.flatMap(({values}) => Object.keys(values))) {
				const ours = take(theirs) ?? null;
				const sent = invertField(mapping, kind, ours);
				const about = `${entityType} ${mapping.internalField} ${theirs}`;
				if (sent.kind === 'refused') throw new Error(`${about}: ${sent.reason}`);
				expect(take(sent.value), about).toEqual(ours);
				const isSpelt = tables.some(({sent: spelt}) => spelt !== undefined && Object.hasOwn(spelt, String(ours)));
				if (!isSpelt && typeof ours === 'string' && take(ours) === ours) expect(sent.value, about).toBe(ours);
			}
		}
	}
});
