import {afterAll, beforeAll, expect, test} from 'vitest';
import {createSyncedWorld, type SyncedWorld} from '../../support/synced-world.js';

let world: SyncedWorld;
beforeAll(async () => {
	world = await createSyncedWorld({systems: 1, poams: 5});
	await world.sync('system');
	await world.sync('poam');
});
afterAll(() => world[Symbol.asyncDispose]());

const first = '(select min(poam_id) from ingestion_poams)';
const status = async () => (await world.otherProgram<{sync_status: string}>(`select sync_status from ingestion_poams where poam_id = ${first}`))[0]?.sync_status;
const broken = async () => (await world.operations.verify({isDeep: true})).checks.filter(check => check.broken > 0).map(({name}) => name);
const waiting = async () => (await world.operations.getHealth()).pairs.find(({entityType}) => entityType === 'poam')?.outboxDepth;

test('an edit of a field that is not compared is no debt, until the field is compared again', async () => {
	await world.otherProgram(`update sync_policies set field_level_policies = field_level_policies || '{"poc": {"ignore": true}}' where entity_type = 'poam'`);
	await world.otherProgram(`update ingestion_poams set poc = 'mine' where poam_id = ${first}`);
	await world.sync('poam');
	expect([await status(), await waiting(), await broken()]).toEqual(['synced', 0, []]);

	await world.otherProgram(`update sync_policies set field_level_policies = field_level_policies - 'poc' where entity_type = 'poam'`);
	await world.sync('poam');
	expect([await status(), await waiting(), await broken()]).toEqual(['pending', 1, []]);
});

test.each([
	['was not compared', {ignore: true}, 'Somebody Else'],
	['was compared without case', {equality: {ignoreCase: true}}, 'WHOEVER IT IS'],
])('what the other side changed while a field %s comes in once it is compared', async (_, rule, written) => {
	const last = '(select max(poam_id) from ingestion_poams)';
	const [{id} = {id: ''}] = await world.otherProgram<{id: string}>(`select ${last} as id`);
	const poc = async () => (await world.otherProgram<{poc: string}>('select poc from ingestion_poams where poam_id = $1', [id]))[0]?.poc;
	await world.xacta.people.reassign(id, 'Whoever It Is');
	await world.sync('poam', 'full');
	await world.otherProgram(`update sync_policies set field_level_policies = field_level_policies || jsonb_build_object('poc', $1::jsonb) where entity_type = 'poam'`, [JSON.stringify(rule)]);
	await world.xacta.people.reassign(id, written);
	await world.sync('poam', 'full');
	expect(await poc()).toBe('Whoever It Is');

	await world.otherProgram(`update sync_policies set field_level_policies = field_level_policies - 'poc' where entity_type = 'poam'`);
	await world.sync('poam', 'full');
	expect([await poc(), await broken()]).toEqual([written, []]);
});

test('a question about a field that is compared no more still waits, and the record says so', async () => {
	const [{id} = {id: ''}] = await world.otherProgram<{id: string}>('select max(poam_id) as id from ingestion_poams');
	const statusOf = async () => (await world.otherProgram<{sync_status: string}>('select sync_status from ingestion_poams where poam_id = $1', [id]))[0]?.sync_status;
	await world.otherProgram(`update ingestion_poams set poc = 'ours' where poam_id = $1`, [id]);
	await world.xacta.people.reassign(id, 'Theirs');
	await world.sync('poam');
	expect([await statusOf(), await broken()]).toEqual(['conflict', []]);

	await world.otherProgram(`update sync_policies set field_level_policies = field_level_policies || '{"poc": {"ignore": true}}' where entity_type = 'poam'`);
	await world.xacta.people.noteMilestoneChange(id, 'slipped');
	await world.sync('poam', 'full');
	expect([await statusOf(), await broken()]).toEqual(['conflict', []]);

	await world.otherProgram(`update sync_policies set field_level_policies = field_level_policies - 'poc' where entity_type = 'poam'`);
	const [asked] = (await world.operations.listConflicts({status: 'pending', entityType: 'poam'}, undefined, 10)).rows;
	await world.operations.resolveConflict({id: asked?.id ?? 0, version: asked?.version ?? 0, verdict: {kind: 'keep_external'}});
	await world.sync('poam', 'full');
	expect([await statusOf(), await broken()]).toEqual(['synced', []]);
});

test('nor is one of a field that is mapped no more', async () => {
	await world.otherProgram(`delete from data_field_mappings where internal_field_name = 'poc' and entity_type = 'poam'`);
	await world.sync('poam');
	expect([await status(), await waiting(), await broken()]).toEqual(['synced', 0, []]);
});

test('a verdict on another field says so too', async () => {
	await world.otherProgram(`update ingestion_poams set resources = 'ours' where poam_id = ${first}`);
	const [{id} = {id: ''}] = await world.otherProgram<{id: string}>(`select ${first} as id`);
	await world.xacta.people.noteMilestoneChange(id, 'slipped');
	await world.otherProgram(`update sync_links set base = base || '{"resources": "older"}', theirs = '{"resources": "theirs"}' where external_id = $1`, [id]);
	await world.sync('poam');
	const [asked] = (await world.operations.listConflicts({status: 'pending', entityType: 'poam'}, undefined, 10)).rows;
	await world.operations.resolveConflict({id: asked?.id ?? 0, version: asked?.version ?? 0, verdict: {kind: 'keep_external'}});
	expect([await status(), await broken()]).toEqual(['synced', []]);
});

test('and so does what is sent of another field', async () => {
	await world.sync('system');
	await world.sync('control');
	await world.operations.setPushEnabled({systemName: 'Xacta 360', entityType: 'poam', enabled: true});
	await world.otherProgram(`update sync_policies set field_level_policies = field_level_policies || '{"weakness_description": {"ignore": true}}' where entity_type = 'poam'`);
	await world.otherProgram(`update ingestion_poams set weakness_description = 'ours alone', scheduled_completion = '2031-03-01' where poam_id = ${first}`);
	await world.sync('poam');
	const sent = await world.otherProgram(`select fields from sync_outbox where state = 'confirmed'`);
	expect([sent, await status(), await waiting(), await broken()]).toEqual([[{fields: {scheduled_completion: '2031-03-01'}}], 'synced', 0, []]);
});
