import {describe, expect, test} from 'vitest';
import {entityDefinitions} from '../../../../source/core/entity.js';
import type {FieldMapping} from '../../../../source/core/mapping.js';
import type {SyncPolicy} from '../../../../source/core/policy.js';
import type {LinkedRecord, OpenConflict} from '../../../../source/core/stores/page-store.js';
import {toFieldRules} from '../../../../source/sync/decide/field-rules.js';
import {createRecordMapper} from '../../../../source/sync/mapping/map-record.js';
import {planConfirmation} from '../../../../source/sync/outbound/plan-confirmation.js';
import type {Pair} from '../../../../source/sync/pair.js';

const definition = entityDefinitions.poam;
const mappings = ['risk_rating', 'poc'].map((name, index): FieldMapping => ({
	id: index + 1, externalSystemId: 1, entityType: 'poam', externalField: name, internalField: name, transformation: {type: 'none'}, validations: [], isRequired: false, defaultValue: null, version: 1,
}));
const policy: SyncPolicy = {
	id: 1, externalSystemId: 1, entityType: 'poam', direction: 'bidirectional', strategy: 'manual', fields: {}, filters: [], batchSize: 10, isActive: true, isPushEnabled: true,
	scheduleExpression: null, fullSyncExpression: null, timezone: 'UTC',
};
const pair: Pair = {
	system: {
		id: 1, systemName: 'X', systemType: 'xacta', apiBaseUrl: 'https://x.example', apiVersion: null, authenticationMethod: 'database', connectionConfig: {}, syncEnabled: true,
		syncFrequencyMinutes: 60, lastSyncTime: null, lastSyncStatus: null, isActive: true, rateLimit: {requestsPerMinute: 1, burstCapacity: 1}, retry: {maxAttempts: 1, baseDelayMs: 1, maxDelayMs: 1},
	},
	definition, policy, mappings, mappingVersion: 1, shared: new Map(), mapper: createRecordMapper(definition, mappings, new Map()), rules: toFieldRules(definition, policy, mappings), fields: ['risk_rating', 'poc'],
};
const question = (id: number, field: string, internalValue: string): OpenConflict => ({id, field, type: 'field_mismatch', reason: 'both_changed', status: 'pending', internalValue, externalValue: 'high'});
const linked = (internal: string, conflicts: readonly OpenConflict[]): LinkedRecord => ({
	linkId: '1', externalId: 'x', internalId: '1', base: {risk_rating: 'low', poc: 'amy'}, theirs: {risk_rating: 'high'}, hash: '', externalVersion: undefined, isInternalGone: false, status: 'conflict',
	internal: {risk_rating: internal, poc: 'amy'}, edits: new Map(), conflicts, externalAt: undefined, externalBy: undefined,
});
const confirm = (state: LinkedRecord) =>
	planConfirmation(pair, state, {fields: {risk_rating: 'moderate'}, expected: {}}, {externalId: 'x', fields: {risk_rating: 'moderate', poc: 'amy'}});

describe('a question that waits about a field that has arrived', () => {
	test('needs no answer any more where the other side shows what ours holds', () =>
		expect(confirm(linked('moderate', [question(7, 'risk_rating', 'moderate')]))).toMatchObject({base: {risk_rating: 'moderate'}, theirs: {}, converged: [7], opened: [], renewed: [], status: 'synced'}));
	test('waits where ours is another value by now: the next run decides that', () =>
		expect(confirm(linked('very high', [question(7, 'risk_rating', 'very high')]))).toMatchObject({base: {risk_rating: 'moderate'}, converged: [], status: 'conflict'}));
	test('leaves a question about any other field alone', () =>
		expect(confirm(linked('moderate', [question(8, 'poc', 'bea')]))).toMatchObject({converged: [], renewed: [], status: 'conflict'}));
});
