import {afterAll, beforeAll, beforeEach, expect, test} from 'vitest';
import type {Connector} from '../../../source/core/connector.js';
import {createSyncedWorld, type SyncedWorld} from '../../support/synced-world.js';

let world: SyncedWorld;
let served: string[] = [];
beforeAll(async () => {
	world = await createSyncedWorld({systems: 2, poams: 30});
	await world.sync('system');
	await world.otherProgram(`update sync_policies set filters = '[{"field": "status", "operator": "in", "value": ["ongoing"]}]' where entity_type = 'poam'`);
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(async () => {
	served = [];
	await world.otherProgram(`delete from sync_conflicts; delete from sync_internal_edits; delete from sync_links where entity_type = 'poam'; delete from sync_checkpoints where entity_type = 'poam'; delete from ingestion_poams`);
});

const counted = (connector: Connector): Connector => ({...connector, list: async request => {
	const page = await connector.list(request);
	served.push(...page.records.map(({externalId}) => externalId));
	return page;
}});
const unasked = (connector: Connector): Connector => counted({...connector, list: request => connector.list({...request, filters: []})});
const sync = async (wrap: (connector: Connector) => Connector, scope: 'changes' | 'full' = 'changes') => {
	const outcome = await world.bind({}, wrap).runSync({systemName: 'Xacta 360', entityType: 'poam', scope});
	if (outcome.failure !== undefined) throw outcome.failure;
	return outcome.runs[0]?.children[0];
};
const poams = async () => (await world.otherProgram<{poam_id: string}>('select poam_id from ingestion_poams order by 1')).map(({poam_id: id}) => id);

test('a first load is served only what the policy lets through, and brings the same records as one that is served all', async () => {
	expect(await sync(unasked)).toMatchObject({status: 'completed'});
	const [whole, servedWhole] = [await poams(), served.length];
	await world.otherProgram(`delete from sync_links where entity_type = 'poam'; delete from sync_checkpoints where entity_type = 'poam'; delete from ingestion_poams`);
	served = [];
	expect(await sync(counted)).toMatchObject({status: 'completed', counts: {filtered: 0, created: whole.length}});
	expect(await poams()).toEqual(whole);
	expect([...served].sort()).toEqual(whole);
	expect(served.length).toBeLessThan(servedWhole);
});

test('so is a run for changes; a record that is let through no more stays as it is, and no full pass takes it for gone', async () => {
	await sync(counted);
	const [left = '', stays = ''] = await poams();
	await world.xacta.people.changeStatus(left, 'completed');
	await world.xacta.people.reassign(stays, 'New Owner');
	served = [];
	await sync(counted);
	expect(served).toContain(stays);
	expect(served).not.toContain(left);
	for (let pass = 0; pass < 4; pass++) expect(await sync(counted, 'full')).toMatchObject({status: 'completed', conflictsOpened: 0});
	expect(served).toContain(left);
	expect(await poams()).toContain(left);
});
