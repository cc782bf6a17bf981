import {randomUUID} from 'node:crypto';
import pg from 'pg';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {Connector, Cursor, ExternalRecord, Page} from '../../../../source/core/connector.js';
import type {EntityType} from '../../../../source/core/entity.js';
import {parsePostgresAddress} from '../../../../source/connectors/sql/postgres-address.js';
import {waitFor} from '../../../support/wait-for.js';
import {openXactaWorld, type XactaWorld} from '../../../support/xacta.js';

const never = new AbortController().signal;

let world: XactaWorld;
let connector: Connector;
let admin: pg.Client;
let poamIds: readonly string[] = [];
beforeAll(async () => {
	world = await openXactaWorld({systems: 2, poams: 40, hasIntegrationSchema: true});
	({connector} = world.connect({profile: 'xacta-integration', schema: 'xacta_int'}));
	admin = new pg.Client({connectionString: world.adminUrl});
	await admin.connect();
	poamIds = (await admin.query<{poam_id: string}>(`select poam_id from xacta_int.poams where status = 'ongoing' order by poam_id`)).rows.map(row => row.poam_id);
});
afterAll(async () => {
	await admin.end();
	await world.close();
});

/** Other databases of the server have transactions too, which hold the bound back: until those that are older than now are over. */
async function settle(): Promise<void> {
	const [{xid = ''} = {}] = (await admin.query<{xid: string}>('select pg_current_xact_id()::text as xid')).rows;
	await waitFor('older transactions to end', async () => (await admin.query('select where pg_snapshot_xmin(pg_current_snapshot()) > $1::text::xid8', [xid])).rowCount === 1);
}

async function look(...asked: Parameters<typeof listAll>): ReturnType<typeof listAll> {
	await settle();
	return listAll(...asked);
}

async function listAll(entityType: EntityType, since?: Cursor, pageSize = 5): Promise<{readonly records: readonly ExternalRecord[]; readonly watermark: Cursor}> {
	const records: ExternalRecord[] = [];
	let page: Page | undefined;
	do {
		const cursor: Cursor | undefined = page?.next;
		page = await connector.list({entityType, pageSize, signal: never, ...(cursor === undefined ? {} : {cursor}), ...(since === undefined ? {} : {since})});
		records.push(...page.records);
	} while (page.next !== undefined);
	return {records, watermark: page.watermark ?? {}};
}
const idsOf = (records: readonly ExternalRecord[]) => records.map(({externalId}) => externalId);
const update = (externalId: string, changes: Record<string, string>, expected: Record<string, string | null>, version?: string) =>
	connector.write({entityType: 'poam', action: 'update', externalId, changes, expected, marker: randomUUID(), signal: never, ...(version === undefined ? {} : {version})});
const at = (place: number): string => poamIds[place] ?? '';
const read = async (externalId: string) => await connector.read('poam', externalId, never);

describe('reading by transactions', () => {
	test('reads everything of each type, and after that nothing while nothing changes', async () => {
		for (const entityType of ['system', 'control', 'poam'] as const) {
			const {records, watermark} = await look(entityType);
			expect(new Set(idsOf(records)).size).toBe(records.length);
			expect(records.length).toBeGreaterThan(0);
			expect((await look(entityType, watermark)).records).toEqual([]);
		}
	});

	test('loses no row of a transaction that begins before another and ends after the listing', async () => {
		const {watermark} = await look('poam');
		const slow = new pg.Client({connectionString: world.adminUrl});
		await slow.connect();
		try {
			await slow.query('begin');
			await slow.query(`update xacta_int.poams set comments = 'slow' where poam_id = $1`, [at(0)]);
			// A later transaction with a higher version commits first: a cursor on versions would go past the slow one.
			await admin.query(`update xacta_int.poams set comments = 'fast' where poam_id = $1`, [at(1)]);
			const first = await listAll('poam', watermark);
			expect(idsOf(first.records)).toEqual([at(1)]);
			const meanwhile = await listAll('poam', first.watermark);
			await slow.query('commit');
			const after = await look('poam', meanwhile.watermark);
			expect(idsOf(after.records)).toContain(at(0));
			expect(after.records.find(({externalId}) => externalId === at(0))?.fields['comments']).toBe('slow');
			expect((await look('poam', after.watermark)).records).toEqual([]);
		} finally {
			await slow.end();
		}
	});

	test('meets an item of which only a milestone changed', async () => {
		const {watermark} = await look('poam');
		await admin.query(`update xacta_int.milestones set completion_date = current_date where milestone_id = (select min(milestone_id) from xacta_int.milestones where poam_id = $1)`, [at(2)]);
		expect(idsOf((await look('poam', watermark)).records)).toEqual([at(2)]);
	});

	test('shows what people do in the tables of Xacta', async () => {
		const {watermark} = await look('poam');
		await world.simulator.people.reassign(at(3), 'Another Person');
		expect((await look('poam', watermark)).records).toMatchObject([{externalId: at(3), fields: {responsible_individual: 'Another Person'}}]);
	});

	test('tells of rows that went, each once, over several pages, and not of one that is there again', async () => {
		const {watermark} = await look('poam');
		const [gone, back, ...others] = poamIds.slice(-4);
		for (const id of [gone, ...others]) await world.simulator.people.delete(id ?? '');
		const [row] = (await admin.query('select * from xacta_int.poams where poam_id = $1', [back])).rows as {system_id: string; weakness_description: string}[];
		await admin.query('delete from xacta_int.poams where poam_id = $1', [back]);
		await admin.query(`insert into xacta_int.poams (poam_id, system_id, weakness_description, status) values ($1, $2, $3, 'ongoing')`, [back, row?.system_id, row?.weakness_description]);
		const {records, watermark: next} = await look('poam', watermark, 2);
		expect(records.filter(({isDeleted}) => isDeleted).map(({externalId}) => externalId)).toEqual([gone, ...others].toSorted());
		expect(records.find(({externalId}) => externalId === back)?.isDeleted).toBeUndefined();
		expect((await look('poam', next)).records).toEqual([]);
		expect((await look('poam')).records.filter(({isDeleted}) => isDeleted)).toEqual([]);
	});

	test('reads everything when the transactions are counted by another server', async () => {
		const {watermark, records} = await look('poam');
		expect((await look('poam', {...watermark, counter: '1/1'})).records).toHaveLength(records.length);
		expect((await look('poam', {startedAt: watermark['startedAt'] ?? '', source: watermark['source'] ?? ''})).records).toHaveLength(records.length);
		expect(connector.watermarkAt?.(new Date())).toBeUndefined();
	});
});

