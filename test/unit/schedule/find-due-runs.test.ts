import {expect, test} from 'vitest';
import type {SyncPolicy} from '../../../source/core/policy.js';
import {findDueRuns, type DueRequest, type ScheduledSystem} from '../../../source/schedule/find-due-runs.js';

const system: ScheduledSystem = {id: 1, systemName: 'tenable', syncEnabled: true, isActive: true, syncFrequencyMinutes: 60};
const policy: SyncPolicy = {
	id: 10, externalSystemId: 1, entityType: 'asset', direction: 'inbound', strategy: 'manual', fields: {}, filters: [], batchSize: 100,
	isActive: true, isPushEnabled: false, scheduleExpression: null, fullSyncExpression: null, timezone: 'UTC',
};
const find = (request: Partial<DueRequest>) => findDueRuns({
	systems: [system], policies: [policy], since: new Date('2025-06-04T11:30Z'), until: new Date('2025-06-04T12:10Z'), ...request,
});

test('a pair is due when its schedule has an occurrence in the span', () => {
	expect(find({}).runs).toEqual([{externalSystemId: 1, systemName: 'tenable', entityType: 'asset', scope: 'changes', occurrence: new Date('2025-06-04T12:00Z')}]);
	expect(find({until: new Date('2025-06-04T11:59:59.999Z')}).runs).toEqual([]);
	expect(find({since: new Date('2025-06-04T12:00Z')}).runs).toEqual([]);
});

test('after a long absence each pair is due once, by its newest occurrence', () => {
	expect(find({since: new Date('2025-05-30T00:00Z')}).runs.map(run => run.occurrence)).toEqual([new Date('2025-06-04T12:00Z')]);
});

test.each([
	['its system is not active', {systems: [{...system, isActive: false}]}],
	['its system is switched off', {systems: [{...system, syncEnabled: false}]}],
	['its policy is not active', {policies: [{...policy, isActive: false}]}],
	['its system is gone', {systems: []}],
	['its system runs only when asked', {systems: [{...system, syncFrequencyMinutes: 0}]}],
])('nothing is due when %s', (_, request) => {
	expect(find(request).runs).toEqual([]);
});

test('a full run stands for the run for changes that is due with it', () => {
	const runs = find({policies: [{...policy, fullSyncExpression: '0 12 * * *'}]}).runs;
	expect(runs).toMatchObject([{scope: 'full', occurrence: new Date('2025-06-04T12:00Z')}]);
	expect(find({policies: [{...policy, fullSyncExpression: '0 13 * * *'}]}).runs).toMatchObject([{scope: 'changes'}]);
});

test('a schedule that cannot be read is told, and holds up no other', () => {
	const {runs, unreadable} = find({policies: [{...policy, id: 7, scheduleExpression: 'soon'}, {...policy, entityType: 'vulnerability'}]});
	expect(runs).toMatchObject([{entityType: 'vulnerability'}]);
	expect(unreadable).toMatchObject([{policyId: 7, error: {code: 'POLICY_INVALID'}}]);
});
