import {afterAll, beforeAll, expect, test} from 'vitest';
import {createSyncedWorld, type SyncedWorld} from '../../support/synced-world.js';

let world: SyncedWorld;
beforeAll(async () => {
	world = await createSyncedWorld({poams: 6});
	await world.sync('system');
	await world.sync('poam');
});
afterAll(() => world[Symbol.asyncDispose]());

test('a verdict on values that the other side has changed since is refused, and shows what is there now', async () => {
	const [{poam_id: id} = {poam_id: ''}] = await world.otherProgram<{poam_id: string}>('select poam_id from ingestion_poams order by poam_id');
	const ours = async () => (await world.otherProgram<{poc: string}>('select poc from ingestion_poams where poam_id = $1', [id]))[0]?.poc;
	await world.otherProgram('update ingestion_poams set poc = $2 where poam_id = $1', [id, 'Ours']);
	await world.xacta.people.reassign(id, 'Theirs');
	await world.sync('poam');
	const [seen] = (await world.operations.listConflicts({status: 'pending', text: id}, undefined, 10)).rows;
	const conflictId = seen?.id ?? 0;
	expect(seen).toMatchObject({externalValue: 'Theirs', version: 1});

	await world.xacta.people.reassign(id, 'Theirs Again');
	await world.sync('poam');
	const late = await world.operations.resolveConflict({id: conflictId, version: 1, verdict: {kind: 'keep_external'}});
	expect(late).toMatchObject({kind: 'stale', conflict: {status: 'pending', version: 2, internalValue: 'Ours', externalValue: 'Theirs Again'}});
	expect(await ours()).toBe('Ours');

	expect(await world.operations.resolveConflict({id: conflictId, version: 2, verdict: {kind: 'keep_external'}})).toMatchObject({kind: 'settled'});
	expect(await ours()).toBe('Theirs Again');
});
