import {describe, expect, test} from 'vitest';
import {entityDefinitions} from '../../../../source/core/entity.js';
import type {FieldMapping} from '../../../../source/core/mapping.js';
import type {SyncPolicy} from '../../../../source/core/policy.js';
import type {Fields, LinkedRecord} from '../../../../source/core/stores/page-store.js';
import {toFieldRules} from '../../../../source/sync/decide/field-rules.js';
import {findRemapped} from '../../../../source/sync/decide/find-remapped.js';
import {createRecordMapper} from '../../../../source/sync/mapping/map-record.js';
import type {Pair} from '../../../../source/sync/pair.js';
import {planRecord} from '../../../../source/sync/decide/plan-record.js';

const definition = entityDefinitions.poam;
const mapping: FieldMapping = {
	id: 1, externalSystemId: 1, entityType: 'poam', externalField: 'who', internalField: 'poc', transformation: {type: 'uppercase'}, validations: [], isRequired: false, defaultValue: null,
	version: 5, previous: {version: 2, externalField: 'who', transformation: {type: 'none'}, isRequired: false, defaultValue: null},
};
const system = {
	id: 1, systemName: 'X', systemType: 'xacta', apiBaseUrl: 'https://x.example', apiVersion: null, authenticationMethod: 'database', connectionConfig: {}, syncEnabled: true,
	syncFrequencyMinutes: 60, lastSyncTime: null, lastSyncStatus: null, isActive: true, rateLimit: {requestsPerMinute: 1, burstCapacity: 1}, retry: {maxAttempts: 1, baseDelayMs: 1, maxDelayMs: 1},
};
const toPair = (direction: SyncPolicy['direction']): Pair => {
	const policy: SyncPolicy = {
		id: 1, externalSystemId: 1, entityType: 'poam', direction, strategy: 'manual', fields: {}, filters: [], batchSize: 10, isActive: true, isPushEnabled: true,
		scheduleExpression: null, fullSyncExpression: null, timezone: 'UTC',
	};
	return {system, definition, policy, mappings: [mapping], mappingVersion: 5, shared: new Map(), mapper: createRecordMapper(definition, [mapping], new Map()), rules: toFieldRules(definition, policy, [mapping]), fields: ['poc']};
};
const linked = (mappingVersion: number | undefined, internal: string, theirs: Fields = {}): LinkedRecord => ({
	linkId: '1', externalId: 'x', internalId: '1', base: {poc: 'amy'}, theirs, hash: '', externalVersion: undefined, isInternalGone: false, status: 'synced',
	internal: {poc: internal}, edits: new Map(), conflicts: [], externalAt: undefined, externalBy: undefined, ...(mappingVersion === undefined ? {} : {mappingVersion}),
});
const record = (who: string) => ({externalId: 'x', fields: {who}});

/** The two columns of the mapping's history: version 2 until 4 read it as it is, version 5 in capitals. */
describe('a field whose mapping was changed', () => {
	test.each([
		[3, 'amy', {}, true],
		[2, 'amy', {}, true],
		[5, 'amy', {}, false],
		[1, 'amy', {}, false],
		[undefined, 'amy', {}, false],
		[3, 'cy', {}, false],
		[3, 'amy', {poc: 'bea'}, false],
	])('last seen under version %s and sent as "%s", with %j differing, is known as moved by the mapping alone: %s', (version, who, theirs, expected) => {
		expect(findRemapped(toPair('bidirectional'), linked(version, 'amy', theirs), record(who)).has('poc')).toBe(expected);
	});

	test.each([
		['bidirectional', 'amy', 'amy', {set: {poc: 'AMY'}, base: {poc: 'AMY'}, owed: []}],
		['bidirectional', 'ours', 'amy', {set: {}, base: {poc: 'AMY'}, owed: ['poc']}],
		['inbound', 'amy', 'amy', {set: {poc: 'AMY'}, base: {poc: 'AMY'}, owed: []}],
	] as const)('in a pair that is %s, ours "%s" and theirs "%s", asks nobody', (direction, ours, theirs, plan) => {
		const pair = toPair(direction);
		const state = linked(3, ours);
		const planned = planRecord(pair.rules, {...state, external: {poc: theirs.toUpperCase()}, externalAt: undefined, remapped: findRemapped(pair, state, record(theirs))});
		expect(planned).toMatchObject({...plan, isConflicting: false});
	});

	test('while the other side changed it too, is a question like any other', () => {
		const pair = toPair('bidirectional');
		const state = linked(3, 'ours');
		expect(planRecord(pair.rules, {...state, external: {poc: 'CY'}, externalAt: undefined, remapped: findRemapped(pair, state, record('cy'))})).toMatchObject({isConflicting: true, opened: [{reason: 'both_changed'}]});
	});
});
