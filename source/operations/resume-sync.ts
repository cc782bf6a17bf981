import type {OperationContext} from './context.js';
import {listStoppedRuns, type InterruptedRun, type ResumeRequest, type StoppedRuns} from './list-stopped-runs.js';
import type {SyncOptions, SyncOutcome} from './run-sync.js';
import {requireChange} from './require-role.js';
import {runSystems} from './run-systems.js';

export type ResumeOptions = SyncOptions & {readonly onResume?: (run: InterruptedRun) => void};
export type ResumeOutcome = SyncOutcome & StoppedRuns;

/**
 * Goes on with every interrupted run of the asked pairs, in the scope and for the part that it had, and with the pairs that a
 * whole run had not come to. Nothing else is run: what has no place to go on from may have been a plan or a replay, so it is
 * only told.
 * @throws NOT_FOUND, SYNC_DISABLED, POLICY_INVALID
 */
export async function resumeSync(context: OperationContext, request: ResumeRequest, options: ResumeOptions = {}): Promise<ResumeOutcome> {
	requireChange(context, 'operator', 'run a sync');
	const stopped = await listStoppedRuns(context.database.stores, request);
	const runs: SyncOutcome['runs'][number][] = [];
	let failure: unknown;
	for (const run of stopped.resumed) {
		if (options.signal?.aborted) break;
		options.onResume?.(run);
		const {systemName, entityType, scope, selection} = run;
		const outcome = await runSystems(context, {systemName, entityType, scope, selection}, options);
		runs.push(...outcome.runs);
		failure ??= outcome.failure;
	}
	return {...stopped, runs, failure};
}
