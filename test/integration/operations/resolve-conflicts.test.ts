import {randomUUID} from 'node:crypto';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import type {Verdict} from '../../../source/core/conflict.js';
import type {ConflictPredicate} from '../../../source/core/predicate/conflict-predicate.js';
import {parseConflictPredicate} from '../../../source/core/predicate/parse-conflict-predicate.js';
import type {OperationContext} from '../../../source/operations/context.js';
import type {BulkOutcome} from '../../../source/operations/resolve-conflicts.js';
import {createConflictWorld, type ConflictWorld} from '../../support/conflict-world.js';
import {putManyDisputes} from '../../support/many-disputes.js';

let world: ConflictWorld;
beforeEach(async () => {
	world = await createConflictWorld();
	await world.setPolicy({push: true});
});
afterEach(() => world[Symbol.asyncDispose]());

const kim: Partial<OperationContext> = {actor: {userId: undefined, username: 'kim', role: 'operator'}};
const theirs: Verdict = {kind: 'keep_external'};
const where = (text: string): ConflictPredicate => parseConflictPredicate(text, [{externalSystemId: world.systemId, systemName: 'Xacta Test'}]);
const statusesOf = async (ids: readonly number[]): Promise<readonly string[]> =>
	(await world.sql.query<{status: string}>('select resolution_status as status from sync_conflicts where id = any($1) order by id', [ids])).rows.map(({status}) => status);
const countSkipped = ({skipped}: BulkOutcome) => Object.fromEntries(skipped.map(({reason, ids}) => [reason, ids.length]));

describe('the preview', () => {
	test('counts, says by cause and why some stay, samples before and after, and writes nothing', async () => {
		await putManyDisputes(world, {count: 30});
		await putManyDisputes(world, {count: 5, field: 'status', reason: 'initial_mismatch', internal: `'Ongoing'::text`, external: `'Completed'::text`});
		await world.dispute({field: 'poc', internal: 'lost'});
		await world.dispute({internal: null, conflictType: 'missing_record', reason: 'vanished'});
		const preview = await world.operationsOf().previewConflicts({predicate: where('entity:poam'), verdict: theirs});
		expect(preview.count).toBe(37);
		expect(preview.causes.map(({fieldName, reason, count}) => [fieldName, reason, count])).toEqual([['poc', 'both_changed', 31], ['status', 'initial_mismatch', 5], [undefined, 'vanished', 1]]);
		expect(preview.refused).toEqual([
			{reason: expect.stringContaining('does not send this field'), count: 1}, {reason: expect.stringContaining('deletes no record'), count: 1},
		]);
		expect(preview.sample).toHaveLength(10);
		expect(new Set(preview.sample.map(({conflict}) => conflict.fieldName))).toEqual(new Set(['poc', 'status']));
		expect(preview.sample[0]).toMatchObject({text: 'our record becomes theirs 1', before: 'ours 1', after: 'theirs 1', leaves: undefined});
		expect(preview.selection.ids).toHaveLength(37);
		expect(await world.database.stores.conflicts.countPending()).toBe(37);
	});

	test('says what leaves for the other side, and when', async () => {
		await putManyDisputes(world, {count: 1});
		const request = {predicate: where('field:poc'), verdict: {kind: 'keep_internal'}} as const;
		expect((await world.operationsOf().previewConflicts(request)).sample[0]).toMatchObject({after: 'ours 1', leaves: {value: 'ours 1', when: 'with the next run'}});
		await world.setPolicy({push: false});
		expect((await world.operationsOf().previewConflicts(request)).sample[0]).toMatchObject({leaves: {value: 'ours 1', when: 'once pushing is on'}});
		await world.setPolicy({direction: 'inbound'});
		expect((await world.operationsOf().previewConflicts(request)).sample[0]).toMatchObject({after: 'ours 1', leaves: undefined});
	});

	test('shows a typed value in the form of each field, and refuses one that fits none', async () => {
		await putManyDisputes(world, {count: 2, field: 'cost_estimate', internal: '1', external: '2'});
		const edit = (value: string) => world.operationsOf().previewConflicts({predicate: where('entity:poam'), verdict: {kind: 'edit', value}});
		expect((await edit(' 12.50 ')).sample[0]).toMatchObject({before: 1, after: 12.5, leaves: {value: 12.5}});
		await expect(edit('cheap')).rejects.toMatchObject({code: 'VALUE_INVALID', message: expect.stringContaining('"cheap"')});
	});
});

