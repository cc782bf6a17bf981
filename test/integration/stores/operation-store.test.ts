import {randomUUID} from 'node:crypto';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {noCounts} from '../../../source/core/operation.js';
import type {NewOperation, OperationStore} from '../../../source/core/stores/operation-store.js';
import {createConflictWorld, type ConflictWorld} from '../../support/conflict-world.js';

let world: ConflictWorld;
let operations: OperationStore;
beforeAll(async () => {
	world = await createConflictWorld();
	({operations} = world.database.stores);
});
afterAll(() => world[Symbol.asyncDispose]());

const startedAt = new Date('2026-11-21T12:00:00.123Z');
const begin = async (changes: Partial<NewOperation> = {}): Promise<string> => {
	const id = changes.id ?? randomUUID();
	await operations.create({
		id, correlationId: id, externalSystemId: world.systemId, systemName: 'Xacta Test', systemType: 'xacta', scope: 'changes', startedBy: 'sam', startedAt, ...changes,
	});
	return id;
};
const counts = {read: 60, unchanged: 43, created: 1, updated: 11, conflicting: 4, rejected: 1, filtered: 0};

test('an operation begins running, with nothing done', async () => {
	const startedAt = new Date();
	const parentId = await begin();
	const id = await begin({parentId, correlationId: parentId, entityType: 'poam', direction: 'inbound', scope: 'full', startedAt});
	expect(await operations.find(id)).toEqual({
		id, parentId, correlationId: parentId, externalSystemId: world.systemId, systemName: 'Xacta Test', entityType: 'poam', direction: 'inbound', scope: 'full',
		status: 'running', counts: noCounts, conflictsOpened: 0, conflictsConverged: 0, progress: undefined, problems: [], calls: 0, startedBy: 'sam', startedAt, completedAt: undefined,
	});
});

test('a change touches what it names and nothing else', async () => {
	const id = await begin({entityType: 'poam', startedAt: new Date()});
	await operations.change(id, {counts, progress: {done: 60, total: undefined, unit: 'records'}});
	await operations.change(id, {conflictsOpened: 4});
	expect(await operations.find(id)).toMatchObject({status: 'running', counts, conflictsOpened: 4, progress: {done: 60, total: undefined, unit: 'records'}, entityType: 'poam'});
	const completedAt = new Date('2026-11-21T12:00:02Z');
	await operations.change(id, {status: 'partial', problems: ['Chunk 7 is missing.'], completedAt});
	expect(await operations.find(id)).toMatchObject({status: 'partial', counts, problems: ['Chunk 7 is missing.'], completedAt});
});

test('the columns that other programs read agree with the counts', async () => {
	const id = await begin();
	await operations.change(id, {counts});
	const {rows} = await world.sql.query(
		'select total_records, successful_records, failed_records, batch_type, operation_type, external_system, started_at::text from ingestion_batches where batch_id = $1', [id]);
	expect(rows).toEqual([{total_records: 60, successful_records: 59, failed_records: 1, batch_type: 'sync', operation_type: 'sync', external_system: 'xacta', started_at: '2026-11-21 12:00:00.123'}]);
});

describe('an operation is found', () => {
	test('by its id and by any prefix that is its own, with or without dashes, in any case', async () => {
		await world.sql.query('delete from ingestion_batches'); // Ids of chance can begin with the same two digits.
		const id = await begin({id: 'abcdef12-3456-4789-8abc-def012345678'});
		for (const name of [id, 'abcdef12', 'ABCDEF12', 'abcdef1234', 'abcdef12-34', 'ab']) expect((await operations.find(name))?.id).toBe(id);
	});

	test('not by a prefix of two, which is said so', async () => {
		await begin({id: 'cccccc01-0000-4000-8000-000000000000'});
		await begin({id: 'cccccc02-0000-4000-8000-000000000000'});
		await expect(operations.find('cccccc')).rejects.toMatchObject({code: 'USAGE', message: expect.stringContaining('"cccccc"')});
		expect((await operations.find('cccccc02'))?.id).toBe('cccccc02-0000-4000-8000-000000000000');
	});

	test.each(['', 'xyz', '-', 'ffffffff-ffff-ffff-ffff-ffffffffffff', 'a'.repeat(40), '%'])('not by "%s"', async name => {
		expect(await operations.find(name)).toBeUndefined();
	});

	test('only when it is one of ours', async () => {
		await world.sql.query(`insert into ingestion_batches (batch_id, batch_type, status) values ('dddddddd-0000-4000-8000-000000000000', 'file', 'done')`);
		expect(await operations.find('dddddddd')).toBeUndefined();
	});
});

test('whole runs are listed newest first, page by page, without their parts', async () => {
	await world.sql.query('delete from ingestion_batches');
	const ids: string[] = [];
	for (let index = 0; index < 5; index++) ids.push(await begin());
	await begin({parentId: ids[0] ?? '', entityType: 'poam'});
	const first = await operations.page({}, undefined, 3);
	const second = await operations.page({}, first.next, 3);
	expect([...first.rows, ...second.rows].map(({id}) => id)).toEqual(ids.toReversed());
	expect(second.next).toBeUndefined();
	const last = await operations.pageBefore({}, undefined, 3);
	const before = await operations.pageBefore({}, last.next, 3);
	expect([...before.rows, ...last.rows].map(({id}) => id)).toEqual(ids.toReversed());
	expect((await operations.page({}, last.after, 3)).rows).toEqual(last.rows);
	expect((await operations.page({parentId: ids[0] ?? ''}, undefined, 9)).rows).toMatchObject([{entityType: 'poam'}]);
	expect((await operations.listChildren(ids[0] ?? '')).map(({entityType}) => entityType)).toEqual(['poam']);
	await operations.change(ids[1] ?? '', {status: 'failed'});
	expect((await operations.page({status: 'failed', externalSystemId: world.systemId}, undefined, 9)).rows.map(({id}) => id)).toEqual([ids[1]]);
	expect((await operations.page({externalSystemId: world.systemId + 1}, undefined, 9)).rows).toEqual([]);
});

test('metadata that another program has spoilt reads as nothing, and hides nothing else', async () => {
	const id = await begin({entityType: 'poam'});
	await world.sql.query(`update ingestion_batches set metadata = '{"counts": "many", "entityType": "thing", "problems": ["p", 3], "calls": 7}', status = 'odd' where batch_id = $1`, [id]);
	expect(await operations.find(id)).toMatchObject({id, counts: noCounts, entityType: undefined, calls: 7, status: 'failed', systemName: 'Xacta Test'});
});
