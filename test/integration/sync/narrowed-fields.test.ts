import {afterAll, beforeAll, beforeEach, expect, test} from 'vitest';
import {AppError} from '../../../source/errors/app-error.js';
import type {Operations} from '../../../source/operations/operations.js';
import {createPushingWorld} from '../../support/pushing-world.js';
import type {SyncedWorld} from '../../support/synced-world.js';

let world: SyncedWorld;
let takeId: () => string;
let id = '';
beforeAll(async () => {
	({world, takeId} = await createPushingWorld());
});
afterAll(() => world[Symbol.asyncDispose]());

const push = (operations: Operations) => operations.runSync({systemName: 'Xacta 360', entityType: 'poam'});
const effects = async () => (await world.xacta.effects()).filter(({after}) => after?.['responsible_individual'] === `Owner of ${id}`);
const setRule = (rule: object | null) => world.otherProgram(
	`update sync_policies set field_level_policies = case when $1::jsonb is null then field_level_policies - 'poc' else field_level_policies || jsonb_build_object('poc', $1::jsonb) end where entity_type = 'poam'`,
	[rule === null ? null : JSON.stringify(rule)]);

/** A change of ours waits in the outbox, because the other side did not answer. */
beforeEach(async () => {
	await setRule(null);
	id = takeId();
	await world.otherProgram('update ingestion_poams set poc = $2 where poam_id = $1', [id, `Owner of ${id}`]);
	const away = new AppError({code: 'EXTERNAL_UNREACHABLE', isRetryable: true, message: 'The line is cut.', nextStep: 'It is tried again.'});
	await push(world.bind({}, connector => ({...connector, read: () => Promise.reject(away)})));
	expect(await world.otherProgram('select state from sync_outbox where external_id = $1', [id])).toEqual([{state: 'ready'}]);
	await world.otherProgram('update sync_outbox set next_attempt_at = now() where external_id = $1', [id]);
});

const setFilters = (filters: readonly object[]) => world.otherProgram(`update sync_policies set filters = $1::jsonb where entity_type = 'poam'`, [JSON.stringify(filters)]);

test('changes of ours to a record that the filters leave out stay here, drift too, until they let it through', async () => {
	await setFilters([{field: 'status', operator: 'ne', value: 'ongoing'}]);
	await world.otherProgram(`update ingestion_poams set source = 'Ours alone' where poam_id = $1`, [id]);
	for (let round = 0; round < 2; round++) expect((await push(world.operations)).failure).toBeUndefined();
	expect(await effects()).toEqual([]);
	expect(await world.otherProgram('select state from sync_outbox where external_id = $1', [id])).toEqual([{state: 'cancelled'}]);
	expect(await world.otherProgram('select poc, source from ingestion_poams where poam_id = $1', [id])).toEqual([{poc: `Owner of ${id}`, source: 'Ours alone'}]);
	const [{fields: [explained] = []} = {}] = await world.operations.explainRecord({entityType: 'poam', key: id, field: 'poc'});
	expect(explained).toMatchObject({verdict: {kind: 'keep', rule: 'the filters of the policy leave this record out'}});
	expect(explained?.chain.filter(({isDeciding}) => isDeciding)).toMatchObject([{level: 'policy', says: expect.stringContaining('its filters leave this record out')}]);

	await setFilters([{field: 'status', operator: 'eq', value: 'ongoing'}]);
	expect((await push(world.operations)).failure).toBeUndefined();
	expect(await effects()).toHaveLength(1);
	expect(await world.otherProgram('select source from ingestion_poams where poam_id = $1', [id])).not.toEqual([{source: 'Ours alone'}]);
	await setFilters([]);
});

test('what the other side shows only now to be left out is not written to', async () => {
	await setFilters([{field: 'scheduled_completion', operator: 'lt', value: '2040-01-01'}]);
	await world.xacta.people.moveCompletion(id, '2040-01-01');
	for (let round = 0; round < 3; round++) expect((await push(world.operations)).failure).toBeUndefined();
	expect(await effects()).toEqual([]);
	// Nor is it written down to be sent, and looked at, by each run.
	expect(await world.otherProgram('select state from sync_outbox where external_id = $1', [id])).toEqual([{state: 'cancelled'}]);
	expect((await world.operations.verify({isDeep: true})).checks.filter(({broken}) => broken > 0)).toEqual([]);

	await world.xacta.people.moveCompletion(id, '2039-01-01');
	expect((await push(world.operations)).failure).toBeUndefined();
	expect(await effects()).toHaveLength(1);
	await setFilters([]);
});

test('nor is its question left with what the other side showed before', async () => {
	await world.otherProgram(`update ingestion_poams set scheduled_completion = '2031-01-01' where poam_id = $1`, [id]);
	await world.xacta.people.moveCompletion(id, '2032-01-01');
	expect((await push(world.operations)).failure).toBeUndefined();
	await setFilters([{field: 'scheduled_completion', operator: 'lt', value: '2040-01-01'}]);
	await world.otherProgram(`update ingestion_poams set poc = 'Another' where poam_id = $1`, [id]);
	await world.xacta.people.moveCompletion(id, '2040-01-01');
	for (let round = 0; round < 2; round++) expect((await push(world.operations)).failure).toBeUndefined();
	const asked = (await world.operations.listConflicts({status: 'pending', fieldName: 'scheduled_completion'}, undefined, 10)).rows.find(({entityId}) => entityId === id);
	expect(asked).toMatchObject({internalValue: '2031-01-01', externalValue: '2040-01-01'});
	expect((await world.operations.verify({isDeep: true})).checks.filter(({broken}) => broken > 0)).toEqual([]);
	await setFilters([]);
});

test.each([
	['is only read now', {direction: 'inbound', strategy: 'internal_wins'}],
	['is only read now, and a person is asked', {direction: 'inbound', strategy: 'manual'}],
	['is frozen now', {frozenWhen: {field: 'status', values: ['ongoing']}}],
	['is compared no more', {ignore: true}],
])('a change that waited to be sent stays here when its field %s', async (_, rule) => {
	await setRule(rule);
	for (let round = 0; round < 2; round++) expect((await push(world.operations)).failure).toBeUndefined();
	expect(await effects()).toEqual([]);
	expect(await world.otherProgram('select state from sync_outbox where external_id = $1', [id])).toEqual([{state: 'cancelled'}]);
	expect(await world.otherProgram('select poc from ingestion_poams where poam_id = $1', [id])).toEqual([{poc: `Owner of ${id}`}]);
});
