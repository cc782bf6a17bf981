import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {createConflictWorld, type ConflictWorld} from '../../support/conflict-world.js';

let world: ConflictWorld;
beforeAll(async () => {
	world = await createConflictWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const dates = {field: 'scheduled_completion', base: '2026-10-15', internal: '2026-11-01', external: '2026-12-15'} as const;

describe('with pushing on', () => {
	beforeAll(() => world.setPolicy({push: true}));

	test('keeping ours makes theirs the base, and ours is owed to them', async () => {
		const {id} = await world.dispute(dates);
		const resolution = await world.operationsOf().resolveConflict({id, version: 1, verdict: {kind: 'keep_internal'}});
		expect(resolution).toMatchObject({kind: 'settled', text: 'Xacta Test becomes 2026-11-01', conflict: {status: 'resolved', resolvedBy: 'sam', version: 2}});
		expect(await world.stateOf(id)).toEqual({
			internal: '2026-11-01', base: '2026-12-15', theirs: undefined,
			edit: {before: '2026-12-15', changedBy: 'sam'}, syncStatus: 'pending', conflictStatus: 'resolved',
		});
	});

	test('keeping theirs takes their value, agrees on it and owes nothing', async () => {
		const {id} = await world.dispute(dates);
		const {text} = await world.operationsOf().resolveConflict({id, version: 1, verdict: {kind: 'keep_external'}});
		expect(text).toBe('our record becomes 2026-12-15');
		expect(await world.stateOf(id)).toEqual({
			internal: '2026-12-15', base: '2026-12-15', theirs: undefined, edit: undefined, syncStatus: 'synced', conflictStatus: 'resolved',
		});
	});

	test('an edit takes the new value, and owes it to them', async () => {
		const {id} = await world.dispute(dates);
		const {text} = await world.operationsOf().resolveConflict({id, version: 1, verdict: {kind: 'edit', value: '2027-01-31'}});
		expect(text).toBe('both become 2027-01-31');
		expect(await world.stateOf(id)).toEqual({
			internal: '2027-01-31', base: '2026-12-15', theirs: undefined,
			edit: {before: '2026-12-15', changedBy: 'sam'}, syncStatus: 'pending', conflictStatus: 'resolved',
		});
	});

	test('ignoring moves nothing and owes nothing', async () => {
		const {id} = await world.dispute(dates);
		await world.operationsOf().resolveConflict({id, version: 1, verdict: {kind: 'ignore'}});
		expect(await world.stateOf(id)).toEqual({
			internal: '2026-11-01', base: '2026-10-15', theirs: '2026-12-15', edit: undefined, syncStatus: 'synced', conflictStatus: 'ignored',
		});
	});
});

describe('what does not leave now', () => {
	test('is said so while pushing is off', async () => {
		await world.setPolicy({push: false});
		const {id} = await world.dispute(dates);
		const {text} = await world.operationsOf().resolveConflict({id, version: 1, verdict: {kind: 'keep_internal'}});
		expect(text).toBe('our record stays 2026-11-01; Xacta Test is told when pushing is on');
		expect((await world.stateOf(id)).syncStatus).toBe('pending');
	});

	test('a field that is only read keeps both values and is put aside, so that it is not asked again', async () => {
		await world.setPolicy({direction: 'inbound'});
		const {id} = await world.dispute({...dates, reason: 'drift'});
		const {text} = await world.operationsOf().resolveConflict({id, version: 1, verdict: {kind: 'keep_internal'}});
		expect(text).toContain('Xacta Test keeps 2026-12-15');
		expect(await world.stateOf(id)).toMatchObject({internal: '2026-11-01', base: '2026-10-15', edit: undefined, syncStatus: 'synced', conflictStatus: 'ignored'});
	});

	test('an edit of a field that is only read is refused, and changes nothing', async () => {
		await world.setPolicy({fields: {scheduled_completion: {direction: 'inbound'}}});
		const {id} = await world.dispute(dates);
		const before = await world.stateOf(id);
		const edit = world.operationsOf().resolveConflict({id, version: 1, verdict: {kind: 'edit', value: '2027-01-31'}});
		await expect(edit).rejects.toMatchObject({code: 'CONFLICT_VERDICT_REFUSED'});
		expect(await world.stateOf(id)).toEqual(before);
		await world.setPolicy({});
	});
});

describe('a verdict on something that is not what the person saw', () => {
	test('is refused with who settled it, when and how', async () => {
		const {id} = await world.dispute(dates);
		const kim = world.operationsOf({actor: {userId: undefined, username: 'kim', role: 'operator'}});
		const {conflict: {resolvedAt}} = await kim.resolveConflict({id, version: 1, verdict: {kind: 'keep_external'}});
		const later = new Date((resolvedAt?.getTime() ?? 0) + 4500);
		const late = await world.operationsOf({clock: {now: () => later, sleep: () => Promise.resolve()}})
			.resolveConflict({id, version: 1, verdict: {kind: 'keep_internal'}});
		expect(late).toMatchObject({kind: 'stale', text: 'settled by kim 4s ago: 2026-12-15', conflict: {status: 'resolved'}});
		expect((await world.stateOf(id)).internal).toBe('2026-12-15');
	});

	test('is refused when our record moved, and the conflict shows the new value', async () => {
		const {id, recordId} = await world.dispute(dates);
		await world.sql.query('update ingestion_poams set scheduled_completion = $2 where id = $1', [recordId, '2026-11-20']);
		const operations = world.operationsOf();
		const stale = await operations.resolveConflict({id, version: 1, verdict: {kind: 'keep_external'}});
		expect(stale).toMatchObject({kind: 'stale', conflict: {
			internalValue: '2026-11-20', internalChange: {by: expect.stringContaining('app_rasdash')}, version: 2, status: 'pending',
		}});
		expect(await world.stateOf(id)).toMatchObject({internal: '2026-11-20', base: '2026-10-15', conflictStatus: 'pending'});
		expect(await operations.resolveConflict({id, version: 2, verdict: {kind: 'keep_external'}})).toMatchObject({kind: 'settled'});
	});
});

test('a record with another open conflict stays in conflict until that is settled too', async () => {
	const {id, recordId} = await world.dispute(dates);
	const other = await world.disputeAlso(recordId, {field: 'poc', base: 'a', internal: 'b', external: 'c'});
	const operations = world.operationsOf();
	await operations.resolveConflict({id, version: 1, verdict: {kind: 'keep_external'}});
	expect((await world.stateOf(id)).syncStatus).toBe('conflict');
	await operations.resolveConflict({id: other, version: 1, verdict: {kind: 'keep_external'}});
	expect((await world.stateOf(id)).syncStatus).toBe('synced');
});

describe('values that were typed in', () => {
	test.each([
		['scheduled_completion', 'next week', /date/, /2026-11-30/],
		['cost_estimate', 'cheap', /number/, /7\.5/],
		['status', 'Nearly done', /Ongoing, Completed, Delayed/, /any text/],
		['status', 'x'.repeat(60), /none of/, /any text/],
		['milestone_schedule', '{"a":', /JSON/, /owner/],
	])('%s does not take "%s", and says what it would take', async (field, value, message, nextStep) => {
		const {id} = await world.dispute({field, base: null, internal: null, external: null});
		const edit = world.operationsOf().resolveConflict({id, version: 1, verdict: {kind: 'edit', value}});
		await expect(edit).rejects.toMatchObject({code: 'VALUE_INVALID', message: expect.stringMatching(message), nextStep: expect.stringMatching(nextStep)});
		expect((await world.stateOf(id)).conflictStatus).toBe('pending');
	});

	test('are brought into the form of the field', async () => {
		const {id} = await world.dispute({field: 'cost_estimate', base: 1, internal: 2, external: 3});
		await world.operationsOf().resolveConflict({id, version: 1, verdict: {kind: 'edit', value: ' 1250.50 '}});
		expect((await world.stateOf(id)).internal).toBe(1250.5);
	});

	test('a value that the column itself refuses is told as such', async () => {
		const {id} = await world.dispute({field: 'cost_estimate', base: 1, internal: 2, external: 3});
		const edit = world.operationsOf().resolveConflict({id, version: 1, verdict: {kind: 'edit', value: 1e20}});
		await expect(edit).rejects.toMatchObject({code: 'VALUE_INVALID'});
		expect((await world.stateOf(id)).internal).toBe(2);
	});
});

describe('conflicts over whole records', () => {
	test.each(['missing_record', 'duplicate', 'validation_error'])('a %s can only be put aside, and every other verdict says why not', async conflictType => {
		const {id} = await world.dispute({internal: null, reason: 'vanished', conflictType});
		const operations = world.operationsOf();
		const {outcomes} = await operations.getConflict(id);
		for (const kind of ['keep_internal', 'keep_external'] as const) {
			expect(outcomes[kind]).toHaveProperty('refusal');
			await expect(operations.resolveConflict({id, version: 1, verdict: {kind}})).rejects.toMatchObject({code: 'CONFLICT_VERDICT_REFUSED'});
		}
		expect(await operations.resolveConflict({id, version: 1, verdict: {kind: 'ignore'}})).toMatchObject({kind: 'settled', conflict: {status: 'ignored'}});
	});
});

test('of a hundred people who settle one conflict at once, one does, and the others hear of it', async () => {
	const {id} = await world.dispute(dates);
	const verdicts = Array.from({length: 100}, (_, index) => index);
	const resolutions = await Promise.all(verdicts.map(index => world
		.operationsOf({actor: {userId: undefined, username: `person-${index}`, role: 'operator'}})
		.resolveConflict({id, version: 1, verdict: index % 2 === 0 ? {kind: 'keep_internal'} : {kind: 'keep_external'}})));
	const winners = resolutions.filter(resolution => resolution.kind === 'settled');
	expect(winners).toHaveLength(1);
	const [winner] = winners;
	for (const loser of resolutions.filter(resolution => resolution.kind === 'stale')) {
		expect(loser.text).toContain(`settled by ${winner?.conflict.resolvedBy}`);
	}
	const {rows} = await world.sql.query(`select from audit_events where target_type = 'conflict' and target_id = $1`, [String(id)]);
	expect(rows).toHaveLength(1);
});

test('a record that got another key since it was asked about stays in conflict until every question is settled', async () => {
	const {recordId, id: older} = await world.dispute({field: 'poc', base: 'a', internal: 'b', external: 'c'});
	await world.sql.query(`update ingestion_poams set poam_id = 'RENAMED-' || id where id = $1`, [recordId]);
	const newer = await world.disputeAlso(recordId, {field: 'weakness_description', base: 'x', internal: 'y', external: 'z'});
	await world.operationsOf().resolveConflict({id: newer, version: 1, verdict: {kind: 'keep_external'}});
	expect((await world.stateOf(older)).syncStatus).toBe('conflict');
	const {selection} = await world.operationsOf().previewConflicts({predicate: {kind: 'ids', ids: [older]}, verdict: {kind: 'keep_external'}});
	await world.operationsOf().resolveConflicts({predicate: {kind: 'ids', ids: [older]}, verdict: {kind: 'keep_external'}, selection});
	expect((await world.stateOf(older)).syncStatus).not.toBe('conflict');
});
