import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {withDatabase} from '../../../source/simulator/xacta/administer.js';
import {startXactaRestSimulator, type XactaRestSimulator} from '../../../source/simulator/xacta-rest/start-xacta-rest-simulator.js';
import type {EntityType} from '../../../source/core/entity.js';
import type {Operation} from '../../../source/core/operation.js';
import {systemClock} from '../../../source/core/process/system-clock.js';
import {createSyncedWorld, type SyncedWorld} from '../../support/synced-world.js';
import {addWeakness} from '../../support/weakness.js';

const systemName = 'Xacta 360';

let world: SyncedWorld;
let rest: XactaRestSimulator;
/** Ongoing POA&Ms that nobody has approved: their ids in the tables, and in the API. */
let open: readonly {readonly poamId: string; readonly id: string}[];

beforeAll(async () => {
	world = await createSyncedWorld({systems: 2, poams: 30});
	const [, name = ''] = /\/([^/?]+)(?:\?|$)/.exec(world.xacta.connectionString.replace(/^\w+:\/\/[^/]*/, '')) ?? [];
	rest = await startXactaRestSimulator({organization: world.organization, databaseUrl: withDatabase(world.url, name), clock: systemClock});
	await world.operations.setSystemConnection({systemName, authenticationMethod: 'rest', apiBaseUrl: rest.url, config: {api_key: rest.apiKey, user_uid: 'parley'}});
	const ongoing = Array.from({length: 30}, (_, index) => world.organization.poamAt(index)).filter(({status}) => status === 'ongoing');
	open = await Promise.all(ongoing.map(async ({poamId}) => {
		await rest.reviewers.reject(poamId);
		return {poamId, id: await rest.idOf(poamId)};
	}));
});
afterAll(async () => {
	await rest.close();
	await world[Symbol.asyncDispose]();
});

const runs = async (entityType: EntityType, scope: 'changes' | 'full' = 'changes'): Promise<readonly Operation[]> => {
	const outcome = await world.operations.runSync({systemName, entityType, scope});
	if (outcome.failure !== undefined) throw outcome.failure;
	return outcome.runs[0]?.children ?? [];
};
const inbound = async (entityType: EntityType, scope?: 'full') => (await runs(entityType, scope)).find(({direction}) => direction === 'inbound');
const ours = async (id: string) => (await world.otherProgram<Record<string, unknown>>('select * from ingestion_poams where xacta_poam_id = $1', [id]))[0];
const setOurs = (id: string, column: 'resources' | 'status' | 'milestone_schedule', value: string) => world.otherProgram(`update ingestion_poams set ${column} = $2 where xacta_poam_id = $1`, [id, value]);
const pendingOn = async (id: string) => {
	const poamId = String((await ours(id))?.['poam_id']);
	return (await world.operations.listConflicts({status: 'pending', entityType: 'poam'}, undefined, 100)).rows.filter(conflict => conflict.entityId === poamId);
};
/** What Parley changed there, by the journal that SQL and API share. */
const effects = async () => (await rest.effects()).map(({action, table}) => `${action} ${table}`);
const at = (place: number): string => open[place]?.id ?? '';

