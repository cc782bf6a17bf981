import {afterAll, beforeAll, expect, test} from 'vitest';
import type {Connector} from '../../../source/core/connector.js';
import {createSyncedWorld, type SyncedWorld} from '../../support/synced-world.js';
import {addWeakness} from '../../support/weakness.js';

let world: SyncedWorld;
let ids: readonly string[] = [];
beforeAll(async () => {
	world = await createSyncedWorld({systems: 1, poams: 12});
	for (const entityType of ['system', 'control', 'poam'] as const) await world.sync(entityType);
	await world.operations.setPushEnabled({systemName: 'Xacta 360', entityType: 'poam', enabled: true});
	ids = (await world.otherProgram<{poam_id: string}>(`select poam_id from ingestion_poams where status = 'ongoing' order by poam_id limit 3`)).map(row => row.poam_id);
});
afterAll(() => world[Symbol.asyncDispose]());

const owe = async (poc: string) => {
	for (const id of ids) await world.otherProgram('update ingestion_poams set poc = $2 where poam_id = $1', [id, poc]);
};
const raise = () => world.otherProgram(`insert into sync_push_holds (noticed_by, evidence) values ('another host', 'It was restored.')`);
const raiseAfterWrite = (connector: Connector): Connector => ({
	...connector,
	write: async request => {
		const result = await connector.write(request);
		await raise();
		return result;
	},
});
const release = () => world.operations.releasePushing({anyway: true});
const run = (wrap?: (connector: Connector) => Connector) => world.bind({}, wrap).runSync({systemName: 'Xacta 360', entityType: 'poam'});
const sent = async () => (await world.xacta.effects()).filter(({application, table}) => application.startsWith('parley') && table === 'poams').length;
/** What waits, as it waits. */
const waiting = async () => (await world.otherProgram<{state: string}>(`select state from sync_outbox where state not in ('confirmed', 'cancelled') order by id`)).map(({state}) => state);
const letTimePass = () => world.otherProgram(`update sync_outbox set next_attempt_at = now() where state in ('ready', 'unknown')`);
const stopped = {failure: {code: 'DATABASE_RESTORED'}, runs: [{children: [{direction: 'inbound', status: 'completed'}, {direction: 'outbound', status: 'failed', problems: [expect.stringContaining('another host')]}]}]};

test('a hold that is raised while something is sent lets nothing else leave, and what waits leaves after the release', async () => {
	await owe('Held After One');
	const before = await sent();
	expect(await run(raiseAfterWrite)).toMatchObject(stopped);
	expect([await sent(), await waiting()]).toEqual([before + 1, ['ready', 'ready']]);
	await release();
	expect((await run()).failure).toBeUndefined();
	expect([await sent(), await waiting()]).toEqual([before + 3, []]);
});

test('one that is raised between our look at the other side and the write stops that write', async () => {
	await owe('Held At The Look');
	const before = await sent();
	expect(await run(connector => ({
		...connector,
		read: async (entityType, externalId, signal) => {
			const record = await connector.read(entityType, externalId, signal);
			await raise();
			return record;
		},
	}))).toMatchObject(stopped);
	expect([await sent(), await waiting()]).toEqual([before, ['ready', 'ready', 'ready']]);
	await release();
	await letTimePass();
	expect((await run()).failure).toBeUndefined();
	expect([await sent(), await waiting()]).toEqual([before + 3, []]);
});

test('one that is raised while a record is made over there lets no other be made, nor anything else leave', async () => {
	const systemId = world.organization.systems[0]?.systemId ?? '';
	for (const pluginId of ['940001', '940002']) await addWeakness(world, {pluginId, systemId, hosts: ['web-1']});
	await world.operations.createPoams({keys: ['940001', '940002'].map(pluginId => `${systemId}:${pluginId}`)});
	await owe('Held At A Creation');
	const before = await sent();
	expect(await run(raiseAfterWrite)).toMatchObject(stopped);
	expect([await sent(), await waiting()]).toEqual([before + 1, expect.arrayContaining(['ready', 'ready', 'ready', 'ready'])]);
	await release();
	expect((await run()).failure).toBeUndefined();
	expect([await sent(), await waiting()]).toEqual([before + 5, []]);
});

test('one that is raised while an answer is lost leaves the outcome unknown, and it is looked up after the release', async () => {
	await owe('Held And Lost');
	const before = await sent();
	expect((await run(connector => ({
		...connector,
		write: async request => {
			await connector.write(request);
			await raise();
			throw new Error('The line broke.');
		},
	}))).failure).toBeDefined();
	expect([await sent(), await waiting()]).toEqual([before + 1, ['unknown', 'ready', 'ready']]);
	await letTimePass();
	expect(await run()).toMatchObject(stopped);
	expect(await waiting()).toEqual(['unknown', 'ready', 'ready']);
	await release();
	expect((await run()).failure).toBeUndefined();
	expect([await sent(), await waiting()]).toEqual([before + 3, []]);
});
