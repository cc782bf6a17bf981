import {describe, expect, test} from 'vitest';
import type {ExternalSystem} from '../../../source/core/external-system.js';
import {noCounts, type Operation, type OperationStatus} from '../../../source/core/operation.js';
import type {SyncPolicy} from '../../../source/core/policy.js';
import type {PairFacts} from '../../../source/core/stores/health-store.js';
import {toPairHealth, worstState, type HealthSituation} from '../../../source/operations/pair-health.js';
import {nextRun} from '../../../source/schedule/next-run.js';

const now = new Date('2026-11-21T12:00:00Z');
const system: ExternalSystem = {
	id: 1, systemName: 'Xacta 360', systemType: 'xacta', apiBaseUrl: '', apiVersion: null, authenticationMethod: 'database', connectionConfig: {},
	syncEnabled: true, syncFrequencyMinutes: 60, lastSyncTime: null, lastSyncStatus: null, isActive: true,
	rateLimit: {requestsPerMinute: 1, burstCapacity: 1}, retry: {maxAttempts: 1, baseDelayMs: 1, maxDelayMs: 1},
};
const policy: SyncPolicy = {
	id: 1, externalSystemId: 1, entityType: 'poam', direction: 'bidirectional', strategy: 'manual', fields: {}, filters: [], batchSize: 100,
	isActive: true, isPushEnabled: false, scheduleExpression: '*/30 * * * *', fullSyncExpression: null, timezone: 'UTC',
};
const run = (status: OperationStatus, problems: readonly string[] = []): Operation => ({
	id: 'a', parentId: 'b', correlationId: 'b', externalSystemId: 1, systemName: 'Xacta 360', entityType: 'poam', direction: 'inbound', scope: 'changes',
	status, counts: noCounts, conflictsOpened: 0, conflictsConverged: 0, progress: undefined, problems, cancelledBy: undefined, calls: 0, startedBy: 'sam', startedAt: now, completedAt: now,
});
const facts: PairFacts = {
	externalSystemId: 1, entityType: 'poam', lastInboundAt: now, lastOutboundAt: undefined, pendingConflicts: 0, rejected: 0, outboxDepth: 0,
	lastRun: run('completed'), failingSince: undefined, stoppedPass: undefined, running: undefined, leaseHolder: undefined, leaseHeardAt: undefined,
};
const abandoned = {running: {...run('abandoned', ['Stopped without an end; the next run goes on.']), completedAt: undefined}, leaseHolder: 'jump1 (pid 7)', leaseHeardAt: new Date('2026-11-21T11:40:00Z')};
const situation = (changes: Partial<Omit<HealthSituation, 'facts'>> & {readonly facts?: Partial<PairFacts>} = {}): HealthSituation => ({
	system, policy, breaker: {state: 'closed', resumesAt: undefined}, now, nextRun, ...changes, facts: {...facts, ...changes.facts},
});
const off = {system: {...system, syncEnabled: false}};