describe('inbound through the API, with the mappings that every installation has', () => {
	test('brings in systems, controls and POA&Ms, as many as the tables hold', async () => {
		const ledger = await world.xacta.ledger();
		for (const [entityType, count] of [['system', ledger.systems], ['control', ledger.control_implementations], ['poam', ledger.poams]] as const) {
			expect(await inbound(entityType, 'full')).toMatchObject({status: 'completed', counts: {read: count, created: count, rejected: 0}});
		}
		const [system] = await world.otherProgram(`select system_id, name, xacta_system_id, status, information_system_security_officer from ingestion_systems order by system_id`);
		expect(system).toEqual({system_id: '1001', name: world.organization.systems[0]?.name, xacta_system_id: '1001', status: 'active', information_system_security_officer: null});
		const [control] = await world.otherProgram(`select implementation_status, assessment_status, xacta_control_id, assessment_frequency_months from ingestion_controls where system_id = '1001' and control_id = 'AC-2(1)'`);
		expect(control).toMatchObject({xacta_control_id: '1001:AC-2(1)', assessment_status: expect.stringMatching(/satisfied$/), assessment_frequency_months: expect.any(Number)});
		expect(await ours(at(0))).toMatchObject({system_id: '1001', status: 'ongoing', poc: expect.stringMatching(/^\S+ \S+/), milestone_schedule: [expect.objectContaining({milestone_id: expect.any(String)}), expect.anything()]});
	});

	test('writes nothing when it reads everything again', async () => {
		const before = await world.otherProgram('select xmin::text, id from ingestion_poams order by id');
		for (const scope of [undefined, 'full'] as const) {
			expect(await inbound('poam', scope)).toMatchObject({status: 'completed', counts: {created: 0, updated: 0, conflicting: 0, rejected: 0}});
		}
		expect(await world.otherProgram('select xmin::text, id from ingestion_poams order by id')).toEqual(before);
	});

	test('takes what people changed there, and asks when both sides changed one field', async () => {
		const [taken, torn] = [open[0], open[1]];
		await world.xacta.people.moveCompletion(taken?.poamId ?? '', '2031-02-03');
		await setOurs(torn?.id ?? '', 'resources', 'Ours');
		await world.otherProgram(`update ingestion_poams set scheduled_completion = '2032-01-01' where xacta_poam_id = $1`, [torn?.id]);
		await world.xacta.people.moveCompletion(torn?.poamId ?? '', '2031-02-04');
		expect(await inbound('poam')).toMatchObject({conflictsOpened: 1, counts: {updated: 1, conflicting: 1}});
		expect((await world.otherProgram<{day: string}>('select scheduled_completion::text as day from ingestion_poams where xacta_poam_id = $1', [taken?.id]))[0]?.day).toBe('2031-02-03');
		expect(await pendingOn(torn?.id ?? '')).toMatchObject([{fieldName: 'scheduled_completion', reason: 'both_changed', internalValue: '2032-01-01', externalValue: '2031-02-04'}]);
	});

	test('asks about a POA&M that two complete readings did not meet', async () => {
		const gone = open.at(-1);
		await world.xacta.people.delete(gone?.poamId ?? '');
		expect(await inbound('poam', 'full')).toMatchObject({conflictsOpened: 0});
		expect(await inbound('poam', 'full')).toMatchObject({conflictsOpened: 1});
		expect(await pendingOn(gone?.id ?? '')).toMatchObject([{conflictType: 'missing_record', reason: 'vanished'}]);
	});

	test('is partial, and concludes nothing, when a system could not be read', async () => {
		rest.setFaults([{match: {method: 'GET', path: '/api/systems/1002/poams'}, fault: {kind: 'status', status: 403}}]);
		const before = (await world.operations.listConflicts({status: 'pending'}, undefined, 100)).rows.length;
		for (const _round of [1, 2]) expect(await inbound('poam', 'full')).toMatchObject({status: 'partial'});
		rest.setFaults([]);
		expect((await world.operations.listConflicts({status: 'pending'}, undefined, 100)).rows.length).toBe(before);
	});
});

describe('outbound through the API', () => {
	beforeAll(async () => {
		// What the tests above left undone is theirs.
		await world.otherProgram('delete from sync_internal_edits');
		await world.operations.setPushEnabled({systemName, entityType: 'poam', enabled: true});
		await world.operations.setPushEnabled({systemName, entityType: 'control', enabled: true});
	});

	test('sends one field as a whole record, changes nothing else and doubles no milestone', async () => {
		const id = at(2);
		const milestones = (await world.xacta.ledger()).poam_milestones;
		await setOurs(id, 'resources', 'Two engineers for a week');
		const before = await effects();
		expect((await runs('poam')).find(({direction}) => direction === 'outbound')).toMatchObject({status: 'completed', counts: {read: 1, updated: 1}});
		expect((await effects()).slice(before.length)).toEqual(['update poams', 'update poam_details']);
		const [change, details] = (await rest.effects()).slice(before.length);
		const moved = Object.keys(change?.after ?? {}).filter(column => JSON.stringify(change?.after?.[column]) !== JSON.stringify(change?.before?.[column]));
		expect(moved.sort()).toEqual(['resources_required', 'updated_by', 'updated_date']);
		expect(details?.after?.['fields']).toMatchObject(Object.fromEntries(Object.entries(details?.before?.['fields'] ?? {}).filter(([, value]) => value !== null)));
		expect((await world.xacta.ledger()).poam_milestones).toBe(milestones);
		expect(await ours(id)).toMatchObject({resources: 'Two engineers for a week', sync_status: 'synced'});
	});

	test('recognises its own write: quiet rounds send nothing', async () => {
		const before = await effects();
		for (let round = 0; round < 3; round++) await runs('poam');
		expect(await effects()).toEqual(before);
	});

	test('adds a milestone once, however many rounds show it without its id', async () => {
		const id = at(3);
		const schedule = (await ours(id))?.['milestone_schedule'] as readonly {readonly scheduled_date: string}[];
		await setOurs(id, 'milestone_schedule', JSON.stringify([...schedule, {description: 'Report to the official', scheduled_date: schedule[0]?.scheduled_date}]));
		const before = await effects();
		for (let round = 0; round < 3; round++) await runs('poam');
		expect((await effects()).slice(before.length).filter(effect => effect.endsWith('poam_milestones'))).toEqual(['insert poam_milestones']);
		expect(await pendingOn(id)).toEqual([]);
	});

	test('looks before it sends again when the answer was lost, and nothing is applied twice', async () => {
		const id = at(4);
		await setOurs(id, 'resources', 'Arrived');
		rest.setFaults([{match: {method: 'PUT'}, times: 1, fault: {kind: 'reset', when: 'after'}}]);
		const before = await effects();
		for (let round = 0; round < 2; round++) await world.operations.runSync({systemName, entityType: 'poam'});
		rest.setFaults([]);
		expect((await effects()).slice(before.length).filter(effect => effect === 'update poams')).toHaveLength(1);
		expect(await ours(id)).toMatchObject({resources: 'Arrived', sync_status: 'synced'});
	});

	test('puts a refusal inside a 200 before a person, with its reasons, and does not send it again by itself', async () => {
		const id = at(5);
		await setOurs(id, 'status', 'not applicable');
		await runs('poam');
		expect(await pendingOn(id)).toMatchObject([{fieldName: 'status', reason: 'external_rejected', note: expect.stringContaining('status: ')}]);
		const sent = rest.report().writes.length;
		await runs('poam');
		expect(rest.report().writes.length).toBe(sent);
	});

	test('completes an item with the day and a comment, which the API demands', async () => {
		const id = at(6);
		await setOurs(id, 'status', 'completed');
		await runs('poam');
		expect(await pendingOn(id)).toEqual([]);
		expect(await ours(id)).toMatchObject({status: 'completed', sync_status: 'synced'});
	});

	test('sends a control, too, as a whole', async () => {
		await world.otherProgram(`update ingestion_controls set responsible_role = 'The ISSO' where xacta_control_id = '1002:AC-2'`);
		const before = await effects();
		await runs('control');
		expect((await effects()).slice(before.length)).toEqual(['update control_implementations', 'update control_details']);
	});
});

