import type {Logger} from '../core/process/logger.js';
import type {Stores} from '../core/stores/stores.js';
import type {Jobs} from '../jobs/create-jobs.js';
import type {NewJob} from '../jobs/job.js';
import {findDueRuns, type DueRuns} from '../schedule/find-due-runs.js';
import {nextRun} from '../schedule/next-run.js';
import {toSyncJobs} from './sync-job.js';

export type TickerOptions = {
	readonly stores: Pick<Stores, 'rules' | 'systems'>;
	readonly jobs: Pick<Jobs, 'now' | 'enqueue'>;
	readonly logger: Logger;
	/** When any daemon was last heard of: what was missed since then is made up for. */
	readonly lastBeatAt: Date | undefined;
};

/** Runs that were missed longer ago than this are not made up for. It must be less than the queue remembers: see jobs/queues.ts. */
const missedMs = 7 * 86_400_000;
/** Changes to policies and systems are noticed within this time. */
const longestPauseMs = 15_000;

/**
 * Gives the function that looks what is due since the last look, turns it into jobs, and gives the pause until the next
 * look in ms. Time is the database's, so that hosts need not agree. The first look goes back to when any daemon was last
 * heard of: what was missed in between runs once.
 */
export function createTicker({stores, jobs, logger, lastBeatAt}: TickerOptions): () => Promise<number> {
	let since: Date | undefined;
	const told = new Set<string>();
	return async () => {
		const until = await jobs.now();
		since ??= new Date(Math.max(until.getTime() - missedMs, Math.min(lastBeatAt?.getTime() ?? until.getTime(), until.getTime())));
		const [systems, policies, unreadable] = await Promise.all([stores.systems.list(), stores.rules.listPolicies(), stores.rules.listUnreadablePolicies()]);
		const due = findDueRuns({systems, policies, since, until});
		tellUnreadable([...unreadable, ...due.unreadable], told, logger);
		const added = await jobs.enqueue([...toSyncJobs(due.runs), upkeepJob(until)]);
		for (const {queue, payload} of added) logger.info(queue === 'sync' ? 'A sync is due' : 'Upkeep is due', {...payload});
		// Also when the clock was put back: the queue knows what had its turn, and a clock that was far ahead must not hold up all that follows.
		since = until;
		const frequencies = new Map(systems.map(system => [system.id, system.syncFrequencyMinutes]));
		const next = policies.flatMap(policy => nextRun(policy, frequencies.get(policy.externalSystemId) ?? 0, until)?.getTime() ?? []);
		return Math.min(longestPauseMs, ...next.map(at => at - until.getTime()));
	};
}

/** One a day, by the first daemon that comes to see the day. */
function upkeepJob(now: Date): NewJob {
	const day = now.toISOString().slice(0, 10);
	return {queue: 'upkeep', occurrence: [day], key: 'upkeep', payload: {day}};
}

/** Once for each way in which a policy or its schedule is wrong. */
function tellUnreadable(unreadable: DueRuns['unreadable'], told: Set<string>, logger: Logger): void {
	for (const {policyId, error} of unreadable) {
		const key = `${policyId}: ${error.message}`;
		if (told.has(key)) continue;
		told.add(key);
		logger.error('A policy cannot be read: its pair is not run', {policyId, error});
	}
}
