import {randomUUID} from 'node:crypto';
import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import type {Connector, ExternalRecord} from '../../../source/core/connector.js';
import {createSyncedWorld, type SyncedWorld} from '../../support/synced-world.js';

let world: SyncedWorld;
beforeAll(async () => {
	world = await createSyncedWorld({systems: 1, poams: 1, assets: 1, findings: 1});
	await world.otherProgram(`update external_systems set sync_enabled = true where system_name = 'Tenable.io'`);
	// A site's own table.
	await world.otherProgram('create table scan_notes (asset uuid references ingestion_assets (asset_uuid), note text)');
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(() => world.otherProgram('delete from sync_conflicts; delete from sync_links; delete from ingestion_vulnerabilities; delete from assets_extended; delete from scan_notes; delete from ingestion_assets; alter table ingestion_assets add column if not exists bios_uuid text'));

const createConnector = (records: readonly ExternalRecord[]): Connector => ({
	name: 'outside',
	capabilities: {entities: {asset: {changes: 'full-read', canDetectDeletes: true, writableFields: [], canCreate: false, compareAndSet: 'none'}}},
	check: () => Promise.resolve({description: 'here'}),
	list: () => Promise.resolve({records, unreadable: [], watermark: {at: 1}}),
	read: () => Promise.resolve(undefined),
	write: () => Promise.reject(new Error('Nothing is written in this test.')),
	close: () => Promise.resolve(),
});
const asset = (fields: ExternalRecord['fields']): ExternalRecord => {
	const id = randomUUID();
	return {externalId: id, fields: {id, ...fields}};
};
const sync = async (...records: readonly ExternalRecord[]) => {
	const outcome = await world.bind({connect: () => Promise.resolve(createConnector(records))}).runSync({systemName: 'Tenable.io', entityType: 'asset', scope: 'full'});
	if (outcome.failure !== undefined) throw outcome.failure;
	return outcome.runs[0]?.children[0]?.counts;
};
const putOurs = async (hostname: string, more: {readonly addresses?: string; readonly bios?: string; readonly received?: object} = {}) => (await world.otherProgram<{id: string}>(
	'insert into ingestion_assets (asset_uuid, hostname, ip_addresses, bios_uuid, raw_json) values (gen_random_uuid(), $1, $2, $3, $4) returning id::text', [hostname, more.addresses ?? null, more.bios ?? null, more.received ?? null]))[0]?.id;
const ties = async () => world.otherProgram<{internal_id: string; tied_by: string | null}>('select internal_id::text, tied_by from sync_links order by 1');
const bios = '422637a2-75d4-2b17-3065-14f5fa23698f';

describe('an asset that neither id nor key makes known', () => {
	test.each([
		['BIOS uuid', {bios_uuid: bios.toUpperCase()}, {bios}],
		['MAC address', {mac_addresses: ['00:50:56:a6:49:2b']}, {received: {mac_address: '00:50:56:A6:49:2B'}}],
		['hostname and IPv4', {hostnames: ['WEB-1'], ipv4s: ['10.0.0.7']}, {addresses: '10.0.0.8, 10.0.0.7'}],
	])('is tied to our record by its %s, and explain says so', async (rule, fields, more) => {
		const id = await putOurs('web-1', more);
		await putOurs('web-2', {addresses: '10.0.0.9'});
		const record = asset(fields);
		expect((await sync(record))?.created).toBe(0);
		expect(await ties()).toEqual([{internal_id: id, tied_by: rule}]);
		const [explained] = await world.operations.explainRecord({entityType: 'asset', key: record.externalId});
		expect(explained?.tiedBy).toBe(rule);
	});

	test('is made anew when none of ours shares anything, or only one that is tied already', async () => {
		await putOurs('web-2', {bios});
		const known = asset({bios_uuid: bios});
		await sync(known);
		expect(await sync(known, asset({hostnames: ['web-3']}), asset({bios_uuid: bios}))).toMatchObject({created: 2});
	});

	test('is asked about when several of ours fit, once, and made or tied by a person\'s word', async () => {
		const [first] = [await putOurs('web-1', {bios}), await putOurs('web-1b', {bios})];
		const record = asset({bios_uuid: bios, hostnames: ['web-1']});
		expect(await sync(record)).toMatchObject({created: 0, conflicting: 1});
		await sync(record);
		const {rows} = await world.operations.listConflicts({status: 'pending'}, undefined, 10);
		expect(rows).toMatchObject([{conflictType: 'duplicate', reason: 'unique_collision', note: '2 of our records have its BIOS uuid.', version: 1}]);
		await world.operations.settleRecord({id: rows[0]?.id ?? 0, version: 1, verdict: {kind: 'link', internalId: first ?? ''}});
		expect(await ties()).toEqual([{internal_id: first, tied_by: 'a person'}]);
	});

	test('is asked about when another of the same page claims the same record', async () => {
		await putOurs('web-1', {bios});
		expect(await sync(asset({bios_uuid: bios}), asset({bios_uuid: bios}))).toMatchObject({created: 0, conflicting: 2});
		expect(await ties()).toEqual([]);
	});

	test('is tied alike by a plan and by its run', async () => {
		await putOurs('web-1', {bios});
		const listed = createConnector([asset({bios_uuid: bios}), asset({hostnames: ['new']})]);
		const operations = world.bind({connect: () => Promise.resolve(listed)});
		const plan = await operations.planSync({systemName: 'Tenable.io', entityType: 'asset', scope: 'full', selection: undefined});
		await operations.applyPlan({id: plan.id, clearsGuards: false});
		expect((await ties()).map(({tied_by: by}) => by).sort()).toEqual(['BIOS uuid', null]);
	});
});

describe.each([
	['where a foreign key holds its findings', 'delete from ingestion_vulnerabilities; alter table ingestion_vulnerabilities add constraint of_an_asset foreign key (asset_uuid) references ingestion_assets (asset_uuid)'],
	['where none does', 'alter table ingestion_vulnerabilities drop constraint of_an_asset'],
])('an asset that takes the uuid of the other side, %s', (_, schema) => {
	let id = '';
	const setRule = (rule: object) => world.otherProgram(`update sync_policies set field_level_policies = field_level_policies || jsonb_build_object('asset_uuid', $1::jsonb) where entity_type = 'asset' and external_system_id = 1`, [rule]);
	beforeAll(() => world.otherProgram(schema));
	beforeEach(async () => {
		await setRule({direction: 'inbound', strategy: 'external_wins'});
		id = await putOurs('web-1', {bios}) ?? '';
		for (const statement of [
			`insert into ingestion_vulnerabilities (asset_uuid, plugin_id, severity) select asset_uuid, plugin, 3 from ingestion_assets, (values ('1'), ('2')) p(plugin) where id = $1`,
			`insert into assets_extended (asset_uuid, business_criticality) select asset_uuid, 'high' from ingestion_assets where id = $1`,
			`insert into scan_notes select asset_uuid, 'ask first' from ingestion_assets where id = $1`,
		]) await world.otherProgram(statement, [id]);
		await putOurs('web-2');
	});
	/** Whose each of them is, by the uuid that it names. */
	const owners = async () => (await world.otherProgram<{what: string; owner: string | null}>(`
		select what, a.id::text as owner from (select 'finding' as what, asset_uuid from ingestion_vulnerabilities
			union all select 'context', asset_uuid from assets_extended union all select 'note', asset from scan_notes) r left join ingestion_assets a on a.asset_uuid = r.asset_uuid order by 1`)).map(({what, owner}) => `${what} of ${owner ?? 'nobody'}`);
	const uuidOf = async () => (await world.otherProgram<{asset_uuid: string}>('select asset_uuid from ingestion_assets where id = $1', [id]))[0]?.asset_uuid;
	const whole = () => [`context of ${id}`, `finding of ${id}`, `finding of ${id}`, `note of ${id}`];

	test('keeps its findings and all that names it, and the chain says so', async () => {
		const before = await uuidOf();
		const record = asset({bios_uuid: bios});
		expect(await sync(record)).toMatchObject({created: 0, rejected: 0, conflicting: 0});
		expect([await uuidOf(), await owners()]).toEqual([record.externalId, whole()]);
		const [event] = (await world.operations.listAudit({targetType: 'asset', targetId: record.externalId}, undefined, 1)).rows;
		expect(event).toMatchObject({
			action: 'record.rename', actor: 'parley', before: {asset_uuid: before}, after: {asset_uuid: record.externalId},
			detail: {followed: {'ingestion_vulnerabilities.asset_uuid': 2, 'assets_extended.asset_uuid': 1, 'scan_notes.asset': 1}},
		});
		expect(await sync(record)).toMatchObject({unchanged: 1});
	});

	test('keeps them by a person’s verdict, by one over many, and when either is taken back', async () => {
		await setRule({strategy: 'manual'});
		const before = await uuidOf();
		const record = asset({bios_uuid: bios});
		await sync(record);
		const [conflict] = (await world.operations.listConflicts({status: 'pending', fieldName: 'asset_uuid'}, undefined, 10)).rows;
		await world.operations.resolveConflict({id: conflict?.id ?? 0, version: conflict?.version ?? 0, verdict: {kind: 'keep_external'}});
		expect([await uuidOf(), await owners()]).toEqual([record.externalId, whole()]);
		await world.operations.undoResolution({id: conflict?.id ?? 0});
		expect([await uuidOf(), await owners()]).toEqual([before, whole()]);
		const {requestId} = await world.operations.resolveConflicts({predicate: {kind: 'field', field: 'asset_uuid'}, verdict: {kind: 'keep_external'}});
		expect([await uuidOf(), await owners()]).toEqual([record.externalId, whole()]);
		await world.operations.undoConflicts({requestId});
		expect([await uuidOf(), await owners()]).toEqual([before, whole()]);
	});
});