describe('writing with a version', () => {
	test('gives the row a new version, which is what the next write must know', async () => {
		const before = await read(at(0));
		const result = await update(at(0), {responsible_individual: 'Version Two'}, {}, before?.version);
		expect(result).toMatchObject({kind: 'written', record: {fields: {responsible_individual: 'Version Two'}, changedBy: 'parley'}});
		expect(result.kind === 'written' && result.record.version).not.toBe(before?.version);
		expect(await update(at(0), {responsible_individual: 'Version Three'}, {responsible_individual: 'Version Two'}, before?.version)).toMatchObject({kind: 'moved'});
	});

	test('gives way to a change of any field, also of one that it does not write', async () => {
		const before = await read(at(1));
		await admin.query(`update xacta_int.poams set comments = 'somebody else' where poam_id = $1`, [at(1)]);
		expect(await update(at(1), {responsible_individual: 'Ours'}, {}, before?.version)).toMatchObject({kind: 'moved', record: {fields: {comments: 'somebody else'}}});
	});

	test('takes effect in the tables of Xacta, and is refused by their rules', async () => {
		const before = await read(at(2));
		await update(at(2), {responsible_individual: 'In The Tables'}, {}, before?.version);
		expect((await admin.query('select responsible_individual from public.poams where poam_id = $1', [at(2)])).rows).toEqual([{responsible_individual: 'In The Tables'}]);
		expect(await update(at(2), {poam_status: 'no such status'}, {})).toMatchObject({kind: 'rejected', reasons: expect.arrayContaining([expect.stringContaining('poams_status_is_known')])});
	});

	test('leaves the date of an approved item alone, and says why', async () => {
		await admin.query(`update xacta_int.poams set review_status = 'Approved' where poam_id = $1`, [at(3)]);
		expect(await update(at(3), {scheduled_completion_date: '2040-01-01'}, {})).toMatchObject({kind: 'rejected', reasons: [expect.stringContaining('frozen')]});
	});

	test('makes an item with its milestones for one marker once; the server gives its number', async () => {
		const marker = randomUUID();
		const create = () => connector.write({
			entityType: 'poam', action: 'create', expected: {}, marker, signal: never,
			changes: {system_id: world.organization.systems[0]?.systemId ?? '', weakness_description: 'Made', poam_status: 'ongoing', milestones: [{description: 'Patch', scheduled_date: '2032-01-01'}]},
		});
		const results = await Promise.all([create(), create()]);
		const ids = results.map(result => (result.kind === 'written' ? result.record.externalId : result.kind));
		expect(ids[0]).toMatch(/^XI-\d{6}$/);
		expect(new Set(ids).size).toBe(1);
		expect(await create()).toMatchObject({kind: 'written', record: {externalId: ids[0], marker, fields: {milestones: [{description: 'Patch'}]}}});
		expect((await admin.query('select count(*)::integer as count from public.poam_milestones where poam_id = $1', [ids[0]])).rows).toEqual([{count: 1}]);
	});
});

test('the login may do in the integration schema what it needs, and nothing else', async () => {
	const {connectionString, username, password} = world.simulator;
	const {host, port, database} = parsePostgresAddress({connectionString, username, password});
	const login = new pg.Client({host, port, database, user: username, password});
	await login.connect();
	try {
		for (const [text, may] of [
			[`update xacta_int.poams set status = status where false`, true], [`update xacta_int.poams set review_status = 'Approved' where false`, false], ['delete from xacta_int.poams where false', false],
			[`update xacta_int.systems set name = name where false`, false], ['insert into xacta_int.tombstones select * from xacta_int.tombstones where false', false], ['create table xacta_int.mine ()', false],
			['update xacta_int.controls set compliance_status = compliance_status where false', false], ['truncate xacta_int.milestones', false],
		] as const) {
			const outcome = await login.query(text).then(() => true, (error: {code?: string}) => error.code !== '42501');
			expect([text, outcome]).toEqual([text, may]);
		}
	} finally {
		await login.end();
	}
});
