import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {takeBackup} from '../../support/backup.js';
import {createSyncedWorld, type SyncedWorld} from '../../support/synced-world.js';
import {addWeakness} from '../../support/weakness.js';

let world: SyncedWorld;
let systemId = '';
beforeAll(async () => {
	world = await createSyncedWorld({systems: 1, poams: 6});
	for (const entityType of ['system', 'control', 'poam'] as const) await world.sync(entityType, 'full');
	await world.operations.setPushEnabled({systemName: 'Xacta 360', entityType: 'poam', enabled: true});
	systemId = world.organization.systems[0]?.systemId ?? '';
});
afterAll(() => world[Symbol.asyncDispose]());

const restored = {code: 'DATABASE_RESTORED'};
/** Nothing here keeps a memory outside of the database. */
const sync = (scope: 'changes' | 'full' = 'changes', {operations}: Pick<SyncedWorld, 'operations'> = world) => operations.runSync({systemName: 'Xacta 360', entityType: 'poam', scope});
const readAll = async () => {
	for (const entityType of ['system', 'control', 'poam'] as const) await world.operations.runSync({systemName: 'Xacta 360', entityType, scope: 'full'});
};
/** A plan of action of ours for a weakness of its own, made on the other side too. */
const make = async (pluginId: string, {operations, ...other}: SyncedWorld = world) => {
	await addWeakness({operations, ...other}, {pluginId, systemId, hosts: ['web-1']});
	const {created} = await operations.createPoams({keys: [`${systemId}:${pluginId}`]});
	expect((await sync('changes', {operations})).failure).toBeUndefined();
	return created[0]?.poamId ?? '';
};
const inserted = async () => (await world.xacta.effects()).filter(({application, action, table}) => application.startsWith('parley') && action === 'insert' && table === 'poams').length;
const hold = async ({operations}: Pick<SyncedWorld, 'operations'> = world) => (await operations.getHealth()).pushHold;

describe('a plan of action that we made there, and that the database does not know', () => {
	let poamId = '';

	test('shows that the database was restored: nothing leaves, and a person is told by what it was noticed', async () => {
		await make('930001');
		const backup = await takeBackup(world.url);
		poamId = await make('930002');
		await backup.restore();
		await world.otherProgram(`update ingestion_poams set poc = 'Edited Since' where poam_id = (select min(poam_id) from ingestion_poams where status = 'ongoing' and poam_id not like 'PARLEY-%')`);
		const before = (await world.xacta.effects()).length;
		const {failure, runs} = await sync();
		expect(failure).toMatchObject(restored);
		expect(runs[0]?.children.map(({direction, status}) => [direction, status])).toEqual([['inbound', 'completed'], ['outbound', 'failed']]);
		expect(await hold()).toMatchObject({evidence: expect.stringContaining(poamId)});
		expect((await world.operations.listAudit({}, undefined, 1)).rows).toMatchObject([{action: 'push.hold', actor: 'parley', detail: {evidence: expect.stringContaining('Xacta 360 shows poams')}}]);
		expect(await world.xacta.effects()).toHaveLength(before);
	});

	test('has come in as a record, so that once a person has released the hold nothing raises it again', async () => {
		await readAll();
		expect(await world.otherProgram('select from ingestion_poams where xacta_poam_id = $1', [poamId])).toHaveLength(1);
		await world.operations.releasePushing({note: 'looked through'});
		for (const scope of ['changes', 'full'] as const) expect((await sync(scope)).failure).toBeUndefined();
		expect([await hold(), (await world.xacta.effects()).filter(({after}) => after?.['responsible_individual'] === 'Edited Since').length]).toEqual([undefined, 1]);
	});

	test('raises no hold where a person had released it before that record was read', async () => {
		const backup = await takeBackup(world.url);
		await make('930003');
		await backup.restore();
		await world.otherProgram(`insert into sync_push_holds (noticed_by, evidence) values ('a host', 'It was restored.')`);
		await world.operations.releasePushing({anyway: true});
		expect([(await sync('full')).failure, await hold()]).toEqual([undefined, undefined]);
	});

	test('is noticed again where the page that showed it was taken back with the hold', async () => {
		const backup = await takeBackup(world.url);
		await make('930009');
		await backup.restore();
		const torn = world.bind({failpoint: name => (name === 'inbound.part-applied' ? Promise.reject(new Error('The process died.')) : Promise.resolve())});
		expect((await sync('changes', {operations: torn})).failure).toBeDefined();
		expect(await hold()).toBeUndefined();
		expect((await sync()).failure).toMatchObject(restored);
		await readAll();
		await world.operations.releasePushing({});
	});

	test('is noticed by the plan that takes it in, too', async () => {
		const backup = await takeBackup(world.url);
		await make('930004');
		await backup.restore();
		const {id} = await world.operations.planSync({systemName: 'Xacta 360', entityType: 'poam', scope: 'changes', selection: undefined});
		expect(await hold()).toBeUndefined();
		await world.operations.applyPlan({id, clearsGuards: false});
		expect(await hold()).toBeDefined();
		await readAll();
		await world.operations.releasePushing({});
	});
});

describe('nothing is held', () => {
	test('by what we made and know, also when its link is gone', async () => {
		const poamId = await make('930005');
		await world.otherProgram('delete from sync_links where external_id = $1', [poamId]);
		expect([(await sync('full')).failure, await hold()]).toEqual([undefined, undefined]);
	});

	test('by what another installation makes in the same Xacta, nor there by what we make', async () => {
		await using other = await createSyncedWorld({systems: 1, poams: 1});
		// Databases of tests are copies of one; an installation draws its own.
		await other.otherProgram('update sync_installation set id = gen_random_uuid(), marker_tag = default');
		const {connectionString, username, password} = world.xacta;
		await other.operations.setSystemConnection({systemName: 'Xacta 360', config: {connection_string: connectionString, username, password}});
		for (const entityType of ['system', 'control', 'poam'] as const) await other.operations.runSync({systemName: 'Xacta 360', entityType, scope: 'full'});
		await other.operations.setPushEnabled({systemName: 'Xacta 360', entityType: 'poam', enabled: true});
		const before = await inserted();
		const [ours, theirs] = [await make('930006'), await make('930007', other)];
		expect(await inserted()).toBe(before + 2);
		for (const installation of [world, other]) expect([(await sync('full', installation)).failure, await hold(installation)]).toEqual([undefined, undefined]);
		expect(await world.otherProgram('select from ingestion_poams where xacta_poam_id = $1', [theirs])).toHaveLength(1);
		expect(await other.otherProgram('select from ingestion_poams where xacta_poam_id = $1', [ours])).toHaveLength(1);
	});

	test('by what a copy of the database makes, which a person has let go its own way', async () => {
		const original = await takeBackup(world.url);
		await world.otherProgram(`insert into sync_push_holds (noticed_by, evidence) values ('a host', 'It is a copy.')`);
		await world.operations.releasePushing({anyway: true});
		await make('930008');
		await original.restore();
		expect([(await sync('full')).failure, await hold()]).toEqual([undefined, undefined]);
	});
});
