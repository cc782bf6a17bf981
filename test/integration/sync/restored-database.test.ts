import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {createHostMemory} from '../../../source/composition/host-memory.js';
import {silentLogger} from '../../../source/core/process/logger.js';
import type {Operations} from '../../../source/operations/operations.js';
import {takeBackup} from '../../support/backup.js';
import {listOngoing} from '../../support/ongoing-poams.js';
import {createSyncedWorld, type SyncedWorld} from '../../support/synced-world.js';

let world: SyncedWorld;
let homes: string;
let ids: readonly string[] = [];
beforeAll(async () => {
	homes = await mkdtemp(join(tmpdir(), 'parley-hosts-'));
	world = await createSyncedWorld();
	await world.sync('system', 'full');
	await world.sync('control', 'full');
	await world.sync('poam', 'full');
	await world.operations.setPushEnabled({systemName: 'Xacta 360', entityType: 'poam', enabled: true});
	ids = await listOngoing(world);
});
afterAll(async () => {
	await world[Symbol.asyncDispose]();
	await rm(homes, {recursive: true});
});

/** Parley on a host that keeps its memory under this name. */
const host = (name: string, address = 'here'): Operations => world.bind({hostMemory: createHostMemory({dataHome: join(homes, name), address, logger: silentLogger})});
const sync = (operations: Operations, scope: 'changes' | 'full' = 'changes') => operations.runSync({systemName: 'Xacta 360', entityType: 'poam', scope});
const editOurs = (id: string, poc: string) => world.otherProgram('update ingestion_poams set poc = $2 where poam_id = $1', [id, poc]);
const sent = async () => (await world.xacta.effects()).filter(({application}) => application.startsWith('parley')).map(({after}) => after?.['responsible_individual']);
const restored = {code: 'DATABASE_RESTORED'};
const pocOf = async (id: string) => (await world.otherProgram<{poc: string}>('select poc from ingestion_poams where poam_id = $1', [id]))[0]?.poc;

describe('a database that was restored from a backup', () => {
	let [sentBefore, waiting]: readonly string[] = [];

	test('is noticed by the next run, which reads and sends nothing', async () => {
		[sentBefore = '', waiting = ''] = ids;
		await sync(host('daemon'));
		await sync(host('jump box'));
		await editOurs(waiting, 'Waited In The Backup');
		const backup = await takeBackup(world.url);
		await editOurs(sentBefore, 'Sent Before');
		await sync(host('daemon'));
		expect(await sent()).toEqual(expect.arrayContaining(['Waited In The Backup', 'Sent Before']));
		const before = await sent();
		await backup.restore();
		await editOurs(ids[2] ?? '', 'Edited Since');
		const {runs, failure} = await sync(host('daemon'));
		expect(failure).toMatchObject({...restored, nextStep: expect.stringContaining('parley db release')});
		expect(runs[0]?.children.map(({direction, status}) => [direction, status])).toEqual([['inbound', 'completed'], ['outbound', 'failed']]);
		expect(await sent()).toEqual(before);
	});

	test('is known to every process then, also to one that has seen nothing of it', async () => {
		for (const operations of [host('new'), world.operations]) expect((await sync(operations)).failure).toMatchObject(restored);
		expect((await world.operations.getHealth()).pushHold).toMatchObject({evidence: expect.stringContaining('does not know what this host saw')});
		expect((await world.operations.listAudit({}, undefined, 1)).rows).toMatchObject([{action: 'push.hold', targetType: 'database'}]);
	});

	test('is released only once everything was read anew, unless a person insists', async () => {
		const operations = host('jump box');
		await expect(operations.releasePushing({})).rejects.toMatchObject({...restored, message: expect.stringContaining('Xacta 360 poams')});
		for (const entityType of ['system', 'control', 'poam'] as const) await operations.runSync({systemName: 'Xacta 360', entityType, scope: 'full'});
		// What had left came back as theirs, and what waited has nothing left to send.
		expect(await pocOf(sentBefore ?? '')).toBe('Sent Before');
		expect((await operations.listConflicts({status: 'pending'}, undefined, 10)).rows).toEqual([]);
		expect(await operations.releasePushing({note: 'looked through'})).toMatchObject({evidence: expect.any(String)});
		expect((await operations.listAudit({}, undefined, 1)).rows).toMatchObject([{action: 'push.release', detail: {note: 'looked through', unread: []}}]);
		await expect(operations.releasePushing({})).rejects.toMatchObject({code: 'NOT_FOUND'});
	});

	test('sends what waits from then on, and no host holds it again, not even one that sleeps through all of it', async () => {
		for (const name of ['jump box', 'daemon', 'new']) expect((await sync(host(name))).failure).toBeUndefined();
		expect((await sent()).filter(poc => poc === 'Edited Since')).toHaveLength(1);
		expect((await sent()).filter(poc => poc === 'Sent Before')).toHaveLength(1);
	});

	test('is noticed again when it is restored again', async () => {
		const backup = await takeBackup(world.url);
		await sync(host('daemon'));
		await backup.restore();
		expect(await host('daemon').noticeRestore()).toBeDefined();
		await host('daemon').releasePushing({anyway: true});
	});
});

describe('nothing is held', () => {
	test('for a host that has seen nothing yet, nor for several processes of one host at once', async () => {
		expect(await host('another').noticeRestore()).toBeUndefined();
		expect(await Promise.all(Array.from({length: 8}, () => host('another').noticeRestore()))).toEqual(Array.from({length: 8}, () => undefined));
		expect(await host('another').noticeRestore()).toBeUndefined();
	});

	test('after a process that died between its mark and its memory', async () => {
		const dying = world.bind({hostMemory: {...createHostMemory({dataHome: join(homes, 'dying'), address: 'here', logger: silentLogger}), keep: () => Promise.reject(new Error('The process died.'))}});
		expect(await host('dying').noticeRestore()).toBeUndefined();
		await expect(dying.noticeRestore()).rejects.toThrow('died');
		expect(await host('dying').noticeRestore()).toBeUndefined();
	});

	test('for the database that a copy was made of: the copy alone is held', async () => {
		const copied = await takeBackup(world.url);
		expect(await host('both').noticeRestore()).toBeUndefined();
		expect(await host('both').noticeRestore()).toBeUndefined();
		const original = await takeBackup(world.url);
		await copied.restore();
		expect(await host('both', 'the copy').noticeRestore()).toBeDefined();
		await host('both', 'the copy').releasePushing({anyway: true});
		await original.restore();
		expect(await host('both').noticeRestore()).toBeUndefined();
	});
});

test('another installation at the same address is held when records of it are tied to other systems', async () => {
	expect(await host('moved').noticeRestore()).toBeUndefined();
	await world.otherProgram('update sync_installation set id = gen_random_uuid()');
	expect(await host('moved').noticeRestore()).toMatchObject({evidence: expect.stringContaining('another installation')});
});
