import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {ExternalRecord} from '../../../source/core/connector.js';
import {createConflictWorld, type ConflictWorld} from '../../support/conflict-world.js';
import {createPagedConnector} from '../../support/paged-connector.js';
import {readWhileListed} from '../../support/read-while-listed.js';

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
const poam = (id: string, poc: string, day?: number): ExternalRecord => ({externalId: id, fields: {POAM_ID: id, POC: poc, STATUS: 'Ongoing'}, ...(day === undefined ? {} : {changedAt: `2026-03-0${day}T00:00:00.000Z`})});
const ours = async () => (await world.sql.query<{poam_id: string; poc: string; links: number}>(`
	select p.poam_id, p.poc, (select count(*)::int from sync_links l where l.entity_type = 'poam' and l.internal_id = p.id) as links
	from ingestion_poams p where p.poam_id like 'P-%' order by p.id`)).rows;
const questions = async () => (await world.sql.query<{external_entity_id: string; reason: string}>(`select external_entity_id, reason from sync_conflicts where resolution_status = 'pending' and external_entity_id like 'P-%'`)).rows;

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

test('and so it is where the next page is read before the one at hand is decided; a plan says the same', async () => {
	const connector = readWhileListed(createPagedConnector([[poam('P-1', 'fay'), poam('P-2', 'cho'), poam('P-3', 'eve')], [poam('P-1', 'bea')]]));
	const operations = await world.operationsOf({connect: () => Promise.resolve(connector)});
	const pair = {systemName: 'Xacta Test', entityType: 'poam', scope: 'full'} as const;
	expect((await operations.planSync({...pair, selection: undefined})).pairs).toMatchObject([{counts: {read: 4, updated: 0}, touched: 0}]);
	await operations.runSync(pair);
	expect(await ours()).toMatchObject([{poam_id: 'P-1', poc: 'bea'}, {}, {}]);
});

