import {afterAll, beforeAll, expect, test} from 'vitest';
import {createSyncedWorld, type SyncedWorld} from '../../support/synced-world.js';

let world: SyncedWorld;
beforeAll(async () => {
	world = await createSyncedWorld({poams: 8});
	await world.sync('system');
	await world.sync('poam');
	await world.operations.setPushEnabled({systemName: 'Xacta 360', entityType: 'poam', enabled: true});
});
afterAll(() => world[Symbol.asyncDispose]());

const edits = () => world.otherProgram('select entity_type, field, changed_by from sync_internal_edits');
const sent = async () => (await world.xacta.effects()).filter(effect => effect.application.startsWith('parley'));

test('what a run takes in is no edit of ours: it owes nothing, and nothing goes back', async () => {
	const ids = (await world.otherProgram<{poam_id: string}>('select poam_id from ingestion_poams order by poam_id')).map(row => row.poam_id);
	expect(await edits()).toEqual([]);
	for (const id of ids) await world.xacta.people.reassign(id, `Theirs of ${id}`);
	expect((await world.sync('poam')).counts.updated).toBe(ids.length);
	expect(await edits()).toEqual([]);
	for (let cycle = 0; cycle < 3; cycle++) await world.sync('poam');
	expect(await sent()).toEqual([]);
	expect(await world.otherProgram('select distinct sync_status, poc like $1 as is_theirs from ingestion_poams', ['Theirs of %'])).toEqual([{sync_status: 'synced', is_theirs: true}]);
});

test('another word of theirs for what was agreed is no change: ours leaves all the same, by the next run when it falls between our look and our write', async () => {
	const {organization} = world;
	const {poamId: id = ''} = Array.from({length: organization.counts.poams}, (_, index) => organization.poamAt(index)).find(({riskRating, status}) => riskRating === 'medium' && status !== 'archived') ?? {};
	const ratings = async () => (await sent()).filter(({after}) => after?.['poam_id'] === id).map(({before, after}) => [before?.['risk_rating'], after?.['risk_rating']]);
	await world.otherProgram(`update ingestion_poams set risk_rating = 'critical' where poam_id = $1`, [id]);
	await world.bind({}, connector => ({...connector, write: async request => {
		await world.xacta.people.rate(id, 'moderate');
		return connector.write(request);
	}})).runSync({systemName: 'Xacta 360', entityType: 'poam'});
	expect(await ratings()).toEqual([]);
	await world.sync('poam');
	expect(await ratings()).toEqual([['moderate', 'critical']]);
	expect((await world.operations.listConflicts({status: 'pending'}, undefined, 10)).rows).toEqual([]);
});