test('only what was seen is settled: what opens after the preview stays, and what moved is skipped and told', async () => {
	const ids = await putManyDisputes(world, {count: 10});
	const operations = world.operationsOf();
	const {selection} = await operations.previewConflicts({predicate: where('field:poc'), verdict: theirs});
	const later = await putManyDisputes(world, {count: 3});
	await world.operationsOf(kim).resolveConflict({id: ids[0] ?? 0, version: 1, verdict: {kind: 'ignore'}});
	await world.sql.query('update sync_conflicts set version = version + 1 where id = $1', [ids[1]]);
	await world.sql.query(`update ingestion_poams set poc = 'edited' where id = (select internal_id from sync_conflicts where id = $1)`, [ids[2]]);
	await world.sql.query('delete from sync_conflicts where id = $1', [ids[3]]);
	const outcome = await operations.resolveConflicts({predicate: where('field:poc'), verdict: theirs, selection});
	expect(outcome).toMatchObject({state: 'finished', done: ids.slice(4), left: []});
	expect(outcome.skipped).toEqual(expect.arrayContaining([
		{reason: 'It was settled by kim meanwhile.', ids: [ids[0]]}, {reason: 'It moved since it was seen.', ids: [ids[1]]},
		{reason: 'Our record moved since it was seen.', ids: [ids[2]]}, {reason: 'It is gone.', ids: [ids[3]]},
	]));
	expect(await statusesOf(later)).toEqual(['pending', 'pending', 'pending']);
	expect(await world.stateOf(ids[2] ?? 0)).toMatchObject({internal: 'edited', conflictStatus: 'pending', syncStatus: 'conflict'});
	expect((await operations.getConflict(ids[2] ?? 0)).conflict).toMatchObject({internalValue: 'edited', version: 2, internalChange: {by: expect.stringContaining('app_rasdash')}});
});

test('another count than the expected one changes nothing', async () => {
	const ids = await putManyDisputes(world, {count: 4});
	await expect(world.operationsOf().resolveConflicts({predicate: where('field:poc'), verdict: theirs, expectedCount: 5}))
		.rejects.toMatchObject({code: 'CONFLICT_STALE', message: 'The predicate finds 4 conflicts now, and not 5; nothing was changed.'});
	expect(new Set(await statusesOf(ids))).toEqual(new Set(['pending']));
});

test('a value that one column refuses leaves that conflict, and settles all others', async () => {
	const ids = await putManyDisputes(world, {count: 50, field: 'cost_estimate', internal: 'n', external: 'case when n in (7, 31) then 1e20 else n + 1000 end'});
	const outcome = await world.operationsOf().resolveConflicts({predicate: where('field:cost_estimate'), verdict: theirs});
	expect(outcome.done).toHaveLength(48);
	expect(outcome.skipped).toEqual([{reason: expect.stringContaining('Our column does not take the value'), ids: [ids[6], ids[30]]}]);
	expect(await world.stateOf(ids[6] ?? 0)).toMatchObject({internal: 7, conflictStatus: 'pending', syncStatus: 'conflict'});
	const edit = await world.operationsOf().resolveConflicts({predicate: where('field:cost_estimate'), verdict: {kind: 'edit', value: 1e20}});
	expect(edit).toMatchObject({done: [], skipped: [{reason: expect.stringContaining('does not fit its column'), ids: [ids[6], ids[30]]}]});
});

