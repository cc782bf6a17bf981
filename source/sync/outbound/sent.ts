import {addCounts, noCounts, type RunCounts} from '../../core/operation.js';
import type {OutboxEntry} from '../../core/stores/outbox-store.js';
import type {SyncDependencies} from '../dependencies.js';
import {judgeFailure, type FailedAttempt} from './failed-attempt.js';
import type {PairRun, RunProgress} from '../pair-run.js';

/** What became of one entry of the outbox, whether it changes a record or makes one. */
export type Sent = {readonly outcome: Exclude<keyof RunCounts, 'read'>; readonly opened: number; readonly problem?: string};

/** How far the run has come with it; each problem is told once. */
export const addSent = (state: RunProgress, {outcome, opened, problem}: Sent): RunProgress => ({
	...state, counts: addCounts(state.counts, {...noCounts, read: 1, [outcome]: 1}), conflictsOpened: state.conflictsOpened + opened,
	problems: problem === undefined || state.problems.includes(problem) ? state.problems : [...state.problems, problem],
});

/** A failed attempt waits; what concerns every entry stops the run. */
export async function waitOrStop({database, failpoint}: SyncDependencies, {lease}: PairRun, entry: Pick<OutboxEntry, 'id' | 'isUnknown' | 'attempts'>, failure: Pick<FailedAttempt, 'error' | 'mayHaveLeft'>): Promise<Sent> {
	const {outcome, message, stopsRun} = judgeFailure({...failure, wasUnknown: entry.isUnknown, attempts: entry.attempts});
	await database.stores.outbox.settle(entry.id, lease.token, outcome);
	await failpoint?.('outbound.waiting');
	if (stopsRun) throw failure.error;
	return {outcome: 'unchanged', opened: 0, problem: message};
}

/** How a refusal for good is told among the problems of a run. */
export const toRefusalProblem = ({pair}: Pick<PairRun, 'pair'>, reasons: string): string => `${pair.system.systemName} refused a change: ${reasons}`;
