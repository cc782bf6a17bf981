import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {connectTenable, type SyncedTenable} from '../../support/synced-tenable.js';
import {createSyncedWorld, type SyncedWorld} from '../../support/synced-world.js';

let world: SyncedWorld;
let tenable: SyncedTenable;
beforeAll(async () => {
	world = await createSyncedWorld({poams: 2});
	tenable = await connectTenable(world);
	await tenable.sync('asset');
	await world.operations.setPushEnabled({systemName: 'Tenable.io', entityType: 'asset', enabled: true});
});
afterAll(async () => {
	await tenable[Symbol.asyncDispose]();
	await world[Symbol.asyncDispose]();
});

const assetId = (index: number) => world.organization.assetIdAt(index);
const editOurs = (id: string, column: 'business_owner' | 'acr_score', value: string | number) => world.otherProgram(`update ingestion_assets set ${column} = $2 where asset_uuid = $1`, [id, value]);
const ours = async (id: string) => (await world.otherProgram<{business_owner: string; acr_score: string; sync_status: string}>('select business_owner, acr_score, sync_status from ingestion_assets where asset_uuid = $1', [id]))[0];
const theirs = (id: string) => {
	const {tenant} = tenable.simulator;
	tenant.settle();
	const view = tenant.assets.viewOf(tenant.assets.findIndex(id) ?? -1);
	const owners = view.tags.map(({valueUuid}) => tenant.tags.value(valueUuid)).filter(tag => tag !== undefined && tenant.tags.category(tag.categoryUuid)?.name === 'Business Owner');
	return {acr: view.acrScore, owners: owners.map(tag => tag?.value)};
};
/** What the simulator's ledger says that Parley did to one asset. */
const effectsOn = (id: string) => tenable.simulator.report().effects.filter(({by, effect}) => by === 'api' && 'assets' in effect && effect.assets.includes(id)).map(({effect}) => effect);
const conflictsOf = async (id: string) => (await world.operations.listConflicts({status: 'pending', text: id}, undefined, 10)).rows;
const outbox = (id: string) => world.otherProgram<{state: string; attempts: number}>('select state, attempts from sync_outbox where external_id = $1 order by id', [id]);

describe('what is owed to Tenable', () => {
	test('an owner becomes a tag in place of the old one, is read back, and both sides agree', async () => {
		const id = assetId(0);
		await editOurs(id, 'business_owner', 'Grace Hopper');
		expect((await tenable.sync('asset')).outbound).toMatchObject({status: 'completed', counts: {read: 1, updated: 1}});
		expect(theirs(id).owners).toEqual(['Grace Hopper']);
		expect(await ours(id)).toMatchObject({business_owner: 'Grace Hopper', sync_status: 'synced'});
		expect(effectsOn(id).map(({kind}) => kind)).toEqual(['tags-added', 'tags-removed']);
	});

	test('a rating is set once, is read back, and both sides agree', async () => {
		const id = assetId(1);
		const rating = theirs(id).acr === 9 ? 8 : 9;
		await editOurs(id, 'acr_score', rating);
		expect((await tenable.sync('asset')).outbound).toMatchObject({status: 'completed', counts: {read: 1, updated: 1}});
		expect(theirs(id).acr).toBe(rating);
		expect(await ours(id)).toMatchObject({acr_score: `${rating}.0`, sync_status: 'synced'});
		expect(effectsOn(id)).toMatchObject([{kind: 'acr-set', score: rating}]);
	});

	test('both at once leave together', async () => {
		const id = assetId(2);
		const rating = theirs(id).acr === 3 ? 4 : 3;
		await world.otherProgram('update ingestion_assets set acr_score = $2, business_owner = $3 where asset_uuid = $1', [id, rating, 'Ada Lovelace']);
		await tenable.sync('asset');
		expect(theirs(id)).toEqual({acr: rating, owners: ['Ada Lovelace']});
		expect(await outbox(id)).toEqual([{state: 'confirmed', attempts: 1}]);
	});

	test('our own writes are recognised when they come back: three quiet rounds send nothing', async () => {
		const before = tenable.simulator.report().writes.filter(({path}) => !path.includes('/export')).length;
		for (const scope of ['changes', 'full', 'changes'] as const) expect((await tenable.sync('asset', scope)).outbound?.counts.read).toBe(0);
		expect(tenable.simulator.report().writes.filter(({path}) => !path.includes('/export'))).toHaveLength(before);
		expect((await world.operations.listConflicts({status: 'pending'}, undefined, 10)).rows).toEqual([]);
	});

	test('what was kept of the record whole is not replaced by what was read of it in part', async () => {
		const id = assetId(3);
		await editOurs(id, 'business_owner', 'Ours');
		tenable.simulator.edit({action: 'retag', asset: id, category: 'Business Owner', value: 'Theirs'});
		await tenable.sync('asset');
		const [kept] = await world.otherProgram<{raw_json: object | string}>('select raw_json from ingestion_assets where asset_uuid = $1', [id]);
		expect(JSON.stringify(kept?.raw_json)).toContain('operating_systems');
	});
});

