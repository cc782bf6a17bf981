import {afterAll, afterEach, beforeAll, describe, expect, test} from 'vitest';
import {connectTenable, type SyncedTenable} from '../../support/synced-tenable.js';
import {createSyncedWorld, type SyncedWorld} from '../../support/synced-world.js';

const assets = 230;

let world: SyncedWorld;
let tenable: SyncedTenable;
beforeAll(async () => {
	world = await createSyncedWorld({poams: 2, assets, findings: 600});
	tenable = await connectTenable(world, {pace: {queuedPolls: 0, processingPolls: 0, longestMs: 600_000}}, {asset_chunk_size: '100', finding_chunk_assets: '100'});
});
afterAll(async () => {
	await tenable[Symbol.asyncDispose]();
	await world[Symbol.asyncDispose]();
});
afterEach(() => tenable.simulator.setFaults([]));

const chunks = '/assets/export/*/chunks/*';
const full = async (entityType: 'asset' | 'vulnerability' = 'asset') => (await tenable.sync(entityType, 'full')).inbound;
const run = () => world.operations.runSync({systemName: 'Tenable.io', entityType: 'asset', scope: 'full'});
const open = async () => (await world.operations.listConflicts({status: 'pending', entityType: 'asset'}, undefined, 500)).rows;
const state = async () => (await world.otherProgram<Record<string, unknown>>(`
	select (select count(*)::int from ingestion_assets) as rows, (select count(*)::int from sync_links where entity_type = 'asset') as links,
		(select coalesce(sum(missed_passes), 0)::int from sync_links) as missed,
		(select md5(string_agg(a.xmin::text, ',' order by a.id)) from ingestion_assets a) as versions`))[0];

describe('findings before their assets', () => {
	test('A5: come in all the same, and belong to them once those are there', async () => {
		const {counts} = tenable.simulator.tenant.organization;
		expect(await full('vulnerability')).toMatchObject({status: 'completed', counts: {created: counts.findings, rejected: 0}});
		expect(await full()).toMatchObject({status: 'completed', counts: {created: assets, rejected: 0}});
		expect(await world.otherProgram('select count(*)::int as orphans from ingestion_vulnerabilities v where not exists (select from ingestion_assets a where a.asset_uuid = v.asset_uuid)')).toEqual([{orphans: 0}]);
	});
});

describe('a listing that is not whole', () => {
	test('A2, A15: is partial with the reason, and however often it comes, nothing counts as gone', async () => {
		const before = await state();
		tenable.simulator.setFaults([{match: {path: '/assets/export'}, fault: {kind: 'chunks-failed', count: 1}}]);
		for (let pass = 0; pass < 3; pass++) {
			expect(await full()).toMatchObject({status: 'partial', problems: [expect.stringContaining('1 chunk more than Tenable offered')], conflictsOpened: 0});
		}
		expect(await state()).toEqual(before);
	});

	test('A1: an export that expires under it is made anew, and the listing is whole', async () => {
		const before = await state();
		tenable.simulator.setFaults([{match: {path: '/assets/export'}, times: 1, fault: {kind: 'expires-at-once'}}]);
		expect(await full()).toMatchObject({status: 'completed', counts: {created: 0, updated: 0, rejected: 0}});
		expect(await state()).toEqual(before);
	});
});

