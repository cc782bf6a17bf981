import type {QueueName} from '../jobs/queues.js';
import type {JobOutcome} from '../jobs/run-job.js';

export type JobCount = {readonly queue: QueueName; readonly outcome: JobOutcome; readonly count: number; readonly totalMs: number};

/** Counts the jobs that ended in this process. */
export type JobCounter = {
	readonly add: (queue: QueueName, outcome: JobOutcome, durationMs: number) => void;
	readonly list: () => readonly JobCount[];
};

export function createJobCounter(): JobCounter {
	const counts = new Map<string, JobCount>();
	return {
		add: (queue, outcome, durationMs) => {
			const before = counts.get(`${queue}/${outcome}`);
			counts.set(`${queue}/${outcome}`, {queue, outcome, count: (before?.count ?? 0) + 1, totalMs: (before?.totalMs ?? 0) + durationMs});
		},
		list: () => [...counts.values()],
	};
}
