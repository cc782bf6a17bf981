import {afterAll, beforeAll, expect, test} from 'vitest';
import {createSyncedWorld, type SyncedWorld} from '../../support/synced-world.js';
import {connectTenable, type SyncedTenable} from '../../support/synced-tenable.js';

let world: SyncedWorld;
let tenable: SyncedTenable;
beforeAll(async () => {
	world = await createSyncedWorld({poams: 2, assets: 12, findings: 30});
	tenable = await connectTenable(world);
	// As in installations whose own tables had it before.
	await world.otherProgram('alter table ingestion_vulnerabilities add constraint of_an_asset foreign key (asset_uuid) references ingestion_assets (asset_uuid)');
});
afterAll(async () => {
	await tenable[Symbol.asyncDispose]();
	await world[Symbol.asyncDispose]();
});

const findings = async () => (await world.otherProgram<{n: number}>('select count(*)::int as n from ingestion_vulnerabilities'))[0]?.n;
const waiting = async () => (await world.operations.listConflicts({status: 'pending', entityType: 'vulnerability'}, undefined, 500)).rows;
const run = async (entityType: 'asset' | 'vulnerability', scope: 'changes' | 'full' = 'changes') => (await tenable.sync(entityType, scope)).inbound;

test('findings that our database does not take before their assets wait, say so, and are not tried again in vain', async () => {
	const {counts} = tenable.simulator.tenant.organization;
	expect(await run('vulnerability', 'full')).toMatchObject({counts: {read: counts.findings, rejected: counts.findings}});
	const [first] = await waiting();
	expect([(await waiting()).length, first]).toMatchObject([counts.findings, {conflictType: 'validation_error', note: expect.stringContaining('comes in by itself')}]);
	const before = await waiting();
	expect(await run('vulnerability')).toMatchObject({status: 'completed', counts: {read: 0}});
	expect(await waiting()).toEqual(before);
});

test('and come in by the next run once their assets are there, although nobody sends them again', async () => {
	const {counts} = tenable.simulator.tenant.organization;
	await run('asset', 'full');
	expect(await run('vulnerability')).toMatchObject({status: 'completed', counts: {read: counts.findings, created: counts.findings, rejected: 0}, conflictsConverged: counts.findings});
	expect([await findings(), await waiting()]).toEqual([counts.findings, []]);
	expect(await run('vulnerability')).toMatchObject({counts: {read: 0}});
	const {checks} = await world.operations.verify({isDeep: true});
	expect(checks.filter(({broken}) => broken > 0)).toEqual([]);
});

test('a record that rows of another program hold by a key which it would lose is refused, and does not wait for anything', async () => {
	const [asset] = await world.otherProgram<{asset_uuid: string; external_id: string}>(`select a.asset_uuid, l.external_id from ingestion_assets a join sync_links l on l.internal_id = a.id and l.entity_type = 'asset'
		where exists (select from ingestion_vulnerabilities v where v.asset_uuid = a.asset_uuid) order by 1 limit 1`);
	// What refers to more than the key is not ours to change.
	await world.otherProgram('alter table ingestion_assets add constraint racked unique (asset_uuid, hostname); create table racks (asset uuid, host text, foreign key (asset, host) references ingestion_assets (asset_uuid, hostname))');
	await world.otherProgram('insert into racks select asset_uuid, hostname from ingestion_assets where asset_uuid = $1', [asset?.asset_uuid]);
	const renamed = world.bind({}, connector => ({...connector, list: async request => {
		// Nothing counts as known, so that it comes on the page.
		const page = await connector.list({...request, read: Promise.resolve(() => ({hash: ''}))});
		return {...page, records: page.records.map(record => (record.externalId === asset?.external_id ? {...record, fields: {...record.fields, id: '00000000-0000-4000-8000-000000000001'}} : record))};
	}}));
	await renamed.runSync({systemName: 'Tenable.io', entityType: 'asset', scope: 'full'});
	const {rows} = await world.operations.listConflicts({status: 'pending', entityType: 'asset'}, undefined, 10);
	expect(rows.map(({externalValue}) => externalValue)).toMatchObject([{failures: [{stage: 'write', message: expect.stringContaining('The database refused it')}]}]);
});
