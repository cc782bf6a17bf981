import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {Connector} from '../../../source/core/connector.js';
import type {Operations} from '../../../source/operations/operations.js';
import {createSyncedWorld, type SyncedWorld} from '../../support/synced-world.js';

let world: SyncedWorld;
let ids: readonly string[];
beforeAll(async () => {
	world = await createSyncedWorld({systems: 1, poams: 120});
	await world.otherProgram(`update sync_policies set batch_size = 20 where entity_type = 'poam'`);
	await world.sync('system');
	await world.sync('poam', 'full');
	ids = (await world.otherProgram<{poam_id: string}>('select poam_id from ingestion_poams order by poam_id')).map(row => row.poam_id);
});
afterAll(() => world[Symbol.asyncDispose]());

const pass = (operations: Operations) => operations.runSync({systemName: 'Xacta 360', entityType: 'poam', scope: 'full'});
/** An other side that keeps these to itself. */
const without = (hidden: readonly string[]) => (connector: Connector): Connector => ({
	...connector,
	list: async request => {
		const page = await connector.list(request);
		return {...page, records: page.records.filter(({externalId}) => !hidden.includes(externalId))};
	},
});
const missing = async () => (await world.operations.listConflicts({status: 'pending', reason: 'vanished'}, undefined, 200)).rows.length;
const lastFullAt = async () => (await world.otherProgram<{at: Date}>(`select last_full_at as at from sync_checkpoints where entity_type = 'poam' and direction = 'inbound'`))[0]?.at;

test('a pass that a guard stopped is stopped again, and not called finished, for as long as the other side is so', async () => {
	const broken = world.bind({}, without(ids.slice(0, 30)));
	const before = await lastFullAt();
	for (let round = 0; round < 3; round++) {
		const {runs, failure} = await pass(broken);
		expect(failure).toMatchObject({code: 'SYNC_GUARD_TRIPPED', nextStep: expect.stringContaining('--clear-guards')});
		expect(runs[0]?.children[0]).toMatchObject({status: 'failed', counts: {read: ids.length - 30}});
	}
	expect(await lastFullAt()).toEqual(before);
	expect(await missing()).toBe(0);
});

describe('what is owed to a side of which a guard has stopped the reading', () => {
	const send = (operations: Operations) => operations.runSync({systemName: 'Xacta 360', entityType: 'poam'});
	const effects = async () => (await world.xacta.effects()).filter(({application}) => application.startsWith('parley')).length;
	beforeAll(async () => {
		await world.operations.setPushEnabled({systemName: 'Xacta 360', entityType: 'poam', enabled: true});
		await world.otherProgram(`update ingestion_poams set poc = 'Waits For The Guard' where poam_id = any($1)`, [ids.slice(0, 2)]);
	});
	afterAll(() => world.operations.setPushEnabled({systemName: 'Xacta 360', entityType: 'poam', enabled: false}));

	/** Asked for a single one, it may say that it is gone: that is not believed, either. */
	const broken = () => world.bind({}, connector => ({...without(ids.slice(0, 30))(connector), read: async (type, id, signal) => (id === ids[0] ? undefined : connector.read(type, id, signal))}));

	test('does not leave, neither with that run nor with one that reads only what has changed, and says why', async () => {
		for (const run of [pass, send]) {
			const {runs, failure} = await run(broken());
			expect(failure).toMatchObject({code: 'SYNC_GUARD_TRIPPED'});
			expect(runs[0]?.children.at(-1)).toMatchObject({direction: 'outbound', status: 'failed', problems: [expect.stringMatching(/Nothing is sent to Xacta 360 poams.*not returned by a complete listing/)]});
		}
		expect([await effects(), await missing()]).toEqual([0, 0]);
	});

	test.each(['a pass has got through', 'a person has applied the plan of what the guard had stopped'])('leaves once %s', async how => {
		const before = await effects();
		await world.otherProgram(`update ingestion_poams set poc = $2 where poam_id = any($1)`, [ids.slice(0, 2), how]);
		expect((await pass(broken())).failure).toBeDefined();
		if (how.startsWith('a pass')) await pass(world.operations);
		else await broken().applyPlan({id: (await broken().planSync({systemName: 'Xacta 360', entityType: 'poam', scope: 'full', selection: undefined})).id, clearsGuards: true});
		expect((await send(world.operations)).failure).toBeUndefined();
		expect(await effects()).toBe(before + 2);
	});
});

test('once the most is there again, the next two passes conclude what is still missing', async () => {
	const better = world.bind({}, without(ids.slice(0, 5)));
	for (let round = 0; round < 2; round++) expect((await pass(better)).failure).toBeUndefined();
	expect(await missing()).toBe(5);
});

test('what a person has let pass a guard, and been asked about since, stops no later pass', async () => {
	const hidden = ids.slice(40, 80);
	const smaller = world.bind({}, without([...ids.slice(0, 5), ...hidden]));
	expect((await pass(smaller)).failure).toMatchObject({code: 'SYNC_GUARD_TRIPPED', message: expect.stringContaining(`40 of ${ids.length} linked poams`)});
	const plan = () => smaller.planSync({systemName: 'Xacta 360', entityType: 'poam', scope: 'full', selection: undefined});
	await smaller.applyPlan({id: (await plan()).id, clearsGuards: true});
	expect((await plan()).pairs[0]).toMatchObject({guards: [], tally: {missing: 40}});
	expect((await pass(smaller)).failure).toBeUndefined();
	expect(await missing()).toBe(45);
	expect((await plan()).pairs[0]).toMatchObject({guards: [], tally: {missing: 0}});
	expect((await pass(smaller)).failure).toBeUndefined();
	expect((await pass(world.bind({}, without(ids)))).failure).toMatchObject({code: 'SYNC_GUARD_TRIPPED', message: expect.stringContaining('none of the')});
	expect((await pass(world.bind({}, without(ids.slice(0, 5))))).failure).toBeUndefined();
});

test('a link that was there when a pass began and is gone when it ends is not missed', async () => {
	const [gone = ''] = ids.slice(-1);
	const hidden = without([...ids.slice(0, 5), gone, ids.at(-2) ?? '']);
	const planWith = async (last: () => Promise<unknown>) => {
		const operations = world.bind({}, connector => ({...connector, list: async request => {
			const page = await hidden(connector).list(request);
			if (page.next === undefined) await last();
			return page;
		}}));
		return (await operations.planSync({systemName: 'Xacta 360', entityType: 'poam', scope: 'full', selection: undefined})).pairs[0]?.tally.missing;
	};
	expect(await planWith(() => Promise.resolve())).toBe(2);
	expect(await planWith(() => world.otherProgram(`delete from sync_links where entity_type = 'poam' and external_id = $1`, [gone]))).toBe(1);
});
