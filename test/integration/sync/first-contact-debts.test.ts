import {afterAll, beforeAll, expect, test} from 'vitest';
import {createSyncedWorld, type SyncedWorld} from '../../support/synced-world.js';

let world: SyncedWorld;
let id = '';
/** Our rows were here before Parley; of one we know something that the other side does not. */
beforeAll(async () => {
	world = await createSyncedWorld({systems: 1, poams: 5});
	await world.sync('system');
	await world.sync('poam');
	const [row] = await world.otherProgram<{poam_id: string}>(`
		select poam_id from ingestion_poams p join sync_links l on l.internal_id = p.id and l.entity_type = 'poam' where l.base -> 'deviation_rationale' = 'null' order by poam_id limit 1`);
	id = row?.poam_id ?? '';
	await world.otherProgram(`delete from sync_links where entity_type = 'poam'`);
	await world.otherProgram(`update ingestion_poams set deviation_rationale = 'The vendor has no fix yet.' where poam_id = $1`, [id]);
});
afterAll(() => world[Symbol.asyncDispose]());

test('a field of ours that is empty there is owed on first contact, and reaches them', async () => {
	await world.otherProgram(`update sync_policies set push_enabled = false`);
	expect(await world.sync('poam', 'full')).toMatchObject({counts: {read: 5, rejected: 0, conflicting: 0}});
	expect(await world.otherProgram('select field, before from sync_internal_edits')).toEqual([{field: 'deviation_rationale', before: null}]);
	expect(await world.otherProgram('select sync_status from ingestion_poams where poam_id = $1', [id])).toEqual([{sync_status: 'pending'}]);
	await world.otherProgram(`update sync_policies set push_enabled = true where entity_type = 'poam' and sync_direction = 'bidirectional'`);
	await world.sync('poam');
	expect((await world.xacta.effects()).map(({after}) => [after?.['poam_id'], after?.['deviation_rationale']])).toEqual([[id, 'The vendor has no fix yet.']]);
	expect(await world.otherProgram('select field from sync_internal_edits')).toEqual([]);
});
