import {randomUUID} from 'node:crypto';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {createMemoryConnectorFactory} from '../../../source/connectors/memory/memory-connector.js';
import {createMemoryService, type MemoryService} from '../../../source/connectors/memory/memory-service.js';
import {silentLogger} from '../../../source/core/process/logger.js';
import {systemClock} from '../../../source/core/process/system-clock.js';
import {bindOperations} from '../../../source/operations/bind-operations.js';
import type {Operations} from '../../../source/operations/operations.js';
import {recordingContext} from '../../support/connector-context.js';
import {createSyncedWorld, type SyncedWorld} from '../../support/synced-world.js';

const systemName = 'A third system';
const parts = {systemType: 'memory', authenticationMethod: 'token', connectionConfig: {token: 'let-me-in'}} as const;

let world: SyncedWorld;
let service: MemoryService;
let operations: Operations;
beforeAll(async () => {
	world = await createSyncedWorld({poams: 4});
	service = createMemoryService({token: 'let-me-in', now: () => new Date()});
	const factory = createMemoryConnectorFactory(service, {poam: {writableFields: ['number', 'text', 'person'], canCreate: true}});
	operations = bindOperations({
		database: world.database, clock: systemClock, logger: silentLogger, isReadOnly: false, newId: randomUUID, actor: await world.database.stores.users.ensure('sam', 'admin'),
		connect: async system => factory.create({...recordingContext(parts), system}), connectorOptions: () => factory.options,
	});
	// What the guide asks of a seeder: the system, its mappings, its policy.
	await world.otherProgram(
		`with system as (
			insert into external_systems (system_name, system_type, api_base_url, authentication_method, connection_config, sync_enabled, is_active) values ($1, 'memory', 'none', 'token', $2, true, true) returning id
		), mappings as (
			insert into data_field_mappings (external_system_id, entity_type, external_field_name, internal_field_name, is_required)
			select id, 'poam', theirs, ours, ours = 'poam_id' from system, (values ('number', 'poam_id'), ('text', 'weakness_description'), ('person', 'poc')) as pairs(theirs, ours)
		)
		insert into sync_policies (external_system_id, entity_type, sync_direction, conflict_resolution_strategy, push_enabled) select id, 'poam', 'bidirectional', 'manual', true from system`,
		[systemName, JSON.stringify(parts.connectionConfig)]);
	for (let at = 1; at <= 12; at++) service.people.put('poam', `m-${at}`, {number: `M-${at}`, text: `thing ${at}`, person: 'Somebody'});
});
afterAll(() => world[Symbol.asyncDispose]());

const run = async (scope: 'changes' | 'full' = 'changes') => {
	const {runs, failure} = await operations.runSync({systemName, entityType: 'poam', scope});
	if (failure !== undefined) throw failure;
	const children = runs[0]?.children ?? [];
	return {inbound: children.find(({direction}) => direction === 'inbound'), outbound: children.find(({direction}) => direction === 'outbound')};
};
const theirs = async (id: string) => service.askOne('let-me-in', 'poam', id);
const ours = async (key: string) => (await world.otherProgram<{poc: string; sync_status: string}>('select poc, sync_status from ingestion_poams where poam_id = $1', [key]))[0];

test('a system that nobody has heard of comes in by its connector, mappings and policy alone', async () => {
	expect((await run('full')).inbound).toMatchObject({status: 'completed', counts: {read: 12, created: 12}});
	expect((await run()).inbound).toMatchObject({counts: {created: 0, updated: 0, conflicting: 0}});
	expect(await ours('M-3')).toEqual({poc: 'Somebody', sync_status: 'synced'});
});

test('changes of either side reach the other, and of both become a question', async () => {
	service.people.put('poam', 'm-1', {number: 'M-1', text: 'thing 1', person: 'Theirs'});
	await world.otherProgram(`update ingestion_poams set poc = 'Ours' where poam_id in ('M-2', 'M-4')`);
	service.people.put('poam', 'm-4', {number: 'M-4', text: 'thing 4', person: 'Theirs too'});
	const {inbound, outbound} = await run();
	expect({inbound, outbound}).toMatchObject({inbound: {counts: {updated: 1, conflicting: 1}}, outbound: {counts: {updated: 1}}});
	expect(await ours('M-1')).toMatchObject({poc: 'Theirs'});
	expect(await theirs('m-2')).toMatchObject({data: {person: 'Ours'}});
	expect((await operations.listConflicts({status: 'pending', text: 'M-4'}, undefined, 5)).rows).toMatchObject([{systemName, fieldName: 'poc', internalValue: 'Ours', externalValue: 'Theirs too'}]);
});

test('a record that goes there becomes a question, and none of ours is deleted', async () => {
	service.people.remove('poam', 'm-5');
	expect((await run()).inbound).toMatchObject({conflictsOpened: 1});
	expect(await ours('M-5')).toMatchObject({sync_status: 'conflict'});
});
