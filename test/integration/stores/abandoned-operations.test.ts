import {randomUUID} from 'node:crypto';
import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import {noCounts, type Operation} from '../../../source/core/operation.js';
import {createConflictWorld, type ConflictWorld} from '../../support/conflict-world.js';
import {runParleyCommand} from '../../support/run-parley-command.js';

let world: ConflictWorld;
beforeAll(async () => {
	world = await createConflictWorld();
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(() => world.sql.query('delete from sync_leases; delete from sync_checkpoints; delete from ingestion_batches'));

const minutesAgo = (minutes: number): Date => new Date(Date.now() - minutes * 60_000);
/** A whole run, and its one pair, as the processes leave them that were killed at work. */
const begin = async (startedAt: Date, direction: 'inbound' | 'outbound' = 'inbound'): Promise<{readonly id: string; readonly parentId: string}> => {
	const [id, parentId] = [randomUUID(), randomUUID()];
	const of = {correlationId: parentId, externalSystemId: world.systemId, systemName: 'Xacta Test', systemType: 'xacta', scope: 'full', startedBy: 'sam', startedAt} as const;
	await world.database.stores.operations.create({...of, id: parentId});
	await world.database.stores.operations.create({...of, id, parentId, entityType: 'poam', direction});
	return {id, parentId};
};
const lease = (operationId: string, {heard, ends}: {readonly heard: string; readonly ends: string}) => world.sql.query(
	`insert into sync_leases (external_system_id, entity_type, owner, host, pid, token, operation_id, acquired_at, heartbeat_at, expires_at)
	values ($1, 'poam', 'sam', 'web-1', 4711, 1, $2, now(), now() + $3::interval, now() + $4::interval)`, [world.systemId, operationId, heard, ends]);
const dead = {heard: '-5 minutes', ends: '-4 minutes'};
const live = {heard: '0', ends: '15 seconds'};
const find = (id: string): Promise<Operation | undefined> => world.database.stores.operations.find(id);
const statusOf = async (id: string): Promise<string | undefined> => (await find(id))?.status;

describe('an operation that says that it runs', () => {
	test('runs while a lease is held for it, however long ago it began', async () => {
		const {id, parentId} = await begin(minutesAgo(600));
		await lease(id, live);
		expect([await statusOf(id), await statusOf(parentId)]).toEqual(['running', 'running']);
		expect(await find(id)).toMatchObject({problems: []});
	});

	test('is abandoned once its lease has run out, and so is its whole run', async () => {
		const {id, parentId} = await begin(minutesAgo(10));
		await lease(id, dead);
		expect(await find(id)).toMatchObject({status: 'abandoned', completedAt: undefined, problems: [expect.stringMatching(/begins again: .*web-1 \(pid 4711\) was last heard of at \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC$/)]});
		expect(await find(parentId)).toMatchObject({status: 'abandoned', problems: [expect.stringContaining('web-1 (pid 4711)')]});
	});

	test('has a minute to take its lease, and is abandoned after that', async () => {
		const {id, parentId} = await begin(minutesAgo(0));
		expect([await statusOf(id), await statusOf(parentId)]).toEqual(['running', 'running']);
		await world.sql.query(`update ingestion_batches set started_at = started_at - interval '61 seconds'`);
		expect([await statusOf(id), await statusOf(parentId)]).toEqual(['abandoned', 'abandoned']);
	});

	test('has a minute between two of its pairs', async () => {
		const {id, parentId} = await begin(minutesAgo(10));
		await world.database.stores.operations.change(id, {status: 'completed', completedAt: minutesAgo(0)});
		expect([await statusOf(id), await statusOf(parentId)]).toEqual(['completed', 'running']);
		await world.sql.query(`update ingestion_batches set completed_at = completed_at - interval '61 seconds' where batch_id = $1`, [id]);
		expect([await statusOf(id), await statusOf(parentId)]).toEqual(['completed', 'abandoned']);
	});

	test('is abandoned when another run holds the pair by now', async () => {
		const [first, second] = [await begin(minutesAgo(10)), await begin(minutesAgo(5))];
		await lease(second.id, live);
		expect([await statusOf(first.id), await statusOf(second.id)]).toEqual(['abandoned', 'running']);
	});

	test('tells after how many records the next run of its pair and scope goes on', async () => {
		const {id} = await begin(minutesAgo(10));
		await world.database.stores.checkpoints.saveCursor({externalSystemId: world.systemId, entityType: 'poam'}, {operationId: id, cursor: {page: 3}, counts: {...noCounts, read: 300}, scope: 'full'});
		expect((await find(id))?.problems[0]).toContain('the next full run goes on after 300 records: parley sync run --system "Xacta Test" --entity poam --full');
		await world.sql.query(`update sync_checkpoints set cursor = cursor || '{"scope": "changes"}'`);
		expect((await find(id))?.problems[0]).toContain('the next full run begins again');
		const outbound = await begin(minutesAgo(10), 'outbound');
		expect((await find(outbound.id))?.problems[0]).toContain('goes on with what is owed');
	});
});

test('is listed as abandoned, and no more as running', async () => {
	const [alive, gone] = [await begin(minutesAgo(20)), await begin(minutesAgo(10))];
	await lease(alive.id, live);
	const listed = async (status: 'running' | 'abandoned' | 'failed') => (await world.database.stores.operations.page({status}, undefined, 10)).rows.map(({id}) => id);
	expect({running: await listed('running'), abandoned: await listed('abandoned'), failed: await listed('failed')}).toEqual({running: [alive.parentId], abandoned: [gone.parentId], failed: []});
	const parley = (...argv: readonly string[]) => runParleyCommand(argv, {operations: () => Promise.resolve(world.operationsOf())});
	const {stdout} = await parley('operations', 'list', '--status', 'abandoned');
	expect(stdout).toContain('✖ abandoned');
	expect(stdout).not.toContain(alive.parentId.slice(0, 8));
	const drawn = await runParleyCommand(['operations', 'list'], {operations: () => Promise.resolve(world.operationsOf()), columns: 80});
	expect(drawn.stdout).toContain('✖ abandoned');
	expect(Math.max(...drawn.stdout.split('\n').map(line => line.length))).toBeLessThanOrEqual(80);
	const shown = await parley('operations', 'show', gone.parentId, '--json');
	expect(JSON.parse(shown.stdout)).toMatchObject({operation: {status: 'abandoned'}, children: [{id: gone.id, status: 'abandoned', problems: [expect.stringContaining('Stopped without an end')]}]});
});

test('is ended by whoever stops it', async () => {
	const {id, parentId} = await begin(minutesAgo(10));
	await lease(id, dead);
	expect(await world.operationsOf().cancelOperation({id})).toMatchObject({kind: 'dead', operation: {id: parentId, status: 'failed'}});
	expect(await statusOf(id)).toBe('failed');
});
