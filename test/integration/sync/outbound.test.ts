import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {AppError} from '../../../source/errors/app-error.js';
import {listOngoing} from '../../support/ongoing-poams.js';
import {createSyncedWorld, type SyncedWorld} from '../../support/synced-world.js';

let world: SyncedWorld;
let ids: readonly string[] = [];
beforeAll(async () => {
	world = await createSyncedWorld();
	await world.sync('system');
	await world.sync('poam');
	ids = await listOngoing(world);
});
afterAll(() => world[Symbol.asyncDispose]());

const editOurs = (poamId: string, poc: string) => world.otherProgram('update ingestion_poams set poc = $2 where poam_id = $1', [poamId, poc]);
const ours = async (poamId: string) => (await world.otherProgram<{poc: string; sync_status: string}>('select poc, sync_status from ingestion_poams where poam_id = $1', [poamId]))[0];
/** What Xacta's own journal says that Parley has done there. */
const effects = async () => (await world.xacta.effects()).filter(effect => effect.application.startsWith('parley') && effect.table === 'poams');
const outbox = (poamId: string) => world.otherProgram<{state: string; attempts: number; last_error: string | null}>(`
	select state, attempts, last_error from sync_outbox where external_id = $1 order by id`, [poamId]);
const push = async () => {
	const outcome = await world.operations.runSync({systemName: 'Xacta 360', entityType: 'poam'});
	if (outcome.failure !== undefined) throw outcome.failure;
	return outcome.runs[0]?.children.find(child => child.direction === 'outbound');
};

describe('before a person turns it on', () => {
	test('nothing leaves, and the record says that it waits', async () => {
		const [id = ''] = ids;
		await editOurs(id, 'First Owner');
		expect(await push()).toBeUndefined();
		expect(await effects()).toEqual([]);
		expect(await ours(id)).toMatchObject({sync_status: 'pending'});
	});
});