describe('an answer that is none', () => {
	test.each([
		['N7: the page of a login', {kind: 'wrong-type'}], ['N6: an empty body', {kind: 'empty'}], ['N6: no content', {kind: 'no-content'}],
		['N5: half a body', {kind: 'truncate', how: 'content-length'}], ['N6: half a document', {kind: 'truncate', how: 'valid-length'}],
	] as const)('%s is never taken for no records', async (_, fault) => {
		const before = await state();
		for (const path of ['/assets/export', '/assets/export/*/status', chunks]) {
			tenable.simulator.setFaults([{match: {path}, fault}]);
			expect((await run()).runs[0]?.children[0]?.status).toMatch(/^(?:failed|partial)$/);
		}
		expect(await state()).toEqual(before);
		expect(await open()).toEqual([]);
	});

	test('N4: keys that were taken back in the middle of a run stop it at once', async () => {
		const before = await state();
		tenable.simulator.setFaults([{match: {path: chunks}, skip: 1, fault: {kind: 'status', status: 401}}]);
		const asked = () => Object.entries(tenable.simulator.report().byRequest).reduce((sum, [request, count]) => sum + (request.endsWith(' 401') ? count : 0), 0);
		const refusedBefore = asked();
		expect((await run()).failure).toMatchObject({code: 'EXTERNAL_AUTHENTICATION_FAILED'});
		expect(asked() - refusedBefore).toBe(1);
		expect(await state()).toEqual(before);
	});
});

describe('records that are not as they should be', () => {
	test('A4: the same record twice in one chunk counts once, and the later copy counts', async () => {
		tenable.simulator.setFaults([{match: {path: chunks}, fault: {kind: 'duplicate-records', count: 2}}]);
		const before = await state();
		const run = await full();
		expect(run?.counts).toMatchObject({created: 0, conflicting: 0, rejected: 0});
		expect(run?.counts.updated).toBeGreaterThan(0);
		expect(await open()).toEqual([]);
		expect(await state()).toMatchObject({rows: before?.['rows'], links: before?.['links']});
		expect(await world.otherProgram(`select count(*)::int as renamed from ingestion_assets where hostname = 'renamed-while-exported'`)).toEqual([{renamed: run?.counts.updated}]);
		tenable.simulator.setFaults([]);
		expect(await full()).toMatchObject({counts: {updated: run?.counts.updated}});
	});

	test('A8: what a new release of theirs spoils is asked about, and no value of ours is lost by it', async () => {
		const values = () => world.otherProgram('select asset_uuid, hostname, acr_score::text, exposure_score, last_seen from ingestion_assets order by asset_uuid');
		const before = await values();
		tenable.simulator.setFaults([{match: {path: chunks}, fault: {kind: 'type-drift', share: 0.2}}]);
		expect((await run()).runs[0]?.children[0]?.status).toMatch(/^(?:completed|partial)$/);
		const emptied = (await values()).filter((now, index) => Object.entries(now).some(([column, value]) => value === null && (before[index] as Record<string, unknown>)[column] !== null));
		expect(emptied).toEqual([]);
		tenable.simulator.setFaults([]);
		await full();
		expect(await values()).toEqual(before);
		expect(await open()).toEqual([]);
	});

	test('A9, A12, A13: hostile texts come in whole or visibly replaced, and a second look finds them unchanged', async () => {
		tenable.simulator.setFaults([{match: {path: chunks}, fault: {kind: 'hostile-strings', share: 1}}]);
		expect((await full())?.counts).toMatchObject({rejected: 0, conflicting: 0});
		const before = await state();
		expect(before).toMatchObject({rows: assets, links: assets, missed: 0});
		expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined();
		tenable.simulator.setFaults([]);
		await full();
		expect((await full())?.counts).toMatchObject({updated: 0, unchanged: assets});
	});

	test('things that are no records at all are told, and the others come in', async () => {
		tenable.simulator.setFaults([{match: {path: chunks}, times: 1, fault: {kind: 'not-records', count: 3}}]);
		const inbound = await full();
		expect(inbound?.counts).toMatchObject({rejected: 3, unchanged: assets, conflicting: 0});
	});
});

describe('an outage of one system', () => {
	test('N17: leaves the runs of the others alone', async () => {
		tenable.simulator.setFaults([{fault: {kind: 'status', status: 503}}]);
		const outcome = await world.operations.runSync({});
		const status = (systemName: string) => outcome.runs.find(({operation}) => operation.systemName === systemName)?.operation.status;
		expect([status('Tenable.io'), status('Xacta 360')]).toEqual(['failed', 'completed']);
	});
});
