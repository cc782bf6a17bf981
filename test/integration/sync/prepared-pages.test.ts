import {afterAll, beforeAll, expect, test} from 'vitest';
import type {ExternalRecord} from '../../../source/core/connector.js';
import {createConflictWorld, type ConflictWorld} from '../../support/conflict-world.js';
import {createPagedConnector} from '../../support/paged-connector.js';

let world: ConflictWorld;
beforeAll(async () => {
	world = await createConflictWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const sync = async (...pages: readonly (readonly ExternalRecord[])[]) => {
	const operations = await world.operationsOf({connect: () => Promise.resolve(createPagedConnector(pages))});
	const {failure, runs} = await operations.runSync({systemName: 'Xacta Test', entityType: 'poam', scope: 'full'});
	if (failure !== undefined) throw failure;
	return runs[0]?.children[0]?.counts;
};
const poam = (id: string, poc: string): ExternalRecord => ({externalId: id, fields: {POAM_ID: id, POC: poc, STATUS: 'Ongoing'}});
const ours = async () => (await world.sql.query<{poam_id: string; poc: string; links: number}>(`
	select p.poam_id, p.poc, (select count(*)::int from sync_links l where l.entity_type = 'poam' and l.internal_id = p.id) as links
	from ingestion_poams p where p.poam_id like 'P-%' order by p.id`)).rows;
const questions = async () => (await world.sql.query(`select external_entity_id, reason from sync_conflicts where resolution_status = 'pending' and external_entity_id like 'P-%'`)).rows;

test('a record that comes on two pages of a first listing is made once, and takes what the later page shows', async () => {
	expect(await sync([poam('P-1', 'amy')], [poam('P-1', 'bea'), poam('P-2', 'cho')], [poam('P-2', 'cho')])).toMatchObject({read: 4, created: 2, updated: 1, unchanged: 1, rejected: 0});
	expect(await ours()).toEqual([{poam_id: 'P-1', poc: 'bea', links: 1}, {poam_id: 'P-2', poc: 'cho', links: 1}]);
	expect(await questions()).toEqual([]);
});

test('and so it is where others were linked before', async () => {
	expect(await sync([poam('P-1', 'bea'), poam('P-3', 'dan')], [poam('P-2', 'cho'), poam('P-3', 'eve')])).toMatchObject({read: 4, created: 1, updated: 1, unchanged: 2, rejected: 0});
	expect(await ours()).toMatchObject([{poam_id: 'P-1'}, {poam_id: 'P-2'}, {poam_id: 'P-3', poc: 'eve', links: 1}]);
	expect(await questions()).toEqual([]);
});

test('a record that an earlier page changed and a later one shows as it was is what the later one shows', async () => {
	await sync([poam('P-1', 'fay'), poam('P-2', 'cho'), poam('P-3', 'eve')], [poam('P-1', 'bea')]);
	expect(await ours()).toMatchObject([{poam_id: 'P-1', poc: 'bea'}, {}, {}]);
});

test('a plan asks for the links of each page once, known and new alike', async () => {
	const {stores} = world.database;
	const asked: (readonly string[])[] = [];
	const listLinkHashes: typeof stores.pages.listLinkHashes = (systemId, entityType, externalIds) => {
		asked.push(externalIds);
		return stores.pages.listLinkHashes(systemId, entityType, externalIds);
	};
	const pages = [[poam('P-1', 'gil'), poam('P-8', 'hal')], [poam('P-9', 'ida')]];
	const operations = await world.operationsOf({connect: () => Promise.resolve(createPagedConnector(pages)), database: {...world.database, stores: {...stores, pages: {...stores.pages, listLinkHashes}}}});
	const {pairs} = await operations.planSync({systemName: 'Xacta Test', entityType: 'poam', scope: 'full', selection: undefined});
	expect(pairs.map(({counts}) => counts)).toMatchObject([{read: 3, created: 2, updated: 1}]);
	expect(asked).toEqual([['P-1', 'P-8'], ['P-9']]);
});