describe('POA&Ms that are made from findings', () => {
	const sends = () => rest.report().writes.filter(({method}) => method === 'POST').length;
	const propose = async (pluginId: string) => {
		const [systemId = ''] = (await world.otherProgram<{system_id: string}>(`select system_id from ingestion_systems order by system_id`)).map(row => row.system_id);
		await addWeakness(world, {pluginId, systemId, hosts: ['web-1', 'web-2']});
		return `${systemId}:${pluginId}`;
	};
	const planOf = async (pluginId: string) => (await world.otherProgram<{poam_id: string; xacta_poam_id: string | null; sync_status: string}>(
		`select poam_id, xacta_poam_id, sync_status from ingestion_poams where weakness_description like $1`, [`%(plugin ${pluginId})%`]));

	test('are made once with their milestones, take the number that the API gives, and their findings with them', async () => {
		await world.operations.createPoams({systemName, keys: [await propose('920001')]});
		const before = await effects();
		expect((await runs('poam')).find(({direction}) => direction === 'outbound')).toMatchObject({counts: {created: 1}});
		expect((await effects()).slice(before.length).filter(effect => effect === 'insert poams' || effect === 'insert poam_milestones').toSorted()).toEqual(['insert poam_milestones', 'insert poam_milestones', 'insert poams']);
		const [plan] = await planOf('920001');
		expect(plan).toMatchObject({sync_status: 'synced', xacta_poam_id: `1001:${plan?.poam_id}`});
		expect(await world.otherProgram(`select distinct poam_id from ingestion_vulnerabilities where plugin_id = '920001'`)).toEqual([{poam_id: plan?.poam_id}]);
		const sent = sends();
		for (let round = 0; round < 2; round++) await runs('poam', 'full');
		expect(sends()).toBe(sent);
		expect(await planOf('920001')).toHaveLength(1);
	});

	test('whose answer was lost, and all looks after it, are met as ours by the next listing and never doubled', async () => {
		const key = await propose('920002');
		await world.operations.createPoams({systemName, keys: [key]});
		rest.setFaults([
			{match: {method: 'POST'}, times: 1, fault: {kind: 'reset', when: 'after'}},
			// The look that follows fails as well, so that the outcome stays unknown.
			{match: {method: 'GET', path: '/api/systems/1001/poams'}, skip: 2, times: 20, fault: {kind: 'status', status: 403}},
		]);
		const before = sends();
		await world.operations.runSync({systemName, entityType: 'poam'});
		rest.setFaults([]);
		expect(await world.otherProgram(`select state from sync_outbox where action = 'create' and changes->>'weakness_description' like '%920002%'`)).toEqual([{state: 'unknown'}]);
		await world.otherProgram(`update sync_outbox set next_attempt_at = now() where state = 'unknown'`);
		await runs('poam');
		expect(sends() - before).toBe(1);
		expect(await planOf('920002')).toMatchObject([{sync_status: 'synced', xacta_poam_id: expect.stringMatching(/^1001:\d+$/)}]);
		expect(await world.otherProgram(`select state from sync_outbox where action = 'create' and changes->>'weakness_description' like '%920002%'`)).toEqual([{state: 'confirmed'}]);
	});
});
