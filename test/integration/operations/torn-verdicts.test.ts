import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {FailpointName} from '../../../source/core/process/failpoint.js';
import {createConflictWorld, type ConflictWorld} from '../../support/conflict-world.js';

let world: ConflictWorld;
beforeAll(async () => {
	world = await createConflictWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const dispute = {field: 'poc', base: 'a', internal: 'b', external: 'c'};
const failingAt = (place: FailpointName) => world.operationsOf({failpoint: name => (name === place ? Promise.reject(new Error(`failed at ${place}`)) : Promise.resolve())});
const events = async (id: number) => (await world.sql.query<{action: string}>(`select action from audit_events where target_type = 'conflict' and target_id = $1 order by sequence`, [String(id)])).rows.map(({action}) => action);
const holds = async () => (await world.operationsOf().verifyAudit()).firstBroken === undefined;

describe('a verdict that fails', () => {
	test.each(['verdict.locked', 'verdict.written', 'verdict.audited'] as const)('at %s leaves neither a change nor an audit event, and can be given again', async place => {
		const {id} = await world.dispute(dispute);
		const before = await world.stateOf(id);
		await expect(failingAt(place).resolveConflict({id, version: 1, verdict: {kind: 'keep_external'}})).rejects.toThrow(`failed at ${place}`);
		expect(await world.stateOf(id)).toEqual(before);
		expect(await events(id)).toEqual([]);
		expect(await world.operationsOf().resolveConflict({id, version: 1, verdict: {kind: 'keep_external'}})).toMatchObject({kind: 'settled'});
		expect(await events(id)).toEqual(['conflict.keep_external']);
		expect(await holds()).toBe(true);
	});
});

describe('an undo that fails', () => {
	test.each(['undo.written', 'undo.audited'] as const)('at %s leaves the verdict as it was given', async place => {
		const {id} = await world.dispute(dispute);
		await world.operationsOf().resolveConflict({id, version: 1, verdict: {kind: 'keep_external'}});
		const before = await world.stateOf(id);
		await expect(failingAt(place).undoResolution({id})).rejects.toThrow(`failed at ${place}`);
		expect(await world.stateOf(id)).toEqual(before);
		expect(await events(id)).toEqual(['conflict.keep_external']);
	});
});