describe('once pushing is on', () => {
	beforeAll(() => world.operations.setPushEnabled({systemName: 'Xacta 360', entityType: 'poam', enabled: true}));

	test('what is owed leaves once, is read back, and both sides agree', async () => {
		const [id = ''] = ids;
		expect(await push()).toMatchObject({status: 'completed', counts: {read: 1, updated: 1}});
		expect(await effects()).toMatchObject([{action: 'update', after: {responsible_individual: 'First Owner'}}]);
		expect(await ours(id)).toEqual({poc: 'First Owner', sync_status: 'synced'});
		expect(await outbox(id)).toMatchObject([{state: 'confirmed', attempts: 1}]);
	});

	test('a milestone that we add is known by their key from then on: it is sent once, and a change of it finds it', async () => {
		const id = ids[6] ?? '';
		const schedule = async () => (await world.otherProgram<{list: readonly {readonly milestone_id?: string; readonly description: string}[]}>('select milestone_schedule as list from ingestion_poams where poam_id = $1', [id]))[0]?.list ?? [];
		const setSchedule = (list: readonly object[]) => world.otherProgram('update ingestion_poams set milestone_schedule = $2 where poam_id = $1', [id, JSON.stringify(list)]);
		const written = async () => (await world.xacta.effects()).filter(({application, table}) => application.startsWith('parley') && table === 'poam_milestones').map(({action, after}) => [action, after?.['milestone_description']]);
		await setSchedule([...await schedule(), {description: 'Retest', scheduled_date: '2027-01-31'}]);
		await push();
		expect(await written()).toEqual([['insert', 'Retest']]);
		expect((await schedule()).find(({description}) => description === 'Retest')?.milestone_id).toBeDefined();
		expect((await ours(id))?.sync_status).toBe('synced');
		expect((await push())?.counts.read).toBe(0);
		await setSchedule((await schedule()).map(item => (item.description === 'Retest' ? {...item, description: 'Retest twice'} : item)));
		await push();
		expect(await written()).toEqual([['insert', 'Retest'], ['update', 'Retest twice']]);
		expect((await ours(id))?.sync_status).toBe('synced');
		expect((await world.operations.listConflicts({status: 'pending', text: id}, undefined, 10)).rows).toEqual([]);
	});

	test('a milestone whose send lost its answer is recognised by what they made of it', async () => {
		const id = ids[7] ?? '';
		await world.otherProgram(`update ingestion_poams set milestone_schedule = coalesce(milestone_schedule, '[]') || '[{"description": "Lost answer", "scheduled_date": "2027-02-28"}]' where poam_id = $1`, [id]);
		await world.bind({}, connector => ({...connector, write: async request => {
			await connector.write(request);
			throw new AppError({code: 'EXTERNAL_UNREACHABLE', message: 'The answer was lost.', nextStep: 'Wait.'});
		}})).runSync({systemName: 'Xacta 360', entityType: 'poam'});
		await world.otherProgram(`update sync_outbox set next_attempt_at = now() where state = 'unknown'`);
		await push();
		expect((await world.xacta.effects()).filter(({after}) => after?.['milestone_description'] === 'Lost answer')).toHaveLength(1);
		expect((await world.operations.listConflicts({status: 'pending', text: id}, undefined, 10)).rows).toEqual([]);
		expect((await ours(id))?.sync_status).toBe('synced');
	});

	test('milestones that both sides planned meanwhile become one list on both sides, each made once', async () => {
		const id = ids[8] ?? '';
		await world.otherProgram(`update ingestion_poams set milestone_schedule = coalesce(milestone_schedule, '[]') || '[{"description": "Planned here", "scheduled_date": "2027-04-30"}]' where poam_id = $1`, [id]);
		await world.xacta.people.addMilestone(id, {description: 'Planned there', scheduledDate: '2027-05-31'});
		await push();
		await push();
		const [{there = []} = {}] = await world.otherProgram<{there: readonly string[]}>(`select array_agg(m->>'description' order by m->>'description') as there from ingestion_poams, jsonb_array_elements(milestone_schedule::jsonb) m where poam_id = $1 and m->>'description' like 'Planned%'`, [id]);
		expect(there).toEqual(['Planned here', 'Planned there']);
		expect((await world.xacta.effects()).filter(({table, after}) => table === 'poam_milestones' && String(after?.['milestone_description']).startsWith('Planned'))).toMatchObject([{action: 'insert', after: {milestone_description: 'Planned there'}}, {action: 'insert', after: {milestone_description: 'Planned here'}}]);
		expect((await ours(id))?.sync_status).toBe('synced');
		expect((await world.operations.listConflicts({status: 'pending', text: id}, undefined, 10)).rows).toEqual([]);
		expect((await push())?.counts.read).toBe(0);
	});

	test('a send that arrives while a question about the whole record waits does not hide it', async () => {
		const id = ids[5] ?? '';
		await editOurs(id, 'Sent Beside A Question');
		const asking = world.bind({}, connector => ({...connector, write: async request => {
			await world.otherProgram(`insert into sync_conflicts (external_system_id, entity_type, entity_id, external_entity_id, link_id, internal_id, conflict_type, reason, resolution_status)
				select l.external_system_id, 'poam', l.external_id, l.external_id, l.id, l.internal_id, 'validation_error', 'transform_failed', 'pending' from sync_links l where l.entity_type = 'poam' and l.external_id = $1`, [id]);
			return connector.write(request);
		}}));
		await asking.runSync({systemName: 'Xacta 360', entityType: 'poam'});
		expect(await outbox(id)).toMatchObject([{state: 'confirmed'}]);
		expect(await ours(id)).toEqual({poc: 'Sent Beside A Question', sync_status: 'conflict'});
		await world.otherProgram(`delete from sync_conflicts where conflict_type = 'validation_error'`);
	});

	test('our own write is recognised when it comes back: three quiet rounds send nothing', async () => {
		const before = (await effects()).length;
		for (let round = 0; round < 3; round++) expect((await push())?.counts.read).toBe(0);
		expect((await effects()).length).toBe(before);
		expect((await world.operations.listConflicts({status: 'pending'}, undefined, 10)).rows).toEqual([]);
	});

	test('keeping ours in a conflict reaches the other side', async () => {
		const [, id = ''] = ids;
		await editOurs(id, 'Ours Wins');
		await world.xacta.people.reassign(id, 'Theirs Loses');
		await push();
		const [conflict] = (await world.operations.listConflicts({status: 'pending', text: id}, undefined, 10)).rows;
		expect(conflict).toMatchObject({fieldName: 'poc', internalValue: 'Ours Wins', externalValue: 'Theirs Loses'});
		await world.operations.resolveConflict({id: conflict?.id ?? 0, version: conflict?.version ?? 0, verdict: {kind: 'keep_internal'}});
		await push();
		expect((await effects()).at(-1)).toMatchObject({after: {poam_id: id, responsible_individual: 'Ours Wins'}});
		expect(await ours(id)).toEqual({poc: 'Ours Wins', sync_status: 'synced'});
	});

	test('a send whose sender died is looked up, and not sent again when it had arrived', async () => {
		const [, , id = ''] = ids;
		await editOurs(id, 'Arrived');
		// As it stands after a kill between the other side's commit and ours: the write is there, the entry still in hand.
		await world.xacta.people.reassign(id, 'Arrived');
		await world.otherProgram(`insert into sync_outbox (external_system_id, entity_type, link_id, internal_id, external_id, action, fields, changes, state, token, claimed_by)
			select external_system_id, entity_type, id, internal_id, external_id, 'update', '{"poc": "Arrived"}', '{"responsible_individual": "Arrived"}', 'sending', 0, 'dead'
			from sync_links where external_id = $1`, [id]);
		const before = (await effects()).length;
		await push();
		expect((await effects()).length).toBe(before);
		expect(await outbox(id)).toMatchObject([{state: 'confirmed'}]);
		expect(await ours(id)).toEqual({poc: 'Arrived', sync_status: 'synced'});
	});

	test('a value that is ours no longer is not sent, though it was written down to be', async () => {
		const id = ids[4] ?? '';
		await editOurs(id, 'Meant Now');
		await world.otherProgram(`insert into sync_outbox (external_system_id, entity_type, link_id, internal_id, external_id, action, fields, changes, state, token, claimed_by)
			select external_system_id, entity_type, id, internal_id, external_id, 'update', '{"poc": "Meant Before"}', '{"responsible_individual": "Meant Before"}', 'sending', 0, 'dead'
			from sync_links where external_id = $1`, [id]);
		await push();
		await push();
		expect((await effects()).map(effect => effect.after?.['responsible_individual'])).not.toContain('Meant Before');
		expect((await effects()).at(-1)).toMatchObject({after: {poam_id: id, responsible_individual: 'Meant Now'}});
		expect(await ours(id)).toEqual({poc: 'Meant Now', sync_status: 'synced'});
	});

	test('what the other side refuses for good goes to a person, and is not sent again by itself', async () => {
		const [, , , id = ''] = ids;
		await world.otherProgram(`update ingestion_poams set risk_rating = 'unheard of' where poam_id = $1`, [id]);
		await push();
		const [conflict] = (await world.operations.listConflicts({status: 'pending', text: id}, undefined, 10)).rows;
		expect(conflict).toMatchObject({fieldName: 'risk_rating', reason: 'external_rejected'});
		const tries = (await outbox(id)).length;
		await push();
		expect((await outbox(id)).length).toBe(tries);
	});

	test('what is refused while a question about it is put aside, is that question again, and no second one', async () => {
		const id = ids[9] ?? '';
		const rate = (rating: string) => world.otherProgram('update ingestion_poams set risk_rating = $2 where poam_id = $1', [id, rating]);
		const questions = async () => (await world.otherProgram<{resolution_status: string; reason: string}>(`select resolution_status, reason from sync_conflicts where entity_id = $1 and field_name = 'risk_rating'`, [id]));
		const [{before = ''} = {}] = await world.otherProgram<{before: string}>('select risk_rating as before from ingestion_poams where poam_id = $1', [id]);
		const [mine = '', yours = ''] = ['low', 'moderate', 'high'].filter(rating => rating !== before);
		await rate(mine);
		await world.xacta.people.rate(id, yours);
		await push();
		const [{id: question = 0, version = 0} = {}] = (await world.operations.listConflicts({status: 'pending', text: id}, undefined, 10)).rows;
		await world.operations.resolveConflict({id: question, version, verdict: {kind: 'ignore'}});
		// They are back where both agreed, and ours is one that they do not take.
		await world.xacta.people.rate(id, before);
		await rate('unheard of');
		await push();
		expect(await questions()).toEqual([{resolution_status: 'pending', reason: 'external_rejected'}]);
	});

	test('a later edit of the same field leaves too', async () => {
		const [, id = ''] = ids;
		await editOurs(id, 'Back Again');
		await push();
		expect((await effects()).at(-1)).toMatchObject({after: {poam_id: id, responsible_individual: 'Back Again'}});
	});
});
