import {afterAll, beforeAll, expect, test} from 'vitest';
import {parseConflictPredicate} from '../../../source/core/predicate/parse-conflict-predicate.js';
import {createConflictWorld, type ConflictWorld} from '../../support/conflict-world.js';

const long = 'x'.repeat(30);

let world: ConflictWorld;
beforeAll(async () => {
	world = await createConflictWorld();
	await world.sql.query('alter table ingestion_poams alter column poc type varchar(20), alter column cost_estimate type numeric(15,2)');
});
afterAll(() => world[Symbol.asyncDispose]());

const dispute = (external: string) => world.dispute({field: 'poc', base: 'ana', internal: 'bo', external});

test('a text that is too long for its column is refused, and not cut', async () => {
	const {id} = await dispute('cy');
	const edit = world.operationsOf().resolveConflict({id, version: 1, verdict: {kind: 'edit', value: long}});
	await expect(edit).rejects.toMatchObject({code: 'VALUE_INVALID', message: expect.stringContaining('longer than the 20 characters of its column')});
	expect(await world.stateOf(id)).toMatchObject({internal: 'bo', conflictStatus: 'pending'});
});

test('neither is theirs, which was read when the column was longer', async () => {
	const {id} = await dispute(long);
	await expect(world.operationsOf().resolveConflict({id, version: 1, verdict: {kind: 'keep_external'}})).rejects.toMatchObject({code: 'CONFLICT_VERDICT_REFUSED', message: expect.stringContaining('Our column does not take the value')});
	expect(await world.stateOf(id)).toMatchObject({internal: 'bo', conflictStatus: 'pending'});
});

test('of many, those that fit are taken, and those that do not are told', async () => {
	await world.sql.query(`update sync_conflicts set resolution_status = 'resolved'`);
	const [short, tooLong] = [await dispute('cy'), await dispute(long)];
	const predicate = parseConflictPredicate('field:poc', [{externalSystemId: world.systemId, systemName: 'Xacta Test'}]);
	const outcome = await world.operationsOf().resolveConflicts({predicate, verdict: {kind: 'keep_external'}});
	expect(outcome).toMatchObject({done: [short.id], skipped: [{reason: expect.stringContaining('Our column does not take the value'), ids: [tooLong.id]}]});
	expect(await world.stateOf(tooLong.id)).toMatchObject({internal: 'bo', conflictStatus: 'pending'});
});

test('a number becomes what its column keeps of it, and can be taken back', async () => {
	const {id} = await world.dispute({field: 'cost_estimate', base: 1, internal: 2, external: 3});
	await world.operationsOf().resolveConflict({id, version: 1, verdict: {kind: 'edit', value: '1250.505'}});
	expect(await world.stateOf(id)).toMatchObject({internal: 1250.51});
	expect((await world.operationsOf().getConflict(id)).conflict.resolvedValue).toBe(1250.51);
	expect(await world.operationsOf().undoResolution({id})).toMatchObject({kind: 'settled'});
	expect(await world.stateOf(id)).toMatchObject({internal: 2, conflictStatus: 'pending'});
});