describe('several pages', () => {
	const many = 4100;

	test('a stop after the first leaves it done and the others untouched, and the same request goes on', async () => {
		const ids = await putManyDisputes(world, {count: many});
		const request = {predicate: where('field:poc'), verdict: theirs, requestId: randomUUID()} as const;
		const stop = new AbortController();
		const told: number[] = [];
		const first = await world.operationsOf().resolveConflicts(request, {signal: stop.signal, onProgress: ({total, done, skipped}) => {
			expect([total, skipped]).toEqual([many, 0]);
			told.push(done);
			if (done > 0) stop.abort();
		}});
		expect(told).toEqual([0, 2000]);
		expect(first).toMatchObject({state: 'stopped', requestId: request.requestId, done: ids.slice(0, 2000), left: ids.slice(2000), skipped: []});
		expect(await statusesOf(ids)).toEqual([...Array<string>(2000).fill('resolved'), ...Array<string>(many - 2000).fill('pending')]);
		const second = await world.operationsOf().resolveConflicts({requestId: request.requestId});
		expect(second).toMatchObject({state: 'finished', done: ids, left: []});
		const {rows: events} = await world.operationsOf().listAudit({targetType: 'bulk_verdict', targetId: request.requestId}, undefined, 100);
		expect(events).toHaveLength(3);
		expect(await world.operationsOf().resolveConflicts(request)).toEqual(second);
		expect((await world.operationsOf().listAudit({targetType: 'bulk_verdict'}, undefined, 100)).rows).toHaveLength(3);
	});

	test.each(['verdict.locked', 'verdict.written', 'verdict.audited', 'verdict.committed'] as const)('a process that dies at "%s" leaves each page whole or untouched, and another goes on', async place => {
		const ids = await putManyDisputes(world, {count: many});
		const request = {predicate: where('field:poc'), verdict: theirs, requestId: randomUUID()} as const;
		let pages = 0;
		const dying = world.operationsOf({failpoint: name => {
			if (name === place) pages += 1;
			return pages === 2 ? Promise.reject(new Error('power cut')) : Promise.resolve();
		}});
		await expect(dying.resolveConflicts(request)).rejects.toThrow('power cut');
		const doneThen = place === 'verdict.committed' ? 4000 : 2000;
		expect((await statusesOf(ids)).filter(status => status === 'resolved')).toHaveLength(doneThen);
		expect(await world.operationsOf(kim).resolveConflicts({requestId: request.requestId})).toMatchObject({state: 'finished', done: ids, skipped: []});
		expect((await world.operationsOf().verifyAudit()).firstBroken).toBeUndefined();
	});

	test('two processes with the same request share the work, and nothing is done twice', async () => {
		const ids = await putManyDisputes(world, {count: many});
		const {requestId} = await stopAtOnce(world, where('field:poc'), theirs);
		const outcomes = await Promise.all([world.operationsOf().resolveConflicts({requestId}), world.operationsOf(kim).resolveConflicts({requestId})]);
		for (const outcome of outcomes) expect(outcome).toMatchObject({done: ids, skipped: [], state: 'finished'});
		const {rows: [row]} = await world.sql.query<{versions: number[]}>('select array_agg(distinct version) as versions from sync_conflicts');
		expect(row?.versions).toEqual([2]);
	});

	test('two people with verdicts that overlap: each conflict is settled once, by one of them, and nobody waits for ever', async () => {
		const ids = await putManyDisputes(world, {count: many});
		// Both have seen them all, however much later the one begins.
		const {selection} = await world.operationsOf().previewConflicts({predicate: where('field:poc'), verdict: theirs});
		const [ours, outcome] = await Promise.all([
			world.operationsOf().resolveConflicts({predicate: where('field:poc'), verdict: {kind: 'keep_internal'}, selection}),
			world.operationsOf(kim).resolveConflicts({predicate: where('reason:both_changed'), verdict: theirs, selection}),
		]);
		expect([...ours.done, ...outcome.done].sort((left, right) => left - right)).toEqual(ids);
		expect(countSkipped(ours)['It was settled by kim meanwhile.'] ?? 0).toBe(outcome.done.length);
		const {rows} = await world.sql.query<{by: string; action: string; count: number}>(
			'select resolved_by_name as by, resolution_action as action, count(*)::int as count from sync_conflicts group by 1, 2 order by 1');
		expect(rows).toEqual([{by: 'kim', action: 'keep_external', count: outcome.done.length}, {by: 'sam', action: 'keep_internal', count: ours.done.length}].filter(({count}) => count > 0));
	});

	test('other programs that write the same rows meanwhile lose nothing: what they wrote stays, or was judged', async () => {
		const ids = await putManyDisputes(world, {count: many});
		const [outcome] = await Promise.all([
			world.operationsOf().resolveConflicts({predicate: where('field:poc'), verdict: theirs}),
			(async () => {
				for (let part = 0; part < 20; part += 1) await world.sql.query(`update ingestion_poams set poc = 'edited' where id % 20 = $1`, [part]);
			})(),
		]);
		const {rows: [row]} = await world.sql.query<{lost: number; noted: number}>(`
			select count(*) filter (where p.poc <> 'edited')::int as lost, count(e.*)::int as noted
			from ingestion_poams p left join sync_internal_edits e on e.internal_id = p.id and e.field = 'poc'`);
		expect(row).toEqual({lost: 0, noted: many});
		expect(outcome.done.length + (countSkipped(outcome)['Our record moved since it was seen.'] ?? 0)).toBe(many);
		expect(outcome.left).toEqual([]);
		expect(ids).toHaveLength(many);
	});
});

async function stopAtOnce(at: ConflictWorld, predicate: ConflictPredicate, verdict: Verdict): Promise<BulkOutcome> {
	return at.operationsOf().resolveConflicts({predicate, verdict}, {signal: AbortSignal.abort()});
}

