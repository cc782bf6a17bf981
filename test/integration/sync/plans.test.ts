import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {createSyncedWorld, type SyncedWorld} from '../../support/synced-world.js';

let world: SyncedWorld;
let total: number;
beforeAll(async () => {
	world = await createSyncedWorld({poams: 60});
	({poams: total} = await world.xacta.ledger());
	await world.otherProgram(`update sync_policies set batch_size = 20 where entity_type = 'poam'`);
});
afterAll(() => world[Symbol.asyncDispose]());

const systemName = 'Xacta 360';
const plan = (scope: 'changes' | 'full' = 'changes') => world.operations.planSync({systemName, entityType: 'poam', scope, selection: undefined});
const apply = (id: string) => world.operations.applyPlan({id, clearsGuards: false});
const poamIds = async () => (await world.otherProgram<{poam_id: string}>('select poam_id from ingestion_poams order by poam_id')).map(row => row.poam_id);
const poc = async (poamId: string) => (await world.otherProgram<{poc: string}>('select poc from ingestion_poams where poam_id = $1', [poamId]))[0]?.poc;

let tried = 0;
/** Somebody reassigns, over there, a POA&M that no other test has touched; gives its id. Archived ones refuse, and the next is taken. */
async function reassignOne(responsible: string): Promise<string> {
	const ids = await poamIds();
	for (;;) {
		const id = ids[tried++];
		if (id === undefined) throw new Error('No POA&M is left.');
		if ((await world.xacta.people.reassign(id, responsible)) !== undefined) return id;
	}
}
const setOurs = (poamId: string, responsible: string) => world.otherProgram('update ingestion_poams set poc = $2 where poam_id = $1', [poamId, responsible]);

/** Every version of every row that a sync may write: equal texts, and nothing was written. */
const versions = async () => JSON.stringify(await world.otherProgram(`
	select 'poam' as of, id::text, xmin::text, xmax::text from ingestion_poams union all select 'link', id::text, xmin::text, xmax::text from sync_links
	union all select 'conflict', id::text, xmin::text, xmax::text from sync_conflicts union all select 'edit', internal_id::text || field, xmin::text, xmax::text from sync_internal_edits
	union all select 'checkpoint', entity_type, xmin::text, xmax::text from sync_checkpoints order by 1, 2, 3`));

describe('a plan', () => {
	test('of a first load is what the load then is', async () => {
		const first = await plan();
		expect(first.pairs).toMatchObject([{entityType: 'poam', counts: {read: total, created: total}, touched: total, guards: [], problems: []}]);
		expect(await poamIds()).toEqual([]);
		const {operations} = await apply(first.id);
		expect(operations).toMatchObject([{parentId: undefined, status: 'completed'}, {entityType: 'poam', status: 'completed', counts: {read: total, created: total}}]);
		expect((await world.sync('poam', 'full')).counts).toMatchObject({read: total, unchanged: total});
	});

	test('shows each record before and after, asks what the run would ask, and writes nothing', async () => {
		const [changed, both, ours] = [await reassignOne('New There'), await reassignOne('Theirs'), await reassignOne('Back')];
		const before = await poc(changed);
		await setOurs(both, 'Ours');
		await world.xacta.people.reassign(ours, (await poc(ours)) ?? '');
		await setOurs(ours, 'Only Ours');
		const untouched = await versions();

		const made = await plan();

		expect(await versions()).toBe(untouched);
		expect(made.pairs).toMatchObject([{counts: {updated: 1, conflicting: 1}, tally: {conflictsOpened: 1}}]);
		const {rows} = await world.operations.listPlanRows({planId: made.id, after: undefined, limit: 100});
		expect(rows).toContainEqual(expect.objectContaining({kind: 'updated', entityId: changed, changes: [{field: 'poc', before, after: 'New There'}]}));
		expect(rows).toContainEqual(expect.objectContaining({kind: 'conflicting', entityId: both, questions: [expect.objectContaining({field: 'poc', internal: 'Ours', external: 'Theirs'})]}));

		await apply(made.id);
		expect([await poc(changed), await poc(both), await poc(ours)]).toEqual(['New There', 'Ours', 'Only Ours']);
		expect((await world.operations.listConflicts({status: 'pending', entityType: 'poam'}, undefined, 10)).rows).toMatchObject([{entityId: both, fieldName: 'poc'}]);
		expect((await plan()).pairs).toMatchObject([{counts: {updated: 0, conflicting: 0}}]);
	});

	test('is applied once, and that is in the audit chain', async () => {
		await reassignOne('Once');
		const made = await plan();
		await apply(made.id);
		await expect(apply(made.id)).rejects.toMatchObject({code: 'SYNC_PLAN_STALE', message: expect.stringContaining('applied by sam already')});
		expect((await world.operations.listAudit({targetType: 'plan', targetId: made.id}, undefined, 10)).rows).toMatchObject([{action: 'plan.apply', actor: 'sam'}]);
		expect(await world.operations.verifyAudit()).toMatchObject({firstBroken: undefined});
		expect(await world.otherProgram('select * from sync_plan_spool')).toEqual([]);
		expect(await world.otherProgram('select * from sync_leases')).toEqual([]);
	});
});