describe('a pair is', () => {
	test.each([
		['ok when nothing is wrong and nobody is waited for', situation(), 'ok'],
		['running while it runs', situation({facts: {running: run('running')}}), 'running'],
		['waiting while conflicts wait, also while it runs', situation({facts: {pendingConflicts: 3, running: run('running')}}), 'waiting'],
		['waiting while records are rejected', situation({facts: {rejected: 1}}), 'waiting'],
		['waiting after a partial run', situation({facts: {lastRun: run('partial', ['Chunk 7 is missing.'])}}), 'waiting'],
		['waiting after a pass over everything that failed, whatever went well since', situation({facts: {stoppedPass: run('failed', ['Too much vanished.'])}}), 'waiting'],
		['failing after a failed run', situation({facts: {lastRun: run('failed', ['No answer.']), pendingConflicts: 3}}), 'failing'],
		['failing while its run is abandoned', situation({facts: abandoned}), 'failing'],
		['failing while the breaker is open', situation({breaker: {state: 'open', resumesAt: now}}), 'failing'],
		['off when its system is off', situation(off), 'off'],
		['off when its policy is', situation({policy: {...policy, isActive: false}}), 'off'],
		['not off while conflicts wait', situation({...off, facts: {pendingConflicts: 1}}), 'waiting'],
	] as const)('%s', (_, given, state) => {
		expect(toPairHealth(given).state).toBe(state);
	});

	test('failing since the process of its run was last heard of; nothing runs then, and nobody holds it', () => {
		expect(toPairHealth(situation({facts: {...abandoned, failingSince: now}}))).toMatchObject({
			failingSince: abandoned.leaseHeardAt, problem: 'Stopped without an end; the next run goes on.', running: undefined, leaseHolder: undefined,
		});
	});

	test('told with the reason when it fails, or is not whole', () => {
		expect(toPairHealth(situation({facts: {lastRun: run('failed', ['No answer.'])}})).problem).toBe('No answer.');
		expect(toPairHealth(situation({facts: {lastRun: run('failed')}})).problem).toBe('The last run is failed.');
		expect(toPairHealth(situation({facts: {lastRun: run('partial', ['Chunk 7 is missing.'])}})).problem).toMatch(/^Chunk 7 is missing. This was left out; .* To ask for it again: parley sync run --system "Xacta 360" --entity poam$/);
		expect(toPairHealth(situation()).problem).toBeUndefined();
	});

	test.each([
		['2026-11-21T12:05:30Z', 'Parley sends it nothing until 12:05:30 UTC'],
		['2026-11-21T11:59:59Z', 'the next run tries whether it answers again'],
	])('told with what is sent while the breaker is open, until %s, and what to do meanwhile', (resumesAt, consequence) => {
		expect(toPairHealth(situation({breaker: {state: 'open', resumesAt: new Date(resumesAt)}})).problem).toBe(
			`Xacta 360 failed too often: ${consequence}. To see what it answered: parley calls list --errors. To try it now: parley systems test "Xacta 360"`);
	});
});

describe('a pair is late', () => {
	const lastAt = (time: string): {readonly facts: Partial<PairFacts>} => ({facts: {lastInboundAt: new Date(`2026-11-21T${time}Z`)}});
	test.each([
		['not before the run after its last success is due', lastAt('11:40:00'), undefined],
		['not while that run may be about to start', {...lastAt('11:40:00'), now: new Date('2026-11-21T12:00:30Z')}, undefined],
		['since that run was due', lastAt('11:05:00'), new Date('2026-11-21T11:30:00Z')],
		['not while it runs', {facts: {...lastAt('11:05:00').facts, running: run('running')}}, undefined],
		['not when it never ran', {facts: {lastInboundAt: undefined}}, undefined],
		['not when it is switched off', {...off, ...lastAt('11:05:00')}, undefined],
		['by its sending, where it only sends', {policy: {...policy, direction: 'outbound'}, facts: {lastInboundAt: now, lastOutboundAt: new Date('2026-11-21T11:05:00Z')}}, new Date('2026-11-21T11:30:00Z')],
	] as const)('%s', (_, changes, since) => expect(toPairHealth(situation(changes)).lateSince).toEqual(since));
});

describe('the next run', () => {
	test('is the next occurrence of the schedule', () => {
		expect(toPairHealth(situation()).nextRunAt).toEqual(new Date('2026-11-21T12:30:00Z'));
	});

	test('is none while the pair is off', () => {
		expect(toPairHealth(situation(off)).nextRunAt).toBeUndefined();
	});
});

test('nothing waits to be sent from a pair that only reads', () => {
	const depth = {facts: {outboxDepth: 4}};
	expect(toPairHealth(situation(depth)).outboxDepth).toBe(4);
	expect(toPairHealth(situation({...depth, policy: {...policy, direction: 'inbound'}})).outboxDepth).toBe(0);
});

test('the whole is as bad as its worst part, and off only when every part is', () => {
	expect(worstState(['ok', 'off', 'running'])).toBe('running');
	expect(worstState(['ok', 'waiting', 'failing'])).toBe('failing');
	expect(worstState(['off', 'ok'])).toBe('ok');
	expect(worstState(['off', 'off'])).toBe('off');
	expect(worstState([])).toBe('off');
});
