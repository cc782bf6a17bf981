import pg from 'pg';
import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import type {ExternalRecord} from '../../../source/core/connector.js';
import {entityDefinitions} from '../../../source/core/entity.js';
import {createDraftReader} from '../../../source/sync/inbound/draft-reader.js';
import {loadPair} from '../../../source/sync/load-pair.js';
import {SoleWriter} from '../../../source/sync/inbound/sole-writer.js';
import {createConflictWorld, type ConflictWorld} from '../../support/conflict-world.js';
import {createPagedConnector} from '../../support/paged-connector.js';
import {waitFor} from '../../support/wait-for.js';

let world: ConflictWorld;
beforeAll(async () => {
	world = await createConflictWorld();
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(async () => {
	for (const table of ['sync_links', 'sync_conflicts', 'sync_checkpoints', 'ingestion_poams']) await world.sql.query(`delete from ${table}`);
});

const poam = (id: string, key = id): ExternalRecord => ({externalId: id, fields: {POAM_ID: key, POC: 'amy', STATUS: 'Ongoing'}});
const load = async (pages: readonly (readonly ExternalRecord[])[], onPage?: (page: number) => Promise<unknown>) => {
	const {failure, runs} = await world.operationsOf({connect: () => Promise.resolve(createPagedConnector(pages, onPage))}).runSync({systemName: 'Xacta Test', entityType: 'poam', scope: 'full'});
	if (failure !== undefined) throw failure;
	return runs[0]?.children[0]?.counts;
};
const bring = (key: string, client: pg.Client = world.sql) => client.query(`insert into ingestion_poams (poam_id, poc) values ($1, 'somebody')`, [key]);
const ours = async () => (await world.sql.query<{row: string}>(`
	select p.poam_id || ' ' || coalesce(string_agg(l.external_id, ','), 'unlinked') as row
	from ingestion_poams p left join sync_links l on l.entity_type = 'poam' and l.internal_id = p.id group by p.id order by p.id`)).rows.map(({row}) => row);
const questions = async () => (await world.sql.query<{question: string}>(`
	select external_entity_id || ' ' || reason as question from sync_conflicts where resolution_status = 'pending' and field_name is null order by 1`)).rows.map(({question}) => question);

describe('a first load that is alone', () => {
	const begin = () => SoleWriter.begin(world.database.stores.pages, world.systemId, entityDefinitions.poam);

	test('stays so through what it brings itself', async () => {
		const sole = await begin();
		await bring('P-1');
		sole?.noteOwn();
		expect(await sole?.isSole(world.database.stores.pages)).toBe(true);
	});

	test('knows what it has met, by id and by key', async () => {
		const sole = await begin();
		const see = (id: string, key: string) => sole?.areNew([{record: poam(id, key), key}]);
		expect([see('1', 'a'), see('2', 'b'), see('1', 'c'), see('3', 'b'), see('4', 'd')]).toEqual([true, true, false, false, true]);
	});

	test.each([
		['another program brings a row', () => bring('P-1')],
		['or takes back what it has brought', async () => {
			await world.sql.query('begin');
			await bring('P-1');
			await world.sql.query('rollback');
		}],
		['or changes rows, if only those that there will be', () => world.sql.query(`update ingestion_poams set poam_id = 'P-2'`)],
	])('is alone no more when %s', async (_, interfere) => {
		const sole = await begin();
		await interfere();
		expect([await sole?.isSole(world.database.stores.pages), await sole?.isSole(world.database.stores.pages)]).toEqual([false, false]);
	});

	test('writes each record out as the new row that it can only be, and keeps the values of all others', async () => {
		const {stores} = world.database;
		const [system, policy] = [(await stores.systems.list()).find(({id}) => id === world.systemId), (await stores.rules.listPolicies()).find(({externalSystemId, entityType}) => externalSystemId === world.systemId && entityType === 'poam')];
		const sole = await begin();
		if (system === undefined || policy === undefined || sole === undefined) throw new Error('There is nothing to load.');
		const read = await createDraftReader(stores.pages, await loadPair(stores, system, policy), sole);
		const kept = (record: ExternalRecord) => Object.keys(read(record));
		expect([poam('P-1'), {...poam('P-2'), isDeleted: true}, {...poam('P-3'), fields: {POAM_ID: ['no text']}}].map(kept)).toEqual([['hash', 'draft'], ['hash', 'mapped'], ['hash', 'mapped']]);
		await bring('P-4');
		await sole.isSole(stores.pages);
		expect(kept(poam('P-1'))).toEqual(['hash', 'mapped']);
	});

	test('nor where nobody counts what comes', async () => {
		await world.sql.query('alter table ingestion_poams disable trigger parley_count_arrival');
		const unwatched = await begin();
		await world.sql.query('alter table ingestion_poams enable trigger parley_count_arrival');
		expect([unwatched, await begin()]).toEqual([undefined, expect.any(SoleWriter)]);
	});
});

describe('a first load that is disturbed', () => {
	test('takes for the same what another program has brought meanwhile', async () => {
		const counts = await load([[poam('P-1')], [poam('P-2')], [poam('P-3')]], page => (page === 1 ? bring('P-2') : Promise.resolve()));
		expect(counts).toMatchObject({read: 3, created: 2, conflicting: 1});
		expect((await ours()).toSorted()).toEqual(['P-1 P-1', 'P-2 P-2', 'P-3 P-3']);
	});

	test('and what it had brought before, and ends only now', async () => {
		await using other = await connect();
		await other.client.query('begin');
		await bring('P-2', other.client);
		await load([[poam('P-1')], [poam('P-2')], [poam('P-3')]], page => (page === 1 ? other.client.query('commit') : Promise.resolve()));
		expect((await ours()).toSorted()).toEqual(['P-1 P-1', 'P-2 P-2', 'P-3 P-3']);
	});

	test('asks when a row of its own was given the key of a record that is still to come', async () => {
		const rename = async () => {
			await waitFor('the first page to be written', async () => (await ours()).length > 0);
			await world.sql.query(`update ingestion_poams set poam_id = 'P-3' where poam_id = 'P-1'`);
		};
		await load([[poam('P-1')], [poam('P-2')], [poam('P-3')]], page => (page === 2 ? rename() : Promise.resolve()));
		expect([await ours(), await questions()]).toEqual([['P-3 P-1', 'P-2 P-2'], ['P-3 unique_collision']]);
	});
});

test('two records of one key on different pages of a first load are one row and a question', async () => {
	await load([[poam('X-1', 'P-1'), poam('X-2', 'P-2')], [poam('X-3', 'P-1'), poam('X-4', 'P-4')]]);
	expect([await ours(), await questions()]).toEqual([['P-1 X-1', 'P-2 X-2', 'P-4 X-4'], ['X-3 unique_collision']]);
});

async function connect() {
	const client = new pg.Client({connectionString: world.url});
	await client.connect();
	return {client, [Symbol.asyncDispose]: () => client.end()};
}