describe('when somebody was faster', () => {
	test('a tag that changes between the listing and our look becomes a question, and nothing is sent', async () => {
		const id = assetId(4);
		await editOurs(id, 'business_owner', 'Ours');
		await tenable.sync('asset', 'changes', () => tenable.simulator.edit({action: 'retag', asset: id, category: 'Business Owner', value: 'Theirs'}));
		expect(await conflictsOf(id)).toMatchObject([{fieldName: 'business_owner', internalValue: 'Ours', externalValue: 'Theirs', reason: 'both_changed'}]);
		expect(theirs(id).owners).toEqual(['Theirs']);
		expect(effectsOn(id)).toEqual([]);
		expect((await outbox(id)).map(({state}) => state)).toEqual(['cancelled']);
	});

	test('keeping ours then reaches Tenable', async () => {
		const id = assetId(4);
		const [conflict] = await conflictsOf(id);
		await world.operations.resolveConflict({id: conflict?.id ?? 0, version: conflict?.version ?? 0, verdict: {kind: 'keep_internal'}});
		await tenable.sync('asset');
		expect(theirs(id).owners).toEqual(['Ours']);
		expect(await ours(id)).toMatchObject({business_owner: 'Ours', sync_status: 'synced'});
	});
});

describe('when an answer is lost', () => {
	test('an assignment that arrived is looked up, and not sent again', async () => {
		const id = assetId(5);
		await editOurs(id, 'business_owner', 'Once Only');
		tenable.simulator.setFaults([{match: {method: 'POST', path: '/tags/assets/assignments'}, times: 1, fault: {kind: 'reset', when: 'after'}}]);
		await tenable.sync('asset');
		tenable.simulator.setFaults([]);
		await settle();
		expect(theirs(id).owners).toEqual(['Once Only']);
		expect(effectsOn(id).map(({kind}) => kind).sort()).toEqual(['tags-added', 'tags-removed']);
		expect((await outbox(id)).at(-1)).toMatchObject({state: 'confirmed'});
	});

	test('a rating that never shows in time is unknown, and is confirmed by a later look without a second job', async () => {
		const id = assetId(6);
		const rating = theirs(id).acr === 2 ? 5 : 2;
		await editOurs(id, 'acr_score', rating);
		// The job is taken; whoever asks for the asset afterwards gets no answer.
		tenable.simulator.setFaults([{match: {method: 'GET', path: `/assets/${id}`}, skip: 2, fault: {kind: 'status', status: 500}}]);
		await tenable.sync('asset').catch(() => undefined);
		expect((await outbox(id)).at(-1)?.state).toMatch(/^(?:unknown|ready)$/);
		tenable.simulator.setFaults([]);
		await settle();
		expect(theirs(id).acr).toBe(rating);
		expect(effectsOn(id)).toHaveLength(1);
		expect((await outbox(id)).at(-1)).toMatchObject({state: 'confirmed'});
		expect(await ours(id)).toMatchObject({sync_status: 'synced'});
	});
});

/** A later run, with the waits of the outbox and of the circuit over. */
async function settle(): Promise<void> {
	await world.otherProgram(`update sync_outbox set next_attempt_at = now() where state in ('ready', 'unknown')`);
	await world.otherProgram('delete from integration_health');
	await tenable.sync('asset');
}
