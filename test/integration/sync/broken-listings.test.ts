import {afterAll, beforeAll, expect, test} from 'vitest';
import {createSyncedWorld, type SyncedWorld} from '../../support/synced-world.js';

const total = 24;

let world: SyncedWorld;
let ids: readonly string[] = [];
beforeAll(async () => {
	world = await createSyncedWorld({poams: total});
	await world.sync('system');
	await world.sync('poam', 'full');
	ids = (await world.otherProgram<{poam_id: string}>('select poam_id from ingestion_poams order by poam_id')).map(row => row.poam_id);
});
afterAll(() => world[Symbol.asyncDispose]());

const picture = async () => (await world.otherProgram<Record<string, unknown>>(`
	select (select json_agg(json_build_array(p.xmin::text, p.id, sync_status) order by p.id) from ingestion_poams p) as rows,
		(select sum(missed_passes)::int from sync_links) as missed, (select count(*)::int from sync_conflicts) as conflicts`))[0];

test('a value that our table refuses costs its own record, and no other of its page', async () => {
	const [, , , bad = ''] = ids;
	await world.otherProgram('truncate ingestion_poams, sync_links, sync_checkpoints, sync_internal_edits cascade');
	await world.otherProgram(`alter table ingestion_poams add constraint nobody_is_forbidden check (poc <> 'Forbidden')`);
	await world.xacta.people.reassign(bad, 'Forbidden');
	expect(await world.sync('poam', 'full')).toMatchObject({status: 'completed', counts: {read: total, created: total - 1, rejected: 1}});
	const {rows} = await world.operations.listConflicts({status: 'pending', entityType: 'poam'}, undefined, 10);
	expect(rows).toMatchObject([{externalEntityId: bad, reason: 'transform_failed', note: expect.stringContaining('nobody_is_forbidden')}]);
	await world.xacta.people.reassign(bad, 'Allowed');
	expect(await world.sync('poam')).toMatchObject({counts: {created: 1, rejected: 0}});
	expect((await world.operations.listConflicts({status: 'pending', entityType: 'poam'}, undefined, 10)).rows).toEqual([]);
});

test('a page of which most cannot be read stops the run, and nothing of it is asked', async () => {
	const before = await picture();
	// As if every name had another form from one day to the next.
	await world.otherProgram(`update data_field_mappings set validation_rules = '[{"type": "max_length", "value": 1}]', mapping_version = mapping_version + 1 where entity_type = 'poam' and internal_field_name = 'poc'`);
	await expect(world.sync('poam', 'full')).rejects.toMatchObject({code: 'SYNC_GUARD_TRIPPED', message: expect.stringMatching(/of 24 poams on one page were rejected/)});
	expect(await picture()).toEqual(before);
	await world.otherProgram(`update data_field_mappings set validation_rules = null, mapping_version = mapping_version + 1 where entity_type = 'poam' and internal_field_name = 'poc'`);
	expect(await world.sync('poam', 'full')).toMatchObject({status: 'completed', counts: {rejected: 0}});
});

test('a complete listing of nothing is a broken other side, not an empty one', async () => {
	const before = await picture();
	for (const id of ids) await world.xacta.people.delete(id);
	for (let pass = 0; pass < 3; pass++) {
		await expect(world.sync('poam', 'full')).rejects.toMatchObject({code: 'SYNC_GUARD_TRIPPED', message: expect.stringContaining(`none of the ${total} linked poams`)});
	}
	expect(await picture()).toEqual(before);
});
