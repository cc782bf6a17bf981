import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {entityDefinitions} from '../../../source/core/entity.js';
import type {FieldMapping} from '../../../source/core/mapping.js';
import type {SyncPolicy} from '../../../source/core/policy.js';
import type {Fields, LinkedRecord} from '../../../source/core/stores/page-store.js';
import {toFieldRules} from '../../../source/sync/decide/field-rules.js';
import {createRecordMapper} from '../../../source/sync/mapping/map-record.js';
import {isSame} from '../../../source/sync/mapping/normalize.js';
import type {Pair} from '../../../source/sync/pair.js';
import {decideSend} from '../../../source/sync/outbound/decide-send.js';
import {planPush} from '../../../source/sync/outbound/plan-push.js';

const shared = ['accepted', 'false_positive'];
const word = fc.oneof(fc.constantFrom(...shared, 'in_progress', 'open', ''), fc.string(), fc.constant(null));
const isShared = (value: string | null) => value !== null && shared.includes(value);

const definition = entityDefinitions.vulnerability;
const mapping: FieldMapping = {
	id: 1, externalSystemId: 1, entityType: 'vulnerability', externalField: 'disposition', internalField: 'remediation_status', transformation: {type: 'none'},
	validations: [], isRequired: false, defaultValue: null, version: 1,
};
const policy: SyncPolicy = {
	id: 1, externalSystemId: 1, entityType: 'vulnerability', direction: 'bidirectional', strategy: 'external_wins', filters: [], batchSize: 10, isActive: true, isPushEnabled: true,
	scheduleExpression: null, fullSyncExpression: null, timezone: 'UTC',
	fields: {remediation_status: {direction: 'outbound', strategy: 'manual', equality: {onlyValues: shared}}},
};
const system = {
	id: 1, systemName: 'T', systemType: 'tenable', apiBaseUrl: 'https://t.example', apiVersion: null, authenticationMethod: 'api_key', connectionConfig: {}, syncEnabled: true,
	syncFrequencyMinutes: 60, lastSyncTime: null, lastSyncStatus: null, isActive: true, rateLimit: {requestsPerMinute: 1, burstCapacity: 1}, retry: {maxAttempts: 1, baseDelayMs: 1, maxDelayMs: 1},
};
const pair: Pair = {
	system, definition, policy, mappings: [mapping], mappingVersion: 1, shared: new Map(), mapper: createRecordMapper(definition, [mapping], new Map()), rules: toFieldRules(definition, policy, [mapping]), fields: ['remediation_status'],
};

const linked = (base: Fields, status: string | null): LinkedRecord => ({
	linkId: '1', externalId: 'x', internalId: '1', base, theirs: {}, hash: '', externalVersion: undefined, isInternalGone: false, status: 'synced',
	internal: {remediation_status: status}, edits: new Map(), conflicts: [], externalAt: undefined, externalBy: undefined,
});

describe('a field of which the other side knows only some values', () => {
	test('all others are one and the same: none', () => {
		fc.assert(fc.property(word, word, (left, right) => {
			const meant = (value: string | null) => (isShared(value) ? value : null);
			expect(isSame('text', left, right, {onlyValues: shared})).toBe(meant(left) === meant(right));
		}));
	});

	test('is owed exactly when what it means has changed, and then what it means is sent', () => {
		fc.assert(fc.property(fc.option(word, {nil: undefined}), word, (agreed, status) => {
			const before = agreed !== undefined && isShared(agreed) ? agreed : null;
			const after = isShared(status) ? status : null;
			const {entry} = planPush(pair, linked(agreed === undefined ? {} : {remediation_status: agreed}, status), ['disposition']);
			expect(entry?.changes).toEqual(before === after ? undefined : {disposition: after});
		}));
	});

	test('that the other side does not show is sent, and one that it shows otherwise is not', () => {
		const entry = {fields: {remediation_status: 'accepted'}, changes: {disposition: 'accepted'}, base: {remediation_status: null}};
		expect(decideSend(pair, entry, {externalId: 'x', fields: {}})).toEqual({kind: 'send', changes: {disposition: 'accepted'}, expected: {disposition: null}});
		expect(decideSend(pair, entry, {externalId: 'x', fields: {disposition: 'accepted'}})).toEqual({kind: 'done'});
		expect(decideSend(pair, entry, {externalId: 'x', fields: {disposition: 'false_positive'}})).toEqual({kind: 'moved'});
	});
});
