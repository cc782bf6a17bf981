import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import type {Verdict} from '../../../source/core/conflict.js';
import {giveOut, listOngoing} from '../../support/ongoing-poams.js';
import {createSyncedWorld, type SyncedWorld} from '../../support/synced-world.js';

let world: SyncedWorld;
let takeId: () => string;
let id = '';
beforeAll(async () => {
	world = await createSyncedWorld({systems: 1, poams: 40});
	await world.sync('system');
	await world.sync('poam');
	await world.operations.setPushEnabled({systemName: 'Xacta 360', entityType: 'poam', enabled: true});
	takeId = giveOut(await listOngoing(world));
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(() => {
	id = takeId();
});

const run = async (operations = world.operations) => {
	const outcome = await operations.runSync({systemName: 'Xacta 360', entityType: 'poam'});
	if (outcome.failure !== undefined) throw outcome.failure;
	return outcome.runs[0]?.children.find(child => child.direction === 'outbound');
};
const ours = async (poamId = id) => (await world.otherProgram<{poc: string; sync_status: string}>('select poc, sync_status from ingestion_poams where poam_id = $1', [poamId]))[0];
const sent = async (poamId = id) => (await world.xacta.effects())
	.filter(({application, table, after}) => application.startsWith('parley') && table === 'poams' && after?.['poam_id'] === poamId).map(({after}) => after?.['responsible_individual']);
const pending = async (poamId = id) => (await world.operations.listConflicts({status: 'pending', text: poamId}, undefined, 10)).rows;
const toSend = async () => (await world.operations.getHealth()).pairs.find(({entityType}) => entityType === 'poam')?.outboxDepth;

/** A conflict about who is responsible, settled by `verdict`, whose value the other side has taken. */
async function settleAndSend(verdict: Verdict): Promise<number> {
	await world.otherProgram('update ingestion_poams set poc = $2 where poam_id = $1', [id, 'Ours']);
	await world.xacta.people.reassign(id, 'Theirs');
	await run();
	const [conflict] = await pending();
	await world.operations.resolveConflict({id: conflict?.id ?? 0, version: conflict?.version ?? 0, verdict});
	await run();
	return conflict?.id ?? 0;
}

describe('taking back a verdict whose value has left', () => {
	test.each([
		['keep_internal', {kind: 'keep_internal'}, 'Ours'],
		['edit', {kind: 'edit', value: 'Edited'}, 'Edited'],
	] as const)('sends the other side what it held before (%s), and asks again', async (_, verdict, written) => {
		const conflictId = await settleAndSend(verdict);
		expect(await sent()).toEqual([written]);
		const undone = await world.operations.undoResolution({id: conflictId});
		expect(undone.text).toBe('undone: our record is Ours again, Xacta 360 becomes Theirs again with the next run that may write there, and the conflict is pending');
		expect(await ours()).toEqual({poc: 'Ours', sync_status: 'conflict'});
		expect(await toSend()).toBe(1);
		expect(await run()).toMatchObject({status: 'completed', counts: {read: 1, updated: 1}});
		expect(await toSend()).toBe(0);
		expect(await sent()).toEqual([written, 'Theirs']);
		expect(await pending()).toMatchObject([{id: conflictId, fieldName: 'poc', internalValue: 'Ours', externalValue: 'Theirs'}]);
		for (let round = 0; round < 2; round++) expect((await run())?.counts.read).toBe(0);
		expect(await pending()).toMatchObject([{id: conflictId, internalValue: 'Ours', externalValue: 'Theirs'}]);
		expect(await ours()).toEqual({poc: 'Ours', sync_status: 'conflict'});
	});

	test('overwrites nobody who moved since: it shows in the conflict instead', async () => {
		const conflictId = await settleAndSend({kind: 'keep_internal'});
		await world.operations.undoResolution({id: conflictId});
		await world.xacta.people.reassign(id, 'Somebody Else');
		await run();
		expect(await sent()).toEqual(['Ours']);
		expect(await pending()).toMatchObject([{id: conflictId, internalValue: 'Ours', externalValue: 'Somebody Else'}]);
	});

	test('overwrites nobody who moves between the look and the write', async () => {
		const conflictId = await settleAndSend({kind: 'keep_internal'});
		await world.operations.undoResolution({id: conflictId});
		await run(world.bind({}, connector => ({...connector, write: async request => {
			await world.xacta.people.reassign(id, 'At The Last Moment');
			return connector.write(request);
		}})));
		expect(await sent()).toEqual(['Ours']);
		expect(await pending()).toMatchObject([{id: conflictId, externalValue: 'At The Last Moment'}]);
	});

	test('which the other side refuses leaves both with what was sent, and says so', async () => {
		const conflictId = await settleAndSend({kind: 'keep_internal'});
		await world.operations.undoResolution({id: conflictId});
		const refused = await run(world.bind({}, connector => ({...connector, write: () => Promise.resolve({kind: 'rejected', reasons: ['closed for the audit']})})));
		expect(refused).toMatchObject({counts: {rejected: 1}, problems: ['Xacta 360 refused a change: closed for the audit']});
		expect(await pending()).toEqual([]);
		expect(await ours()).toEqual({poc: 'Ours', sync_status: 'synced'});
	});

	test.each([
		['keep_external', {kind: 'keep_external'}, 'Theirs'],
		['keep_internal', {kind: 'keep_internal'}, 'Ours'],
		['edit', {kind: 'edit', value: 'Decided Anew'}, 'Decided Anew'],
	] as const)('and another verdict before it has left (%s): both sides end there', async (_, verdict, value) => {
		const conflictId = await settleAndSend({kind: 'edit', value: 'First Thought'});
		const {conflict} = await world.operations.undoResolution({id: conflictId});
		await world.operations.resolveConflict({id: conflictId, version: conflict.version, verdict});
		await run();
		await run();
		expect((await sent()).at(-1)).toBe(value);
		expect(await ours()).toEqual({poc: value, sync_status: 'synced'});
		expect(await pending()).toEqual([]);
	});

	test('is refused while nobody knows whether it arrived', async () => {
		const conflictId = await settleAndSend({kind: 'keep_internal'});
		await world.otherProgram(`update sync_outbox set state = 'unknown', confirmed_at = null where external_id = $1`, [id]);
		await expect(world.operations.undoResolution({id: conflictId})).rejects.toMatchObject({code: 'CONFLICT_UNDO_REFUSED', message: expect.stringMatching(/on its way to Xacta 360/)});
		await world.otherProgram(`update sync_outbox set state = 'confirmed', confirmed_at = now() where external_id = $1`, [id]);
	});

	test('is refused while another change of the record is on its way: what sends theirs back would find no room', async () => {
		const conflictId = await settleAndSend({kind: 'keep_internal'});
		await world.otherProgram(`insert into sync_outbox (external_system_id, entity_type, link_id, internal_id, external_id, action, fields, changes, state, attempts, next_attempt_at)
			select external_system_id, entity_type, id, internal_id, external_id, 'update', '{"resources": "Two engineers"}', '{"resources_required": "Two engineers"}', 'unknown', 1, now() + interval '1 hour'
			from sync_links where entity_type = 'poam' and external_id = $1`, [id]);
		await expect(world.operations.undoResolution({id: conflictId})).rejects.toMatchObject({code: 'CONFLICT_UNDO_REFUSED', message: expect.stringMatching(/on its way to Xacta 360/)});
		await world.otherProgram(`update sync_outbox set state = 'cancelled' where external_id = $1 and state = 'unknown'`, [id]);
		await world.operations.undoResolution({id: conflictId});
		await run();
		expect(await sent()).toEqual(['Ours', 'Theirs']);
	});

	test('many at once sends each of them what it held before', async () => {
		const many = [takeId(), takeId(), takeId()];
		for (const poamId of many) {
			await world.otherProgram('update ingestion_poams set poc = $2 where poam_id = $1', [poamId, `Ours ${poamId}`]);
			await world.xacta.people.reassign(poamId, `Theirs ${poamId}`);
		}
		await run();
		const open = (await world.operations.listConflicts({status: 'pending'}, undefined, 50)).rows.filter(({entityId}) => many.includes(entityId));
		const {requestId} = await world.operations.resolveConflicts({predicate: {kind: 'ids', ids: open.map(conflict => conflict.id)}, verdict: {kind: 'keep_internal'}});
		await run();
		const undone = await world.operations.undoConflicts({requestId});
		expect(undone).toMatchObject({state: 'finished', skipped: []});
		expect(undone.done).toHaveLength(3);
		expect(await run()).toMatchObject({counts: {read: 3, updated: 3}});
		for (const poamId of many) {
			expect(await sent(poamId)).toEqual([`Ours ${poamId}`, `Theirs ${poamId}`]);
			expect(await pending(poamId)).toMatchObject([{internalValue: `Ours ${poamId}`, externalValue: `Theirs ${poamId}`}]);
		}
	});

	test('leaves nothing that the rules would not say', async () => {
		const {checks} = await world.operations.verify({isDeep: true});
		expect(checks.filter(({broken}) => broken > 0)).toEqual([]);
	});
});