test('a plan of everything also tells of records of ours that were deleted', async () => {
	const ids = await poamIds();
	await world.otherProgram('delete from ingestion_poams where poam_id = $1', [ids[40]]);
	const made = await plan('full');
	const {rows} = await world.operations.listPlanRows({planId: made.id, kind: 'conflicting', after: undefined, limit: 100});
	expect(rows.map(row => row.questions[0]?.reason)).toContain('delete_modify');
	await apply(made.id);
	expect((await world.operations.listConflicts({status: 'pending', reason: 'delete_modify'}, undefined, 10)).rows).toMatchObject([{externalEntityId: ids[40]}]);
});

describe('a plan is refused, and nothing is written,', () => {
	test('when the other side has moved since', async () => {
		await reassignOne('Planned');
		const made = await plan();
		await reassignOne('Not Planned');
		const untouched = await versions();
		await expect(apply(made.id)).rejects.toMatchObject({code: 'SYNC_PLAN_STALE'});
		expect(await versions()).toBe(untouched);
		expect((await world.operations.listOperations({status: 'failed'}, undefined, 5)).rows).toHaveLength(1);
		await world.sync('poam');
	});

	test('when the planned value itself became another', async () => {
		const one = await reassignOne('Planned Once More');
		const made = await plan();
		await world.xacta.people.reassign(one, 'Another');
		await expect(apply(made.id)).rejects.toMatchObject({code: 'SYNC_PLAN_STALE'});
		expect(await poc(one)).not.toBe('Planned Once More');
		await world.sync('poam');
	});

	test('when our side has moved since', async () => {
		const one = await reassignOne('Theirs Again');
		const made = await plan();
		await setOurs(one, 'Ours Again');
		const untouched = await versions();
		await expect(apply(made.id)).rejects.toMatchObject({code: 'SYNC_PLAN_STALE'});
		expect(await versions()).toBe(untouched);
		await world.sync('poam');
	});

	test('when our side moves between the second look and the write', async () => {
		const [one, other] = [await reassignOne('Written First'), await reassignOne('Contested')];
		const before = await poc(one);
		const made = await plan('full');
		const disturbed = world.bind({failpoint: async name => {
			if (name === 'plan.looked') await setOurs(other, 'Ours Meanwhile');
		}});
		await expect(disturbed.applyPlan({id: made.id, clearsGuards: false})).rejects.toMatchObject({code: 'SYNC_PLAN_STALE'});
		expect([await poc(one), await poc(other)]).toEqual([before, 'Ours Meanwhile']);
		await world.sync('poam');
	});

	test('when somebody else is syncing the pair', async () => {
		const made = await plan();
		await world.otherProgram(`insert into sync_leases (external_system_id, entity_type, owner, host, pid, token, acquired_at, heartbeat_at, expires_at)
			select id, 'poam', 'kim', 'jump2', 4711, nextval('sync_fencing_tokens'), now(), now(), now() + interval '1 minute' from external_systems where system_name = 'Xacta 360'`);
		await expect(apply(made.id)).rejects.toMatchObject({code: 'SYNC_ALREADY_RUNNING'});
		await world.otherProgram('delete from sync_leases');
	});
});

describe('what a guard would stop', () => {
	test('is told by the plan, and is done only by somebody who says so', async () => {
		const doomed = (await poamIds()).slice(-30);
		for (const id of doomed) await world.xacta.people.delete(id);
		await expect(world.sync('poam', 'full')).rejects.toMatchObject({code: 'SYNC_GUARD_TRIPPED'});
		const made = await plan('full');
		expect(made.pairs).toMatchObject([{guards: [expect.stringContaining(`30 of ${total} linked poams`)], tally: {missing: 30}}]);
		expect((await world.operations.listPlanRows({planId: made.id, kind: 'missing', after: undefined, limit: 100})).rows).toHaveLength(30);
		await expect(apply(made.id)).rejects.toMatchObject({code: 'SYNC_GUARD_TRIPPED'});
		await world.operations.applyPlan({id: made.id, clearsGuards: true});
		expect(await world.otherProgram('select count(*)::int as missed from sync_links where missed_passes = 1')).toEqual([{missed: 30}]);
	});
});

test('plans are found by the first letters of their id, and listed newest first', async () => {
	const {rows: [newest]} = await world.operations.listPlans(undefined, 1);
	expect((await world.operations.getPlan(newest?.id.slice(0, 8) ?? '')).id).toBe(newest?.id);
	await expect(world.operations.getPlan('zz')).rejects.toMatchObject({code: 'NOT_FOUND'});
	const all = await world.operations.listPlans(undefined, 100);
	const second = await world.operations.listPlans(newest?.id, 100);
	expect(second.rows).toEqual(all.rows.slice(1));
});
