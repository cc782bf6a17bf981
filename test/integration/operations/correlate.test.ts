import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {connectTenable, type SyncedTenable} from '../../support/synced-tenable.js';
import {createSyncedWorld, type SyncedWorld} from '../../support/synced-world.js';

let world: SyncedWorld;
let tenable: SyncedTenable;
beforeAll(async () => {
	world = await createSyncedWorld({poams: 30});
	tenable = await connectTenable(world);
	for (const entityType of ['system', 'control', 'poam'] as const) await world.sync(entityType);
});
afterAll(async () => {
	await tenable[Symbol.asyncDispose]();
	await world[Symbol.asyncDispose]();
});

const componentOf = (index: number) => `CMP-${String(index + 1).padStart(6, '0')}`;
const assets = () => world.otherProgram<{id: string; asset_uuid: string; xacta_component_id: string | null; external_system_mappings: Readonly<Record<string, string>> | null; sync_status: string}>(
	'select id::text, asset_uuid, xacta_component_id, external_system_mappings, sync_status from ingestion_assets');
const findings = () => world.otherProgram<{id: string; plugin_id: string; system_id: string; poam_id: string | null; control_id: string | null; state: string}>(
	`select v.id::text, v.plugin_id, a.system_id, v.poam_id, v.control_id, v.state from ingestion_vulnerabilities v join ingestion_assets a on a.asset_uuid = v.asset_uuid order by v.id`);

describe('hosts', () => {
	test('are tied to the components of Xacta when they come in', async () => {
		await tenable.sync('asset');
		const expected = new Map(Array.from({length: world.organization.counts.assets}, (_, index) => [world.organization.assetIdAt(index), componentOf(index)]));
		const found = await assets();
		expect(found).toHaveLength(expected.size);
		for (const asset of found) expect(asset.xacta_component_id).toBe(expected.get(asset.asset_uuid));
		expect(found[0]?.external_system_mappings).toEqual({xacta: found[0]?.xacta_component_id});
		expect(new Set(found.map(asset => asset.sync_status))).toEqual(new Set(['synced']));
	});

	test('that are tied once are left alone: a second time changes nothing', async () => {
		expect(await world.operations.correlate({})).toMatchObject({hosts: [{systemName: 'Xacta 360', linked: 0}], findings: 0});
	});

	test('keep what a person set, also when it is wrong', async () => {
		await world.otherProgram(`update ingestion_assets set xacta_component_id = 'by hand', external_system_mappings = '{"xacta": "noted", "cmdb": "7"}' where asset_uuid = $1`, [world.organization.assetIdAt(0)]);
		await world.otherProgram(`update ingestion_assets set xacta_component_id = null where asset_uuid = $1`, [world.organization.assetIdAt(1)]);
		await world.otherProgram(`update ingestion_assets set xacta_component_id = null, external_system_mappings = '{"cmdb": "8"}' where asset_uuid = $1`, [world.organization.assetIdAt(2)]);
		expect((await world.operations.correlate({})).hosts).toMatchObject([{linked: 2, listed: world.organization.counts.assets, ambiguous: []}]);
		const after = new Map((await assets()).map(asset => [asset.asset_uuid, asset]));
		expect(after.get(world.organization.assetIdAt(0))).toMatchObject({xacta_component_id: 'by hand', external_system_mappings: {xacta: 'noted', cmdb: '7'}});
		expect(after.get(world.organization.assetIdAt(1))).toMatchObject({xacta_component_id: componentOf(1)});
		expect(after.get(world.organization.assetIdAt(2))).toMatchObject({external_system_mappings: {xacta: componentOf(2), cmdb: '8'}});
	});
});

describe('findings', () => {
	test('take the open plan of their system that names their plugin, and a control that the system has', async () => {
		await tenable.sync('vulnerability');
		const [plans, controls] = [
			await world.otherProgram<{poam_id: string; system_id: string; weakness_description: string; status: string}>('select poam_id, system_id, weakness_description, status from ingestion_poams'),
			await world.otherProgram<{system_id: string; control_id: string}>('select system_id, control_id from ingestion_controls'),
		];
		const all = await findings();
		const planned = all.filter(finding => finding.poam_id !== null);
		expect(planned.length).toBeGreaterThan(0);
		for (const finding of planned) {
			const plan = plans.find(({poam_id: id}) => id === finding.poam_id);
			expect(plan).toMatchObject({system_id: finding.system_id});
			expect(plan?.status).not.toBe('completed');
		}
		for (const finding of all.filter(({state}) => state !== 'FIXED')) expect(controls).toContainEqual({system_id: finding.system_id, control_id: finding.control_id});
		expect(all.filter(({state, poam_id: plan, control_id: control}) => state === 'FIXED' && (plan !== null || control !== null))).toEqual([]);
	});

	test('keep what a person set', async () => {
		const [finding] = (await findings()).filter(({poam_id: plan, state}) => plan !== null && state !== 'FIXED');
		await world.otherProgram(`update ingestion_vulnerabilities set poam_id = null, control_id = 'AU-2' where id = $1`, [finding?.id]);
		expect((await world.operations.correlate({})).findings).toBe(1);
		expect((await findings()).find(({id}) => id === finding?.id)).toMatchObject({poam_id: finding?.poam_id, control_id: 'AU-2'});
	});

	test('are told of in the audit trail', async () => {
		const {rows} = await world.operations.listAudit({targetType: 'entity', targetId: 'vulnerability'}, undefined, 10);
		expect(rows[0]).toMatchObject({action: 'records.correlate', detail: {records: 1}});
	});
});
