import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {createSyncedWorld, type SyncedWorld} from '../../support/synced-world.js';

let world: SyncedWorld;
beforeAll(async () => {
	world = await createSyncedWorld();
	await world.sync('system');
	await world.sync('poam');
});
afterAll(() => world[Symbol.asyncDispose]());

const poamIds = async (): Promise<readonly string[]> =>
	(await world.otherProgram<{poam_id: string}>('select poam_id from ingestion_poams order by poam_id')).map(row => row.poam_id);
const poam = async (poamId: string) =>
	(await world.otherProgram<Record<string, unknown>>('select poc, status, sync_status, xacta_poam_id from ingestion_poams where poam_id = $1', [poamId]))[0];
const pendingOn = async (poamId: string) =>
	(await world.operations.listConflicts({status: 'pending', entityType: 'poam'}, undefined, 100)).rows.filter(conflict => conflict.entityId === poamId);

describe('inbound from a real server', () => {
	test('brings in everything there is, and its counts add up to what the other side holds', async () => {
		const rows = await world.xacta.ledger();
		const [mine] = await world.otherProgram<{poams: number; links: number}>(`select (select count(*)::int from ingestion_poams) as poams, (select count(*)::int from sync_links where entity_type = 'poam') as links`);
		expect(mine).toEqual({poams: rows.poams, links: rows.poams});
	});

	test('a second run of everything writes nothing', async () => {
		const before = await world.otherProgram('select xmin::text, ctid::text, id from ingestion_poams order by id');
		const run = await world.sync('poam', 'full');
		expect(run).toMatchObject({status: 'completed', counts: {created: 0, updated: 0, conflicting: 0, rejected: 0}});
		expect(run.counts.unchanged).toBe(run.counts.read);
		expect(await world.otherProgram('select xmin::text, ctid::text, id from ingestion_poams order by id')).toEqual(before);
	});

	test('takes what only the other side changed', async () => {
		const [id = ''] = await poamIds();
		await world.xacta.people.reassign(id, 'Mary Reyes');
		expect((await world.sync('poam')).counts.updated).toBe(1);
		expect(await poam(id)).toMatchObject({poc: 'Mary Reyes', sync_status: 'synced'});
	});

	test('keeps what only our side changed, and says that it is owed', async () => {
		const [, id = ''] = await poamIds();
		await world.otherProgram('update ingestion_poams set poc = $2 where poam_id = $1', [id, 'Our Own']);
		await world.sync('poam');
		expect(await poam(id)).toMatchObject({poc: 'Our Own', sync_status: 'pending'});
		expect(await pendingOn(id)).toEqual([]);
	});

	test('asks a person when both sides changed one field, and goes on with every other', async () => {
		const [, , id = ''] = await poamIds();
		await world.otherProgram('update ingestion_poams set poc = $2 where poam_id = $1', [id, 'Ours']);
		await world.xacta.people.reassign(id, 'Theirs');
		await world.xacta.people.noteMilestoneChange(id, 'slipped');
		const run = await world.sync('poam');
		expect(run).toMatchObject({conflictsOpened: 1, counts: {conflicting: 1}});
		expect(await pendingOn(id)).toMatchObject([{fieldName: 'poc', reason: 'both_changed', internalValue: 'Ours', externalValue: 'Theirs', internalChange: {by: expect.stringContaining('app_rasdash')}}]);
		expect(await poam(id)).toMatchObject({poc: 'Ours', sync_status: 'conflict'});
	});

	test('closes the question by itself when both sides come to agree', async () => {
		const [, , id = ''] = await poamIds();
		await world.otherProgram('update ingestion_poams set poc = $2 where poam_id = $1', [id, 'Theirs']);
		expect(await world.sync('poam')).toMatchObject({conflictsConverged: 1});
		expect(await pendingOn(id)).toEqual([]);
		expect(await poam(id)).toMatchObject({sync_status: 'synced'});
	});

	test('asks about a record that two complete listings in a row did not return, and deletes nothing', async () => {
		const [, , , id = ''] = await poamIds();
		await world.xacta.people.delete(id);
		expect(await world.sync('poam', 'full')).toMatchObject({conflictsOpened: 0});
		expect(await world.sync('poam', 'full')).toMatchObject({conflictsOpened: 1});
		expect(await pendingOn(id)).toMatchObject([{conflictType: 'missing_record', reason: 'vanished'}]);
		expect(await poam(id)).toMatchObject({xacta_poam_id: id, sync_status: 'conflict'});
	});
});
