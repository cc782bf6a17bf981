import {setTimeout as sleep} from 'node:timers/promises';
import type {JobInsert, JobWithMetadata, PgBoss} from 'pg-boss';
import type {DatabaseAddress} from '../core/database-address.js';
import type {Logger} from '../core/process/logger.js';
import {occurrenceId, type NewJob, type Task, type TaskMap} from './job.js';
import {openBoss, startBoss} from './open-boss.js';
import {deadLetterQueue, queueNames, queues, type QueueName} from './queues.js';
import {runJob, type JobOutcome} from './run-job.js';

/** The connection of somebody's transaction: a store's executor is one. */
export type JobTransaction = {readonly query: <Row extends object>(text: string, values?: readonly unknown[]) => Promise<readonly Row[]>};

export type QueueStatus = {readonly queue: string; readonly ready: number; readonly active: number; readonly waiting: number; readonly failed: number};

export type JobsOptions = {
	readonly address: DatabaseAddress;
	readonly logger: Logger;
	/** Told of each job that ended in this process. */
	readonly onEnd?: (queue: QueueName, outcome: JobOutcome, durationMs: number) => void;
};

export type DrainRequest = {
	readonly timeoutMs: number;
	/** Ends the waiting at once. */
	readonly signal?: AbortSignal;
};

export type Jobs = {
	/** Connects. Throws DATABASE_UNREACHABLE, or DATABASE_MIGRATIONS_PENDING when `migrateJobs` was not run. */
	readonly start: () => Promise<void>;
	/** The time by the database's clock, which is the same for all hosts. */
	readonly now: () => Promise<Date>;
	/**
	 * Adds those of the jobs whose occurrence never had one and whose key has none that waits or runs, and gives them
	 * back. All become visible at once; with a transaction, when it commits, and never when it does not.
	 */
	readonly enqueue: (jobs: readonly NewJob[], transaction?: JobTransaction) => Promise<readonly NewJob[]>;
	/** Works on all queues until `drain`. */
	readonly work: (tasks: TaskMap) => Promise<void>;
	readonly listQueues: () => Promise<readonly QueueStatus[]>;
	/**
	 * Takes no more jobs, tells the running ones to stop at the next good place, waits for them, and closes the connection.
	 * Whatever still runs then is put back, and another process takes it up. Gives the number of those.
	 */
	readonly drain: (request: DrainRequest) => Promise<number>;
};

/** The queue, for one process. Nothing outside this folder knows pg-boss. */
export function createJobs({address, logger, onEnd = () => {}}: JobsOptions): Jobs {
	const boss = openBoss(address, 'work', logger);
	const draining = new AbortController();
	const running = new Set<Promise<unknown>>();

	const handle = async (queue: QueueName, task: Task, job: JobWithMetadata<unknown>) => {
		const startedAt = performance.now();
		const postpone = async (seconds: number, output: object): Promise<void> => {
			await boss.fail(queue, {id: job.id, retryCount: job.retryCount}, output);
			await boss.update(queue, undefined, {id: job.id, startAfter: seconds});
		};
		const run = runJob({job, task, logger: logger.with({queue, jobId: job.id}), draining: draining.signal, postpone});
		running.add(run);
		try {
			const {result, outcome} = await run;
			onEnd(queue, outcome, performance.now() - startedAt);
			return [result];
		} finally {
			running.delete(run);
		}
	};

	return {
		start: () => startBoss(boss),
		now: async () => {
			const {rows} = await boss.getDb().executeSql('select clock_timestamp() as now');
			return (rows[0] as {readonly now: Date}).now;
		},
		enqueue: (jobs, transaction) => enqueue(boss, jobs, transaction),
		work: async tasks => {
			for (const queue of queueNames) await startWorkers(boss, queue, job => handle(queue, tasks[queue], job));
		},
		listQueues: async () => (await boss.getQueues([...queueNames, deadLetterQueue])).map(({name, readyCount, activeCount, queuedCount, failedCount}) =>
			({queue: name, ready: readyCount, active: activeCount, waiting: queuedCount, failed: failedCount})),
		drain: async ({timeoutMs, signal}) => {
			await Promise.all(queueNames.map(queue => boss.offWork(queue, {wait: false})));
			draining.abort(new Error('This process stops.'));
			const deadline = new AbortController();
			const isOver = AbortSignal.any([deadline.signal, ...(signal === undefined ? [] : [signal])]);
			await Promise.race([Promise.allSettled(running), sleep(timeoutMs, undefined, {signal: isOver}).catch(() => {})]); // Both ways out are fine.
			deadline.abort();
			const left = running.size;
			await boss.stop({graceful: true, timeout: left === 0 ? 5000 : 1000});
			return left;
		},
	};
}

/** Workers poll one after the other within a period: at the same instant, several would reach for one group, and one would get it. */
async function startWorkers(boss: PgBoss, queue: QueueName, handle: (job: JobWithMetadata<unknown>) => Promise<Awaited<ReturnType<typeof runJob>>['result'][]>): Promise<void> {
	const {work, workers} = queues[queue];
	const periodMs = (work.pollingIntervalSeconds ?? 1) * 1000;
	for (let worker = 0; worker < workers; worker++) {
		if (worker > 0) await sleep(periodMs / workers);
		await boss.work<unknown, unknown, {readonly perJobResults: true; readonly includeMetadata: true}>(
			queue, {...work, perJobResults: true, includeMetadata: true}, async ([job]) => (job === undefined ? [] : handle(job)));
	}
}

async function enqueue(boss: PgBoss, jobs: readonly NewJob[], transaction: JobTransaction | undefined): Promise<readonly NewJob[]> {
	const options = transaction === undefined ? {} : {
		db: {executeSql: async (text: string, values?: unknown[]) => ({rows: [...await transaction.query(text, values)]})},
	};
	const added = new Set<string>();
	for (const queue of queueNames) {
		const inserts = jobs.filter(job => job.queue === queue).map(toInsert);
		if (inserts.length === 0) continue;
		for (const id of (await boss.insert(queue, inserts, {...options, returnId: true})) ?? []) added.add(id);
	}
	return jobs.filter(job => added.has(toId(job)));
}

const toId = (job: NewJob): string => occurrenceId([job.queue, ...job.occurrence]);

const toInsert = (job: NewJob): JobInsert => ({
	id: toId(job),
	data: job.payload,
	singletonKey: job.key,
	priority: job.priority ?? 0,
	...(job.group === undefined ? {} : {group: {id: job.group}}),
});