describe('the audit', () => {
	test('tells of each page who gave which verdict on what, and what each conflict was and became', async () => {
		const [id = 0] = await putManyDisputes(world, {count: 3});
		const {requestId} = await world.operationsOf().resolveConflicts({predicate: where('field:poc'), verdict: theirs});
		const {rows: [event]} = await world.operationsOf().listAudit({targetType: 'bulk_verdict', targetId: requestId}, undefined, 1);
		expect(event).toMatchObject({
			actor: 'sam', action: 'conflicts.keep_external',
			before: {[id]: {version: 1, internal: 'ours 1', external: 'theirs 1', base: null}}, after: {[id]: {status: 'resolved', value: 'theirs 1'}},
			detail: {predicate: {kind: 'field', field: 'poc'}, verdict: theirs, page: 0, settled: 3, moved: 0},
		});
		expect(Object.keys(event?.after ?? {})).toHaveLength(3);
	});

	test('when it cannot be written, nothing is settled', async () => {
		const ids = await putManyDisputes(world, {count: 3});
		await world.sql.query('alter table audit_events add constraint full_disk check (false) not valid');
		await expect(world.operationsOf().resolveConflicts({predicate: where('field:poc'), verdict: theirs})).rejects.toThrow();
		expect(new Set(await statusesOf(ids))).toEqual(new Set(['pending']));
	});
});

describe('a request', () => {
	test.each([
		['soon', 'VALUE_INVALID', /is no id/],
		[randomUUID(), 'NOT_FOUND', /There is no bulk verdict/],
	])('%s cannot be gone on with', async (requestId, code, message) => {
		await expect(world.operationsOf().resolveConflicts({requestId})).rejects.toMatchObject({code, message: expect.stringMatching(message)});
	});

	test('stands for one verdict and one predicate', async () => {
		await putManyDisputes(world, {count: 1});
		const {requestId} = await stopAtOnce(world, where('field:poc'), theirs);
		await expect(world.operationsOf().resolveConflicts({requestId, predicate: where('field:poc'), verdict: {kind: 'ignore'}})).rejects.toMatchObject({code: 'VALUE_INVALID'});
		await expect(world.operationsOf().resolveConflicts({requestId, predicate: where('field:status'), verdict: theirs})).rejects.toMatchObject({code: 'VALUE_INVALID'});
		expect(await world.operationsOf().resolveConflicts({requestId, predicate: where('field:poc'), verdict: theirs})).toMatchObject({state: 'finished'});
	});

	test('that finds nothing is finished at once', async () => {
		expect(await world.operationsOf().resolveConflicts({predicate: where('field:none'), verdict: theirs})).toMatchObject({state: 'finished', done: [], skipped: [], left: []});
	});
});

describe('undo of all', () => {
	test('opens again what nothing newer stands on, tells of the rest, and goes on after a stop', async () => {
		const ids = await putManyDisputes(world, {count: 2500});
		const {requestId} = await world.operationsOf().resolveConflicts({predicate: where('field:poc'), verdict: theirs});
		await world.sql.query(`update ingestion_poams set poc = 'newer' where id = (select internal_id from sync_conflicts where id = $1)`, [ids[0]]);
		await world.operationsOf(kim).undoResolution({id: ids[1] ?? 0});
		await world.operationsOf(kim).undoResolution({id: ids[2] ?? 0});
		await world.operationsOf(kim).resolveConflict({id: ids[2] ?? 0, version: 3, verdict: theirs});
		const stop = new AbortController();
		const first = await world.operationsOf().undoConflicts({requestId}, {signal: stop.signal, onProgress: ({done}) => {
			if (done > 0) stop.abort();
		}});
		expect(first).toMatchObject({state: 'stopped', left: ids.slice(0, 2000)});
		expect([...first.done].sort((left, right) => left - right)).toEqual(ids.slice(2000));
		const second = await world.operationsOf().undoConflicts({requestId});
		expect([...second.done].sort((left, right) => left - right)).toEqual(ids.slice(3, 2000));
		expect([...second.takenBack].sort((left, right) => left - right)).toEqual(ids.slice(2000));
		expect(second.skipped).toEqual(expect.arrayContaining([
			{reason: 'Our record moved since: it is newer now.', ids: [ids[0]]}, {reason: 'It is not settled.', ids: [ids[1]]}, {reason: 'It was settled anew since.', ids: [ids[2]]},
		]));
		expect(await world.stateOf(ids[5] ?? 0)).toMatchObject({internal: 'ours 6', base: null, theirs: 'theirs 6', conflictStatus: 'pending', syncStatus: 'conflict'});
		expect((await world.operationsOf().verifyAudit()).firstBroken).toBeUndefined();
	});

	test('of an unknown request is refused', async () => {
		await expect(world.operationsOf().undoConflicts({requestId: randomUUID()})).rejects.toMatchObject({code: 'NOT_FOUND'});
	});
});
