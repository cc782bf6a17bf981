import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import {giveOut, listOngoing} from '../../support/ongoing-poams.js';
import {createSyncedWorld, type SyncedWorld} from '../../support/synced-world.js';

let world: SyncedWorld;
let takeId: () => string;
beforeAll(async () => {
	world = await createSyncedWorld();
	await world.sync('system');
	await world.sync('poam');
	takeId = giveOut(await listOngoing(world));
});
afterAll(() => world[Symbol.asyncDispose]());

let id = '';
beforeEach(() => {
	id = takeId();
});

const run = (scope: 'changes' | 'full' = 'changes') => world.operations.runSync({systemName: 'Xacta 360', entityType: 'poam', scope});
const push = (enabled: boolean) => world.operations.setPushEnabled({systemName: 'Xacta 360', entityType: 'poam', enabled});
const row = async () => (await world.otherProgram<{version: string; sync_status: string}>('select xmin::text as version, sync_status from ingestion_poams where poam_id = $1', [id]))[0];
const outbox = () => world.otherProgram<{state: string}>('select state from sync_outbox where external_id = $1 order by id', [id]);
const questions = async () => (await world.operations.listConflicts({status: 'pending', entityType: 'poam', text: id}, undefined, 10)).rows;

describe('a record that waits', () => {
	test('to be sent is not written by every run', async () => {
		await push(false);
		await world.otherProgram(`update ingestion_poams set poc = 'Ours' where poam_id = $1`, [id]);
		await run();
		const before = await row();
		await run();
		await run('full');
		expect(await row()).toEqual(before);
		expect(before).toMatchObject({sync_status: 'pending'});
	});

	test('for a person, because the other side has lost it, is not sent to over and over', async () => {
		await push(true);
		await world.otherProgram(`update ingestion_poams set poc = 'Ours' where poam_id = $1`, [id]);
		await world.xacta.people.delete(id);
		await run();
		expect(await questions()).toMatchObject([{conflictType: 'missing_record'}]);
		const tries = (await outbox()).length;
		await run();
		await run();
		expect((await outbox()).length).toBe(tries);
		expect(await row()).toMatchObject({sync_status: 'conflict'});
	});
});

test('a record says what is on record of it, also when a field that was put aside is edited while another one is sent', async () => {
	const edit = (field: 'poc' | 'deviation_rationale', value: string) => world.otherProgram(`update ingestion_poams set ${field} = $2 where poam_id = $1`, [id, value]);
	await push(true);
	await edit('poc', 'Ours');
	await world.xacta.people.reassign(id, 'Theirs');
	await run();
	const [question] = await questions();
	await world.operations.resolveConflict({id: question?.id ?? 0, version: question?.version ?? 0, verdict: {kind: 'ignore'}});
	await edit('deviation_rationale', 'Because it is so.');
	await world.bind({}, connector => ({
		...connector,
		write: async request => {
			const result = await connector.write(request);
			await edit('poc', 'Ours Again');
			return result;
		},
	})).runSync({systemName: 'Xacta 360', entityType: 'poam'});
	expect([(await row())?.sync_status, await questions()]).toEqual(['pending', []]);
	const {checks} = await world.operations.verify({isDeep: true});
	expect(checks.filter(({broken}) => broken > 0)).toEqual([]);
	await run();
	expect([(await row())?.sync_status, await questions()]).toMatchObject(['conflict', [{fieldName: 'poc', internalValue: 'Ours Again', externalValue: 'Theirs'}]]);
});

describe('a record that another program of ours deleted', () => {
	test('is asked about by the next run of everything, once', async () => {
		await world.otherProgram('delete from ingestion_poams where poam_id = $1', [id]);
		await run('full');
		expect(await questions()).toMatchObject([{conflictType: 'missing_record', reason: 'delete_modify', externalEntityId: id}]);
		await run('full');
		expect(await questions()).toHaveLength(1);
	});
});

describe('a send of unknown outcome', () => {
	test('stays unknown as long as nobody could look, and what we edit meanwhile is not mistaken for a conflict', async () => {
		await push(true);
		await world.otherProgram(`update ingestion_poams set poc = 'Arrived' where poam_id = $1`, [id]);
		// As it stands after a kill: the other side has it, and here nobody knows.
		await world.xacta.people.reassign(id, 'Arrived');
		await world.otherProgram(`insert into sync_outbox (external_system_id, entity_type, link_id, internal_id, external_id, action, fields, changes, state, token, claimed_by, attempts)
			select external_system_id, entity_type, id, internal_id, external_id, 'update', '{"poc": "Arrived"}', '{"responsible_individual": "Arrived"}', 'sending', 0, 'dead', 1
			from sync_links where external_id = $1`, [id]);
		await world.otherProgram(`alter role ${world.xacta.username} connection limit 0`);
		await run();
		expect(await outbox()).toMatchObject([{state: 'unknown'}]);
		await world.otherProgram(`alter role ${world.xacta.username} connection limit -1`);
		await world.otherProgram('update sync_outbox set next_attempt_at = now()');
		await world.otherProgram(`update ingestion_poams set poc = 'Edited since' where poam_id = $1`, [id]);
		await run();
		expect(await questions()).toEqual([]);
		await run();
		expect((await world.xacta.effects()).at(-1)).toMatchObject({after: {poam_id: id, responsible_individual: 'Edited since'}});
	});
});
