import * as fc from 'fast-check';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {Verdict} from '../../../source/core/conflict.js';
import {createConflictWorld, type ConflictWorld} from '../../support/conflict-world.js';

let world: ConflictWorld;
beforeAll(async () => {
	world = await createConflictWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const dispute = {field: 'poc', base: 'amy', internal: 'bo', external: 'cy'} as const;
const settle = async (verdict: Verdict) => {
	const opened = await world.dispute(dispute);
	await world.operationsOf().resolveConflict({id: opened.id, version: 1, verdict});
	return opened;
};
const refusal = (message: RegExp) => ({code: 'CONFLICT_UNDO_REFUSED', message: expect.stringMatching(message)});

const putInOutbox = (id: number, recordId: string, state: string) => world.sql.query(
	`insert into sync_outbox (external_system_id, entity_type, link_id, internal_id, action, fields, changes, state, token, claimed_by)
	select external_system_id, 'poam', link_id, $2, 'update', '{"poc": "bo"}', '{"POC": "bo"}', $3, 1, 'w' from sync_conflicts where id = $1`, [id, recordId, state]);
const outboxStates = async (recordId: string) =>
	(await world.sql.query<{state: string}>('select state from sync_outbox where internal_id = $1', [recordId])).rows.map(({state}) => state);

describe('what waits in the outbox', () => {
	test('is not sent once the verdict that owed it is taken back', async () => {
		const {id, recordId} = await settle({kind: 'keep_internal'});
		await putInOutbox(id, recordId, 'ready');
		await world.operationsOf().undoResolution({id});
		expect(await outboxStates(recordId)).toEqual(['cancelled']);
	});

	test('is not sent once a verdict says otherwise', async () => {
		const {id, recordId} = await world.dispute(dispute);
		await putInOutbox(id, recordId, 'ready');
		await world.operationsOf().resolveConflict({id, version: 1, verdict: {kind: 'keep_external'}});
		expect(await outboxStates(recordId)).toEqual(['cancelled']);
	});
});

describe('undo', () => {
	test('makes the conflict pending again, says so, and is in the audit with both states', async () => {
		const {id} = await settle({kind: 'keep_external'});
		const undone = await world.operationsOf().undoResolution({id});
		expect(undone).toMatchObject({kind: 'settled', conflict: {status: 'pending', resolvedBy: undefined, resolvedValue: undefined}});
		expect(undone.text).toContain('our record is bo again');
		const {rows: [event]} = await world.operationsOf().listAudit({targetType: 'conflict', targetId: String(id)}, undefined, 1);
		expect(event).toMatchObject({actor: 'sam', action: 'conflict.undo', before: {status: 'resolved', value: 'cy'}, after: {status: 'pending'}});
	});

	test('can follow undo: a verdict after it counts as any other', async () => {
		const {id} = await settle({kind: 'keep_external'});
		const {conflict} = await world.operationsOf().undoResolution({id});
		await world.operationsOf().resolveConflict({id, version: conflict.version, verdict: {kind: 'keep_internal'}});
		expect(await world.stateOf(id)).toMatchObject({internal: 'bo', base: 'cy', syncStatus: 'pending'});
	});

	test('of a conflict that is pending is refused', async () => {
		const {id} = await world.dispute(dispute);
		await expect(world.operationsOf().undoResolution({id})).rejects.toMatchObject(refusal(/is not settled/));
	});

	test('is refused once our record moved again', async () => {
		const {id, recordId} = await settle({kind: 'keep_external'});
		await world.sql.query(`update ingestion_poams set poc = 'dee' where id = $1`, [recordId]);
		await expect(world.operationsOf().undoResolution({id})).rejects.toMatchObject(refusal(/it is dee now/));
		expect((await world.operationsOf().getConflict(id)).undoRefusal).toMatch(/it is dee now/);
	});

	test('is refused once both sides agreed on something else', async () => {
		const {id} = await settle({kind: 'keep_internal'});
		await world.sql.query(`update sync_links set base = base || '{"poc": "bo"}' where id = (select link_id from sync_conflicts where id = $1)`, [id]);
		await expect(world.operationsOf().undoResolution({id})).rejects.toMatchObject(refusal(/agreed on a value since/));
	});

	test('is refused once the other side moved again', async () => {
		const {id} = await settle({kind: 'ignore'});
		await world.sql.query(`update sync_links set theirs = '{"poc": "eve"}' where id = (select link_id from sync_conflicts where id = $1)`, [id]);
		await expect(world.operationsOf().undoResolution({id})).rejects.toMatchObject(refusal(/Xacta Test moved since: it is eve now/));
	});

	test('is refused while a newer conflict of the same field is there', async () => {
		const {id, recordId} = await settle({kind: 'keep_internal'});
		await world.disputeAlso(recordId, {...dispute, base: 'cy', external: 'dee'});
		await expect(world.operationsOf().undoResolution({id})).rejects.toMatchObject(refusal(/newer conflict/));
	});

	test.each(['sending', 'unknown'])('is refused when the value is %s', async state => {
		const {id, recordId} = await settle({kind: 'keep_internal'});
		await putInOutbox(id, recordId, state);
		await expect(world.operationsOf().undoResolution({id})).rejects.toMatchObject(refusal(/on its way to Xacta Test/));
	});

	test('of what Parley closed by itself is refused', async () => {
		const {id} = await world.dispute(dispute);
		await world.sql.query(`update sync_conflicts set resolution_status = 'resolved', resolution_action = 'converged', auto_resolved = true where id = $1`, [id]);
		await expect(world.operationsOf().undoResolution({id})).rejects.toMatchObject(refusal(/closed it by itself/));
	});
});

const field = 'milestone_schedule';
const jsonValue = fc.oneof(fc.constant(null), fc.string({maxLength: 5}), fc.integer(), fc.constant([]), fc.constant({a: 1}), fc.constant(false));
const verdictArbitrary: fc.Arbitrary<Verdict> = fc.oneof(
	fc.constant<Verdict>({kind: 'keep_internal'}), fc.constant<Verdict>({kind: 'keep_external'}), fc.constant<Verdict>({kind: 'ignore'}),
	fc.oneof(fc.constant(null), fc.integer(), fc.constant([]), fc.constant({a: 1}), fc.constant({edited: true})).map((value): Verdict => ({kind: 'edit', value})),
);

test('any verdict moves value, base and owed edit as the rules say, and undo restores every one of them to the letter', async () => {
	await world.setPolicy({push: true});
	const values = fc.record({base: fc.option(jsonValue, {nil: undefined}), internal: jsonValue, external: jsonValue});
	await fc.assert(fc.asyncProperty(values, fc.boolean(), fc.array(verdictArbitrary, {minLength: 1, maxLength: 4}), async (given, isEdited, verdicts) => {
		const {id, recordId} = await world.dispute({field, internal: given.internal, external: given.external, ...(given.base === undefined ? {} : {base: given.base})});
		if (!isEdited) await world.sql.query(`delete from sync_internal_edits where internal_id = $1`, [recordId]);
		const operations = world.operationsOf();
		const before = await world.stateOf(id);
		for (const verdict of verdicts) {
			const {conflict: {version}} = await operations.getConflict(id);
			const {kind} = await operations.resolveConflict({id, version, verdict});
			expect(kind).toBe('settled');
			expect(await world.stateOf(id)).toEqual(expectedAfter(verdict, before, given.external));
			await operations.undoResolution({id});
			expect(await world.stateOf(id)).toEqual(before);
		}
	}), {numRuns: 40});
});

/** The rules in their shortest form, to hold the operations against. */
function expectedAfter(verdict: Verdict, before: Awaited<ReturnType<ConflictWorld['stateOf']>>, external: unknown) {
	const owed = {edit: {before: external, changedBy: 'sam'}, syncStatus: 'pending'};
	const agreed = {base: external, theirs: undefined, conflictStatus: 'resolved'};
	const quiet = {edit: undefined, syncStatus: 'synced'};
	switch (verdict.kind) {
		case 'keep_internal':
			return {...before, ...agreed, ...owed};
		case 'edit': {
			const isTheirs = JSON.stringify(verdict.value) === JSON.stringify(external);
			return {...before, ...agreed, ...(isTheirs ? quiet : owed), internal: verdict.value};
		}
		case 'keep_external':
			return {...before, ...agreed, ...quiet, internal: external};
		case 'ignore':
			return {...before, ...quiet, conflictStatus: 'ignored'};
	}
}