describe('of a record that one listing shows twice', () => {
	/** So many that what is missing besides is no reason to stop. */
	const others = Array.from({length: 30}, (_, index) => poam(`Q-${index}`, 'zoe'));
	const syncWithOthers = async (...pages: readonly (readonly ExternalRecord[])[]) => {
		const {updated, rejected, unchanged = 0} = (await sync(...pages, others)) ?? {};
		return {updated, rejected, unchanged: unchanged - others.length};
	};
	const pocOf = async (id: string) => (await ours()).find(({poam_id}) => poam_id === id)?.poc;

	beforeAll(async () => {
		await sync([poam('P-1', 'bea'), poam('P-2', 'cho'), poam('P-3', 'eve')], others);
	});

	test.each([
		['on two pages', (newer: ExternalRecord, older: ExternalRecord) => [[newer], [older]]],
		['on one page', (newer: ExternalRecord, older: ExternalRecord) => [[newer, older]]],
	])('the copy that is newer by its own clock counts, as it comes in first and as it changes: %s', async (where, toPages) => {
		const id = where === 'on one page' ? 'P-4' : 'P-5';
		expect(await syncWithOthers(...toPages(poam(id, 'new', 3), poam(id, 'old', 2)))).toMatchObject({unchanged: 1});
		expect(await pocOf(id)).toBe('new');
		expect(await syncWithOthers(...toPages(poam(id, 'newer', 5), poam(id, 'older', 4)))).toMatchObject({updated: 1, unchanged: 1});
		expect(await pocOf(id)).toBe('newer');
		expect(await syncWithOthers([poam(id, 'before', 5)], [poam(id, 'after', 6)])).toMatchObject({updated: 2});
		expect(await pocOf(id)).toBe('after');
	});

	test('an older clock of a later listing is believed', async () => {
		await syncWithOthers([poam('P-6', 'wrong', 8)]);
		expect(await syncWithOthers([poam('P-6', 'right', 7)])).toMatchObject({updated: 1});
		expect(await pocOf('P-6')).toBe('right');
	});

	test('a copy that can be read is taken after one that cannot, whatever its clock', async () => {
		await syncWithOthers([poam('P-7', 'before', 5)]);
		const broken: ExternalRecord = {...poam('P-7', 'x', 6), fields: {POAM_ID: 'P-7', POC: 'x', STATUS: 'Nonsense'}};
		expect(await syncWithOthers([broken], [poam('P-7', 'after', 4)])).toMatchObject({rejected: 1, updated: 1});
		expect(await pocOf('P-7')).toBe('after');
	});

	test('a plan says of an older copy what the run does', async () => {
		await syncWithOthers([poam('P-7', 'known', 5)]);
		const operations = await world.operationsOf({connect: () => Promise.resolve(createPagedConnector([[poam('P-7', 'known', 5)], [poam('P-7', 'older', 4)]]))});
		const {pairs} = await operations.planSync({systemName: 'Xacta Test', entityType: 'poam', scope: 'full', selection: undefined});
		expect(pairs.map(({counts}) => counts)).toMatchObject([{read: 2, unchanged: 2, updated: 0}]);
	});

	describe('a plan', () => {
		type Shown = {readonly pages: readonly (readonly ExternalRecord[])[]; readonly after: string | undefined; readonly touched: number};
		const shown: readonly (readonly [string, (id: string) => Shown])[] = [
			['tells a later copy that is newer', id => ({pages: [[poam(id, 'older', 6)], [poam(id, 'newer', 7)]], after: 'newer', touched: 1})],
			['tells the last of three', id => ({pages: [[poam(id, 'one', 6)], [poam(id, 'two', 7)], [poam(id, 'three', 8)]], after: 'three', touched: 1})],
			['tells the earlier copy where that is newer', id => ({pages: [[poam(id, 'newer', 7)], [poam(id, 'older', 6)]], after: 'newer', touched: 1})],
			['tells the later copy where none has a clock', id => ({pages: [[poam(id, 'one')], [poam(id, 'two')]], after: 'two', touched: 1})],
			['tells nothing of what a later copy shows as it was', id => ({pages: [[poam(id, 'changed', 6)], [poam(id, 'known', 6)]], after: undefined, touched: 0})],
		];

		describe.each([['a linked record', true], ['a stranger', false]])('of %s', (_, isLinked) => {
			test.each(isLinked ? shown : shown.slice(0, 4))('%s, as the run does, and does that when it is applied', async (name, toShown) => {
				const id = `P-${isLinked ? 'linked' : 'new'} ${name}`;
				const {pages, after, touched} = toShown(id);
				const operations = await world.operationsOf({connect: () => Promise.resolve(createPagedConnector([...pages, others]))});
				if (isLinked) await syncWithOthers([poam(id, 'known', 5)]);
				const before = await pocOf(id);
				const plan = await operations.planSync({systemName: 'Xacta Test', entityType: 'poam', scope: 'full', selection: undefined});
				const {rows} = await operations.listPlanRows({planId: plan.id, after: undefined, limit: 100});
				expect(plan.pairs).toMatchObject([{counts: {read: pages.length + others.length, unchanged: others.length + pages.length - touched, updated: isLinked ? touched : 0, created: isLinked ? 0 : touched}}]);
				expect(rows.filter(({externalId}) => externalId === id).map(({changes}) => changes.find(({field}) => field === 'poc')?.after)).toEqual(after === undefined ? [] : [after]);
				await operations.applyPlan({id: plan.id, clearsGuards: true});
				expect(await pocOf(id)).toBe(after ?? before);
				await syncWithOthers(...pages);
				expect(await pocOf(id)).toBe(after ?? before);
				expect((await questions()).filter(question => question.external_entity_id === id)).toEqual([]);
			});
		});

		test('of a record that asks first and agrees later asks nothing', async () => {
			await syncWithOthers([poam('P-asked', 'known', 5)]);
			await world.sql.query(`update ingestion_poams set poc = 'ours' where poam_id = 'P-asked'`);
			const operations = await world.operationsOf({connect: () => Promise.resolve(createPagedConnector([[poam('P-asked', 'theirs', 6)], [poam('P-asked', 'ours', 7)], others]))});
			const {pairs} = await operations.planSync({systemName: 'Xacta Test', entityType: 'poam', scope: 'full', selection: undefined});
			expect(pairs).toMatchObject([{counts: {conflicting: 0}, tally: {conflictsOpened: 0}}]);
		});
	});
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
