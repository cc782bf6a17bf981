import type {Health, HealthState} from '../core/health.js';
import type {QueueStatus} from '../jobs/create-jobs.js';
import type {JobCount} from './job-counter.js';

export type MetricFacts = {
	readonly version: string;
	readonly startedAt: Date;
	readonly residentBytes: number;
	readonly longestStandstillMs: number;
	readonly isDraining: boolean;
	readonly jobs: readonly JobCount[];
	/** Undefined while the database does not answer. */
	readonly database: {readonly health: Health; readonly queues: readonly QueueStatus[]} | undefined;
};

type Labels = Readonly<Record<string, string>>;
type Sample = readonly [labels: Labels, value: number | undefined];
type Family = {readonly name: string; readonly type: 'gauge' | 'counter'; readonly help: string; readonly samples: readonly Sample[]};

/** Everything that `/metrics` tells, in the text format of Prometheus. Pure. */
export function renderMetrics(facts: MetricFacts): string {
	return [...processFamilies(facts), ...jobFamilies(facts), ...(facts.database === undefined ? [] : databaseFamilies(facts.database))].map(renderFamily).join('');
}

const seconds = (time: Date | undefined): number | undefined => (time === undefined ? undefined : time.getTime() / 1000);
const one = (name: string, help: string, value: number | undefined, labels: Labels = {}): Family => ({name, type: 'gauge', help, samples: [[labels, value]]});

const processFamilies = (facts: MetricFacts): readonly Family[] => [
	one('parley_info', 'The version that runs.', 1, {version: facts.version}),
	one('parley_database_up', 'Whether the database answered just now.', facts.database === undefined ? 0 : 1),
	one('parley_draining', 'Whether the daemon takes no more work.', facts.isDraining ? 1 : 0),
	one('parley_event_loop_standstill_seconds', 'The longest standstill of the last ten seconds.', facts.longestStandstillMs / 1000),
	one('process_start_time_seconds', 'When the process started, in seconds since 1970.', seconds(facts.startedAt)),
	one('process_resident_memory_bytes', 'Memory that the process holds.', facts.residentBytes),
];

const jobFamilies = ({jobs}: MetricFacts): readonly Family[] => [
	{name: 'parley_jobs_total', type: 'counter', help: 'Jobs that ended in this process.', samples: jobs.map(({queue, outcome, count}) => [{queue, outcome}, count])},
	{name: 'parley_job_seconds_total', type: 'counter', help: 'How long they took, in all.', samples: jobs.map(({queue, outcome, totalMs}) => [{queue, outcome}, totalMs / 1000])},
];

const states: readonly HealthState[] = ['failing', 'waiting', 'running', 'off', 'ok'];

function databaseFamilies({health, queues}: NonNullable<MetricFacts['database']>): readonly Family[] {
	const ofPairs = (name: string, help: string, value: (pair: Health['pairs'][number]) => number | undefined): Family =>
		({name, type: 'gauge', help, samples: health.pairs.map(pair => [{system: pair.systemName, entity_type: pair.entityType}, value(pair)])});
	const ofSystems = (name: string, help: string, value: (system: Health['systems'][number]) => number | undefined): Family =>
		({name, type: 'gauge', help, samples: health.systems.map(system => [{system: system.systemName}, value(system)])});
	return [
		{
			name: 'parley_pair_state', type: 'gauge', help: 'The state of each pair: one of its states is 1.',
			samples: health.pairs.flatMap(pair => states.map((state): Sample => [{system: pair.systemName, entity_type: pair.entityType, state}, pair.state === state ? 1 : 0])),
		},
		ofPairs('parley_pair_last_inbound_timestamp_seconds', 'When the pair was last read to the end, in seconds since 1970.', pair => seconds(pair.lastInboundAt)),
		ofPairs('parley_pair_next_run_timestamp_seconds', 'When its next run is due.', pair => seconds(pair.nextRunAt)),
		ofPairs('parley_pair_pending_conflicts', 'Conflicts that wait for a person.', pair => pair.pendingConflicts),
		ofPairs('parley_pair_rejected_records', 'Records that could not be taken in.', pair => pair.rejected),
		ofPairs('parley_pair_outbox_depth', 'Changes of ours that wait to be sent.', pair => pair.outboxDepth),
		ofSystems('parley_system_calls_today', 'Calls since midnight UTC.', system => system.callsToday),
		ofSystems('parley_system_call_errors_today', 'Calls since midnight UTC that failed.', system => system.errorsToday),
		ofSystems('parley_system_circuit_open', 'Whether calls pause because the system failed too often.', system => (system.breaker.state === 'open' ? 1 : 0)),
		{name: 'parley_queue_jobs', type: 'gauge', help: 'Jobs by queue and state, as counted within the last minute.', samples: queues.flatMap(queueSamples)},
	];
}

const queueSamples = ({queue, ready, active, waiting, failed}: QueueStatus): readonly Sample[] =>
	Object.entries({ready, active, waiting, failed}).map(([state, count]) => [{queue, state}, count]);

function renderFamily({name, type, help, samples}: Family): string {
	const lines = samples.flatMap(([labels, value]) => (value === undefined ? [] : [`${name}${renderLabels(labels)} ${value}`]));
	return lines.length === 0 ? '' : `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('\n')}\n`;
}

function renderLabels(labels: Labels): string {
	const parts = Object.entries(labels).map(([label, value]) => `${label}="${value.replaceAll('\\', String.raw`\\`).replaceAll('\n', String.raw`\n`).replaceAll('"', String.raw`\"`)}"`);
	return parts.length === 0 ? '' : `{${parts.join(',')}}`;
}
