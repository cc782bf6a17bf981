import {afterAll, beforeAll, beforeEach, expect, test} from 'vitest';
import type {ExternalRecord, Page} from '../../../source/core/connector.js';
import type {JsonObject} from '../../../source/core/json.js';
import {runParleyCommand} from '../../support/run-parley-command.js';
import {createSyncedWorld, type SyncedWorld} from '../../support/synced-world.js';

let world: SyncedWorld;
let ids: readonly string[] = [];
beforeAll(async () => {
	world = await createSyncedWorld({systems: 1, poams: 30});
	await world.sync('poam');
	ids = (await world.otherProgram<{poam_id: string}>(`select poam_id from ingestion_poams order by poam_id`)).map(row => row.poam_id);
});
afterAll(() => world[Symbol.asyncDispose]());
/** The records of this pair are known for two days. */
beforeEach(() => world.otherProgram(`update sync_payload_shapes set first_seen_at = now() - interval '2 days'`));

const told = async () => (await world.operations.listAudit({targetType: 'payload'}, undefined, 100)).rows.map(({action, actor, targetId, detail}) => ({action, actor, targetId, drift: (detail as JsonObject)['drift']}));
/** Reads everything, of which the other side shows each record as `show` gives it. */
const syncShowing = (show: (fields: JsonObject) => JsonObject) => world.bind({}, connector => ({
	...connector,
	list: async request => {
		const page: Page = await connector.list(request);
		return {...page, records: page.records.map((record): ExternalRecord => ({externalId: record.externalId, fields: show(record.fields)}))};
	},
})).runSync({systemName: 'Xacta 360', entityType: 'poam', scope: 'full'});

test('what comes as it always did is no news, and a pass that changes nothing looks at nothing', async () => {
	for (const id of ids) await world.xacta.people.reassign(id, `New ${id}`);
	await world.sync('poam', 'full');
	const stamp = () => world.otherProgram('select updated_at from sync_payload_shapes');
	const before = await stamp();
	await world.sync('poam', 'full');
	expect(await stamp()).toEqual(before);
	expect(await told()).toEqual([]);
});

test('a new key, another type and a word that no rule names are told once, with a sample and the fields of ours', async () => {
	const show = (fields: JsonObject): JsonObject => ({...fields, responsible_individual: `Both ${String(fields['poam_id'])}`, cloud: {region: 'north'}, resources_required: 7, poam_status: fields['poam_id'] === ids[3] ? 'Suspended' : fields['poam_status'] ?? null});
	for (let round = 0; round < 2; round++) expect((await syncShowing(show)).failure).toBeUndefined();
	expect(await told()).toEqual([{
		action: 'payload.drift', actor: 'parley', targetId: 'Xacta 360 poams',
		drift: expect.arrayContaining([
			{change: 'new key', key: 'cloud', sample: {region: 'north'}, fields: []},
			{change: 'new type', key: 'resources_required', before: ['text'], sample: 7, fields: ['resources']},
			{change: 'new word', key: 'poam_status', sample: 'suspended', fields: ['status']},
		]),
	}]);
	const listed = await runParleyCommand(['audit', 'list'], {operations: () => Promise.resolve(world.operations)});
	expect(listed.stdout).toContain('payload.drift');
	expect((await world.operations.verifyAudit()).firstBroken).toBeUndefined();
});

test('a mapped key that none has any more is told, though each record alone may lack it', async () => {
	await syncShowing(fields => Object.fromEntries(Object.entries({...fields, responsible_individual: `Third ${String(fields['poam_id'])}`}).filter(([key]) => key !== 'risk_rating')));
	expect((await told())[0]?.drift).toContainEqual({change: 'missing key', key: 'risk_rating', fields: ['risk_rating']});
});

test('a pair that is new is only learned', async () => {
	const before = (await told()).length;
	await world.otherProgram(`update sync_payload_shapes set first_seen_at = now()`);
	await syncShowing(fields => ({...fields, responsible_individual: `Fourth ${String(fields['poam_id'])}`, another: true}));
	await world.otherProgram(`update sync_payload_shapes set first_seen_at = now() - interval '2 days'`);
	await syncShowing(fields => ({...fields, responsible_individual: `Fifth ${String(fields['poam_id'])}`, another: false}));
	expect(await told()).toHaveLength(before);
});
