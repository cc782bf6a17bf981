import {expect, test} from 'vitest';
import type {Health, PairHealth, SystemHealth} from '../../../source/core/health.js';
import {renderMetrics, type MetricFacts} from '../../../source/daemon/render-metrics.js';

const pair: PairHealth = {
	externalSystemId: 1, systemName: 'Ten"able\\', entityType: 'asset', direction: 'inbound', isPushEnabled: false, state: 'waiting', lastInboundAt: new Date(1_700_000_000_500),
	lastOutboundAt: undefined, nextRunAt: undefined, lateSince: undefined, pendingConflicts: 3, rejected: 1, outboxDepth: 0, running: undefined, shortfalls: [], problem: undefined, failingSince: undefined, leaseHolder: undefined,
};
const system: SystemHealth = {
	externalSystemId: 1, systemName: 'Xacta', systemType: 'xacta', syncEnabled: true, callsToday: 9, errorsToday: 2, medianResponseMs: 5, recentResponseMs: [],
	limiter: {used: 0, perMinute: 60, pausedUntil: undefined}, breaker: {state: 'open', resumesAt: undefined},
};
const health: Health = {state: 'waiting', pendingConflicts: 3, pairs: [pair], systems: [system], recent: [], isDaemonAlive: true, at: new Date()};
const facts: MetricFacts = {
	version: '1.2.3', startedAt: new Date(1_700_000_000_000), residentBytes: 1000, longestStandstillMs: 20, isDraining: false,
	jobs: [{queue: 'sync', outcome: 'done', count: 2, totalMs: 1500}], database: {health, queues: [{queue: 'sync', ready: 1, active: 2, waiting: 3, failed: 4}]},
};
const samplesOf = (text: string) => text.split('\n').filter(line => line !== '' && !line.startsWith('#'));

test('tells every figure once, each family with its help and type', () => {
	const text = renderMetrics(facts);
	expect(samplesOf(text)).toEqual(expect.arrayContaining([
		'parley_info{version="1.2.3"} 1', 'parley_database_up 1', 'parley_draining 0', 'parley_event_loop_standstill_seconds 0.02', 'process_start_time_seconds 1700000000',
		'parley_jobs_total{queue="sync",outcome="done"} 2', 'parley_job_seconds_total{queue="sync",outcome="done"} 1.5',
		'parley_system_calls_today{system="Xacta"} 9', 'parley_system_circuit_open{system="Xacta"} 1', 'parley_queue_jobs{queue="sync",state="failed"} 4',
	]));
	const families = [...text.matchAll(/^# TYPE (\S+) (gauge|counter)$/gm)].map(match => match[1]);
	expect(new Set(families).size).toBe(families.length);
	for (const line of samplesOf(text)) expect(line).toMatch(/^[a-z_]+(\{([a-z_]+="([^"\\]|\\.)*",?)+\})? -?[\d.e+]+$/);
});

test('quotes what outside systems are called', () => {
	expect(renderMetrics(facts)).toContain(String.raw`parley_pair_pending_conflicts{system="Ten\"able\\",entity_type="asset"} 3`);
});

test('of the states of a pair exactly one holds', () => {
	const states = samplesOf(renderMetrics(facts)).filter(line => line.startsWith('parley_pair_state'));
	expect(states).toHaveLength(5);
	expect(states.filter(line => line.endsWith(' 1'))).toEqual([expect.stringContaining('state="waiting"')]);
});

test('leaves out what is not known, such as a time that never was', () => {
	expect(renderMetrics(facts)).not.toContain('next_run');
	expect(samplesOf(renderMetrics({...facts, database: undefined}))).toContain('parley_database_up 0');
	expect(renderMetrics({...facts, database: undefined})).not.toContain('parley_pair');
});
