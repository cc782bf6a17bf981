import pg from 'pg';
import {afterAll, beforeAll, expect, test} from 'vitest';
import type {Connector, ExternalRecord} from '../../../source/core/connector.js';
import {createConflictWorld, type ConflictWorld} from '../../support/conflict-world.js';
import {waitFor} from '../../support/wait-for.js';

let world: ConflictWorld;
let other: pg.Client;
beforeAll(async () => {
	world = await createConflictWorld();
	other = new pg.Client({connectionString: world.url, application_name: 'app_rasdash'});
	await other.connect();
});
afterAll(async () => {
	await other.end();
	await world[Symbol.asyncDispose]();
});

const createConnector = (records: readonly ExternalRecord[]): Connector => ({
	name: 'outside',
	capabilities: {entities: {poam: {changes: 'full-read', canDetectDeletes: false, writableFields: [], canCreate: false, compareAndSet: 'none'}}},
	check: () => Promise.resolve({description: 'here'}),
	list: () => Promise.resolve({records, unreadable: [], watermark: {at: 1}}),
	read: () => Promise.resolve(undefined),
	write: () => Promise.reject(new Error('Nothing is written in this test.')),
	close: () => Promise.resolve(),
});

const sync = (record: ExternalRecord) => world.operationsOf({connect: () => Promise.resolve(createConnector([record]))}).runSync({systemName: 'Xacta Test', entityType: 'poam'});

const somebodyWaits = () => waitFor('a statement that waits for a lock', async () =>
	(await world.sql.query(`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)).rowCount);

test('what another program writes into a record while it is met for the first time is not overwritten', async () => {
	await other.query(`insert into ingestion_poams (poam_id, status, sync_status) values ('FIRST-1', 'Ongoing', 'synced')`);
	await other.query('begin');
	await other.query(`update ingestion_poams set poc = 'written meanwhile' where poam_id = 'FIRST-1'`);
	const running = sync({externalId: 'FIRST-1', fields: {POAM_ID: 'FIRST-1', POC: 'theirs', STATUS: 'Ongoing'}});
	await somebodyWaits();
	await other.query('commit');
	expect((await running).failure).toBeUndefined();
	expect((await other.query(`select poc from ingestion_poams where poam_id = 'FIRST-1'`)).rows).toEqual([{poc: 'written meanwhile'}]);
});

test('a verdict that holds a record can take its link while a run waits for that record', async () => {
	const {id, recordId, entityId} = await world.dispute({field: 'poc', base: 'amy', internal: 'ben', external: 'cleo'});
	const linkId = (await other.query<{link_id: string}>('select link_id::text from sync_conflicts where id = $1', [id])).rows[0]?.link_id ?? '';
	let running: ReturnType<typeof sync> | undefined;
	await world.database.transact(async stores => {
		await stores.records.findForUpdate('poam', recordId, ['poc']);
		running = sync({externalId: `X-${recordId}`, fields: {POAM_ID: entityId, POC: 'dora', STATUS: 'Ongoing'}});
		await somebodyWaits();
		expect(await stores.links.findForUpdate(linkId)).toMatchObject({id: linkId});
	});
	expect((await running)?.failure).toBeUndefined();
});
