import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {connectTenable, type SyncedTenable} from '../../support/synced-tenable.js';
import {createSyncedWorld, type SyncedWorld} from '../../support/synced-world.js';

let world: SyncedWorld;
let tenable: SyncedTenable;
beforeAll(async () => {
	world = await createSyncedWorld({poams: 2});
	tenable = await connectTenable(world, {}, {asset_export_version: '2', custom_attributes: 'Cost Centre'});
	await world.otherProgram(`update data_field_mappings set external_field_name = 'attribute.Cost Centre' where entity_type = 'asset' and internal_field_name = 'technical_owner'`);
	await tenable.sync('asset');
	await world.operations.setPushEnabled({systemName: 'Tenable.io', entityType: 'asset', enabled: true});
});
afterAll(async () => {
	await tenable[Symbol.asyncDispose]();
	await world[Symbol.asyncDispose]();
});

const assetId = (index: number) => world.organization.assetIdAt(index);
const editOurs = (id: string, value: string | null) => world.otherProgram('update ingestion_assets set technical_owner = $2 where asset_uuid = $1', [id, value]);
const ours = async (id: string) => (await world.otherProgram<{technical_owner: string | null; sync_status: string}>('select technical_owner, sync_status from ingestion_assets where asset_uuid = $1', [id]))[0];
const attributeId = () => [...tenable.simulator.tenant.attributes.keys()][0] ?? '';
const theirs = (id: string) => {
	const {assets} = tenable.simulator.tenant;
	return assets.overlayOf(assets.findIndex(id) ?? -1).attributes?.get(attributeId());
};
const editTheirs = (id: string, value: string) => tenable.simulator.tenant.commit([{kind: 'attribute-values-set', asset: id, values: {[attributeId()]: value}}], 'a person');
const conflictsOf = async (id: string) => (await world.operations.listConflicts({status: 'pending', text: id}, undefined, 10)).rows;
const settings = () => tenable.simulator.report().effects.filter(({by, effect}) => by === 'api' && effect.kind.startsWith('attribute-values')).length;

describe('a field that is a custom attribute of Tenable', () => {
	test('leaves when we change it, and both sides agree, also after everything was read anew', async () => {
		const id = assetId(0);
		await editOurs(id, 'C-17');
		expect((await tenable.sync('asset')).outbound).toMatchObject({status: 'completed', counts: {read: 1, updated: 1}});
		expect(theirs(id)).toBe('C-17');
		for (const scope of ['full', 'changes'] as const) await tenable.sync('asset', scope);
		expect(await ours(id)).toEqual({technical_owner: 'C-17', sync_status: 'synced'});
		expect(settings()).toBe(1);
	});

	test('comes in when somebody changes it there', async () => {
		const id = assetId(0);
		editTheirs(id, 'C-18');
		await tenable.sync('asset', 'full');
		expect(await ours(id)).toMatchObject({technical_owner: 'C-18'});
	});

	test('is tried with all that was received of the asset: Tenable tells of a single one only in part', async () => {
		const id = assetId(0);
		const [row] = await world.otherProgram<{hostname: string}>('select hostname from ingestion_assets where asset_uuid = $1', [id]);
		const tried = await world.operations.testMappings({systemName: 'Tenable.io', entityType: 'asset', externalId: id});
		expect(tried.source).toBe('read now, the rest as it was last received');
		expect(tried.fields.find(({internalField}) => internalField === 'hostname')).toMatchObject({raw: [row?.hostname], before: {value: row?.hostname}});
		expect(tried.fields.find(({internalField}) => internalField === 'technical_owner')).toMatchObject({before: {value: 'C-18'}});
	});

	test('that changes between the listing and our look becomes a question, and nothing is sent', async () => {
		const id = assetId(1);
		await editOurs(id, 'ours');
		const before = settings();
		await tenable.sync('asset', 'changes', () => editTheirs(id, 'theirs'));
		expect(await conflictsOf(id)).toMatchObject([{fieldName: 'technical_owner', internalValue: 'ours', externalValue: 'theirs'}]);
		expect(theirs(id)).toBe('theirs');
		expect(settings()).toBe(before);
	});

	test('is taken away there when we empty it', async () => {
		const id = assetId(0);
		await editOurs(id, null);
		await tenable.sync('asset');
		expect(theirs(id)).toBeUndefined();
		await tenable.sync('asset', 'full');
		expect(await ours(id)).toEqual({technical_owner: null, sync_status: 'synced'});
	});
});

test('an asset that was deleted or terminated in Tenable is told by version 2 in one export, and becomes a question', async () => {
	const [gone, ended] = [assetId(5), assetId(6)];
	const before = tenable.simulator.report().exports.length;
	tenable.simulator.edit({action: 'delete', asset: gone}, {action: 'terminate', asset: ended});
	await tenable.sync('asset', 'changes');
	expect(tenable.simulator.report().exports).toHaveLength(before + 1);
	for (const id of [gone, ended]) expect((await conflictsOf(id)).map(({reason}) => reason)).toEqual(['vanished']);
});
