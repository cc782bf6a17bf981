import {afterAll, beforeAll, expect, test} from 'vitest';
import {createConflictWorld, type ConflictWorld} from '../../support/conflict-world.js';

let world: ConflictWorld;
beforeAll(async () => {
	world = await createConflictWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

test('shows the record around the disputed field, each other field with its state', async () => {
	await world.setPolicy({fields: {cost_estimate: {direction: 'inbound'}}});
	const {id, recordId} = await world.dispute({field: 'scheduled_completion', base: '2026-10-15', internal: '2026-11-01', external: '2026-12-15'});
	await world.sql.query(`update ingestion_poams set status = 'Ongoing', risk_rating = 'high' where id = $1`, [recordId]);
	await world.sql.query(
		`update sync_links set base = base || '{"status": "Ongoing", "cost_estimate": 10, "weakness_description": "RHEL kernel vulnerabilities"}' where internal_id = $1`, [recordId]);
	await world.disputeAlso(recordId, {field: 'poc', base: 'a', internal: 'b', external: 'c'});
	const detail = await world.operationsOf().getConflict(id);
	expect(Object.fromEntries(detail.otherFields.map(({field, state}) => [field, state]))).toEqual({
		poam_id: 'never agreed', poc: 'conflict', status: 'agreed', cost_estimate: 'differs', weakness_description: 'agreed', milestone_schedule: 'never agreed',
	});
	expect(detail.context).toEqual([
		{name: 'weakness_description', value: 'RHEL kernel vulnerabilities'}, {name: 'status', value: 'Ongoing'}, {name: 'risk_rating', value: 'high'}, {name: 'poc', value: 'b'},
	]);
	expect(detail.explanation).toBe('Both sides changed it since they last agreed, and the policy for Xacta Test poams leaves it to a person (manual).');
	expect(detail.undoRefusal).toBeUndefined();
});

test('an owed edit of another field waits to be sent', async () => {
	const {id, recordId} = await world.dispute({field: 'poc', base: 'a', internal: 'b', external: 'c'});
	const other = await world.disputeAlso(recordId, {field: 'status', base: 'Ongoing', internal: 'Delayed', external: 'Completed'});
	await world.operationsOf().resolveConflict({id: other, version: 1, verdict: {kind: 'keep_internal'}});
	const {otherFields} = await world.operationsOf().getConflict(id);
	expect(otherFields.find(({field}) => field === 'status')).toEqual({field: 'status', internal: 'Delayed', state: 'waits to be sent'});
});

test('names the field policy when that is what leaves it to a person', async () => {
	await world.setPolicy({fields: {poc: {strategy: 'newest_wins'}}});
	const {id} = await world.dispute({field: 'poc', base: 'a', internal: 'b', external: 'c'});
	expect((await world.operationsOf().getConflict(id)).explanation).toContain('the field policy of poc takes the newest, but the two clocks cannot tell');
});

test('of a record that is gone can still be looked at, and put aside', async () => {
	const {id, recordId} = await world.dispute({field: 'poc', base: 'a', internal: 'b', external: 'c'});
	await world.sql.query('delete from ingestion_poams where id = $1', [recordId]);
	const detail = await world.operationsOf().getConflict(id);
	expect(detail.outcomes).toMatchObject({keep_internal: {refusal: expect.any(String)}, ignore: {text: expect.any(String)}});
	await expect(world.operationsOf().resolveConflict({id, version: 1, verdict: {kind: 'keep_external'}})).rejects.toMatchObject({code: 'CONFLICT_VERDICT_REFUSED'});
	expect(await world.operationsOf().resolveConflict({id, version: 1, verdict: {kind: 'ignore'}})).toMatchObject({kind: 'settled'});
});
