import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {Connector, ExternalRecord, Page} from '../../../source/core/connector.js';
import {createConflictWorld, type ConflictWorld} from '../../support/conflict-world.js';

let world: ConflictWorld;
beforeAll(async () => {
	world = await createConflictWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

/** The other side: its complete listing is what it is told to be. */
const createConnector = (page: Page): Connector => ({
	name: 'outside',
	capabilities: {entities: {poam: {changes: 'full-read', canDetectDeletes: true, writableFields: [], canCreate: false, compareAndSet: 'none'}}},
	check: () => Promise.resolve({description: 'here'}),
	list: () => Promise.resolve(page),
	read: () => Promise.resolve(undefined),
	write: () => Promise.reject(new Error('Nothing is written in this test.')),
	close: () => Promise.resolve(),
});

const syncAll = async (page: Partial<Page>, scope: 'full' | 'changes' = 'full'): Promise<void> => {
	const operations = await world.operationsOf({connect: () => Promise.resolve(createConnector({records: [], unreadable: [], watermark: {at: 1}, ...page}))});
	const {failure} = await operations.runSync({systemName: 'Xacta Test', entityType: 'poam', scope});
	if (failure !== undefined) throw failure;
};
const poam = (id: string, fields: ExternalRecord['fields'] = {}): ExternalRecord => ({externalId: id, fields: {POAM_ID: id, POC: 'amy', STATUS: 'Ongoing', ...fields}});
const broken = (id: string) => ({externalId: id, reason: 'It is not an object.', raw: 'x'});
const questions = async (id: string) => (await world.sql.query<{id: number; conflict_type: string; reason: string; link_id: string | null; version: number}>(
	`select id, conflict_type, reason, link_id::text, version from sync_conflicts where external_entity_id = $1 and resolution_status = 'pending' order by id`, [id])).rows;

describe('a linked record that cannot be read any more', () => {
	test('is there all the same: its question belongs to its link, and nobody is told that it vanished', async () => {
		await syncAll({records: [poam('U-1'), poam('U-2')]});
		for (let pass = 0; pass < 3; pass++) await syncAll({records: [poam('U-2')], unreadable: [broken('U-1')]});
		expect(await questions('U-1')).toMatchObject([{conflict_type: 'validation_error', link_id: expect.stringMatching(/^\d+$/)}]);
	});

	test('answers the question by becoming what it was', async () => {
		await syncAll({records: [poam('U-1'), poam('U-2')]});
		expect(await questions('U-1')).toEqual([]);
	});

	test('answers it the same when only a rule of ours had refused it', async () => {
		await syncAll({records: [poam('U-1'), poam('U-2', {STATUS: {not: 'a text'}})]});
		expect(await questions('U-2')).toMatchObject([{conflict_type: 'validation_error'}]);
		await syncAll({records: [poam('U-1'), poam('U-2')]});
		expect(await questions('U-2')).toEqual([]);
	});
});

describe('a stranger that could not be read', () => {
	test('and is then somebody else\'s double, is asked about as that, once', async () => {
		await syncAll({records: [poam('U-1'), poam('U-2')], unreadable: [broken('U-3')]});
		expect(await questions('U-3')).toMatchObject([{conflict_type: 'validation_error'}]);
		const doubled = {records: [poam('U-1'), poam('U-2'), {...poam('U-3'), fields: {...poam('U-3').fields, POAM_ID: 'U-1'}}]};
		await syncAll(doubled);
		const [asked] = await questions('U-3');
		expect(asked).toMatchObject({conflict_type: 'duplicate', reason: 'unique_collision'});
		await syncAll(doubled);
		expect(await questions('U-3')).toEqual([asked]);
	});
});

describe('records without an id that cannot be read', () => {
	const nameless = (raw: string) => ({reason: 'It has no id.', raw});
	const asked = async () => (await world.sql.query<{external_entity_id: string; raw: string; version: number}>(
		`select external_entity_id, external_value ->> 'record' as raw, version from sync_conflicts where external_entity_id like '(no id%' and resolution_status = 'pending' order by raw, 1`)).rows;

	test('have a question each, which stays the same from run to run, and the counts tell all of them', async () => {
		const page = {records: [poam('U-1'), poam('U-2')], unreadable: [nameless('a'), nameless('b'), nameless('b')]};
		await syncAll(page);
		const first = await asked();
		expect(first.map(({raw}) => raw)).toEqual(['a', 'b', 'b']);
		await syncAll({...page, unreadable: page.unreadable.toReversed()});
		expect(await asked()).toEqual(first);
		const [run] = (await world.operationsOf().listOperations({}, undefined, 1)).rows;
		expect(run?.counts).toMatchObject({rejected: 3});
	});
});

describe('a question about a record that is there no more', () => {
	const nameless = (raw: string) => ({reason: 'It has no id.', raw});
	const fine = [poam('U-1'), poam('U-2')];
	const waiting = async () => (await world.sql.query<{name: string}>(
		`select external_entity_id as name from sync_conflicts where link_id is null and resolution_status = 'pending' order by 1`)).rows.map(({name}) => name);
	/** Nothing waits, then a record without an id, one that cannot be read, and a double. */
	const ask = async () => {
		await syncAll({records: fine});
		await syncAll({records: [...fine, poam('U-9', {POAM_ID: 'U-2'})], unreadable: [nameless('to be mended'), broken('U-8')]});
		expect(await waiting()).toEqual([expect.stringMatching(/^\(no id/), 'U-8', 'U-9']);
	};
	const endings = async () => (await world.sql.query<{actor: string; conflicts: Record<string, string>}>(
		`select actor, detail -> 'conflicts' as conflicts from audit_events where action = 'conflicts.ended' order by sequence`)).rows;

	test('ends with a complete listing that shows it mended or not at all, and the audit trail tells of it', async () => {
		await ask();
		const before = (await endings()).length;
		await syncAll({records: [...fine, poam('U-7')]});
		expect(await waiting()).toEqual([]);
		const [told] = (await endings()).slice(before);
		expect(told?.actor).toBe('parley');
		expect(Object.values(told?.conflicts ?? {}).sort()).toEqual([expect.stringMatching(/^\(no id/), 'U-8', 'U-9']);
		expect((await world.sql.query(`select distinct resolution_action, auto_resolved from sync_conflicts where external_entity_id in ('U-8', 'U-9') and resolution_status = 'resolved'`)).rows).toEqual([{resolution_action: 'superseded', auto_resolved: true}]);
	});

	test.each<[string, Partial<Page>, 'full' | 'changes']>([
		['has gaps', {gaps: ['A page could not be read.']}, 'full'],
		['tells only of changes', {}, 'changes'],
	])('stays when the listing %s', async (_, page, scope) => {
		await ask();
		const asked = await waiting();
		await syncAll({records: fine, ...page}, scope);
		expect(await waiting()).toEqual(asked);
	});

	test('is told by a plan before', async () => {
		await ask();
		const operations = await world.operationsOf({connect: () => Promise.resolve(createConnector({records: fine, unreadable: [], watermark: {at: 1}}))});
		const plan = await operations.planSync({systemName: 'Xacta Test', entityType: 'poam', scope: 'full', selection: undefined});
		expect(plan.pairs).toMatchObject([{tally: {conflictsClosed: 3}}]);
		await operations.applyPlan({id: plan.id, clearsGuards: true});
		expect(await waiting()).toEqual([]);
	});

	test('stays put aside, as a person decided', async () => {
		await ask();
		const [question] = await questions('U-8');
		await (await world.operationsOf()).discardRejected({id: question?.id ?? 0, reason: 'known'});
		await syncAll({records: fine});
		expect((await world.sql.query(`select resolution_status from sync_conflicts where id = $1`, [question?.id])).rows).toEqual([{resolution_status: 'ignored'}]);
	});
});

describe('a question that is asked anew', () => {
	test('names the record as it is called now', async () => {
		await syncAll({records: [poam('U-1'), poam('U-2'), poam('U-9', {POAM_ID: 'U-1', DESCRIPTION: 'old name'})]});
		const named = async () => (await world.sql.query<{entity_id: string; version: number}>(`select entity_id, version from sync_conflicts where external_entity_id = 'U-9' and resolution_status = 'pending'`)).rows;
		expect(await named()).toEqual([{entity_id: 'U-1', version: 1}]);
		await syncAll({records: [poam('U-1'), poam('U-2'), poam('U-9', {POAM_ID: 'U-2'})]});
		expect(await named()).toEqual([{entity_id: 'U-2', version: 2}]);
	});
});

describe('two strangers whose ids are long and differ in their ends', () => {
	const [first, second] = [`${'L'.repeat(300)}1`, `${'L'.repeat(300)}2`];
	const asked = async () => (await world.sql.query<{id: number; external_entity_id: string; conflict_type: string; version: number}>(
		`select id, external_entity_id, conflict_type, version from sync_conflicts where external_entity_id like 'LLL%' and resolution_status = 'pending' order by id`)).rows;
	const known = [poam('U-1'), poam('U-2')];

	test('have a question each, which stays the same and ends with its record', async () => {
		await syncAll({records: known, unreadable: [broken(first), broken(second)]});
		const before = await asked();
		expect(before).toMatchObject([{version: 1}, {version: 1}]);
		expect(new Set(before.map(question => question.external_entity_id)).size).toBe(2);
		await syncAll({records: known, unreadable: [broken(second), broken(first)]});
		expect(await asked()).toEqual(before);
		await syncAll({records: known, unreadable: [broken(second)]});
		expect(await asked()).toEqual(before.slice(1));
		await syncAll({records: known});
		expect(await asked()).toEqual([]);
	});

	test('and nothing is read, mapped again or linked by the part of the id that is kept', async () => {
		await syncAll({records: [...known, {...poam('U-1'), externalId: first}], unreadable: [broken(second)]});
		const questions = await asked();
		const [unreadable = 0, double = 0] = ['validation_error', 'duplicate'].map(type => questions.find(question => question.conflict_type === type)?.id);
		const operations = await world.operationsOf({});
		await expect(operations.lookAgain({id: unreadable})).rejects.toMatchObject({code: 'EXTERNAL_UNSUPPORTED', message: expect.stringContaining('only a part of the id')});
		expect(await operations.getRejected(unreadable)).toMatchObject({fields: undefined});
		expect(await operations.listRecordVerdicts(double)).toEqual([{verdict: {kind: 'create'}, refusal: expect.stringContaining('only a part is kept')}]);
	});
});

describe('names in a record that PostgreSQL cannot store', () => {
	const hostile = {STATUS: 'Nonsense', 'a\u0000b': 1, list: [{'\ud800': 'x\u0000'}]};
	const shown = async (id: string) => (await world.sql.query<{record: object}>(`select external_value -> 'record' as record from sync_conflicts where external_entity_id = $1 and resolution_status = 'pending'`, [id])).rows;

	test('are shown by visible signs in the question about it, which is asked once, and stop nobody', async () => {
		const page = {records: [poam('U-1'), poam('U-2'), poam('U-20', hostile), poam('U-21')]};
		await syncAll(page);
		expect(await shown('U-20')).toMatchObject([{record: {'a␀b': 1, list: [{'\ufffd': 'x␀'}]}}]);
		expect((await world.sql.query(`select poam_id from ingestion_poams where poam_id = 'U-21'`)).rows).toHaveLength(1);
		const [asked] = await questions('U-20');
		await syncAll(page);
		expect(await questions('U-20')).toEqual([asked]);
	});

	test('do not stop the run either where nothing else is wrong with the record', async () => {
		await syncAll({records: [poam('U-1'), poam('U-2'), poam('U-21'), poam('U-22', {...hostile, STATUS: 'Ongoing'}), poam('U-23')]});
		expect((await world.sql.query(`select poam_id from ingestion_poams where poam_id = 'U-23'`)).rows).toHaveLength(1);
	});
});
