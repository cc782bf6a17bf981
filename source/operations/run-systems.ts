import type {PlannedSystem} from '../sync/plan/plan-pairs.js';
import {runSystem} from '../sync/run-system.js';
import {chooseSystems, listUnreadable} from './choose-systems.js';
import type {OperationContext} from './context.js';
import {noticeRestore} from './notice-restore.js';
import {requireChange} from './require-role.js';
import type {SyncOptions, SyncOutcome, SyncRequest} from './run-sync.js';
import {toDependencies} from './to-dependencies.js';
import {toStoppedPlace} from './list-stopped-runs.js';

/** Runs the asked systems and entity types now, in this process. A pair that fails does not stop the others; the first failure comes back in the outcome. */
export async function runSystems(context: OperationContext, request: SyncRequest, options: SyncOptions = {}): Promise<SyncOutcome> {
	requireChange(context, 'operator', 'run a sync');
	if (context.hostMemory !== undefined) await noticeRestore(context);
	const {systemName, entityType, selection, scope = 'changes'} = request;
	const chosen = await chooseSystems(context.database.stores, {systemName, entityType, direction: selection === undefined ? 'any' : 'inbound'});
	const runs: SyncOutcome['runs'][number][] = [];
	let failure: unknown;
	for (const {system, policies} of chosen) {
		if (scope === 'changes' && selection === undefined) await tellGivingWay(context, {system, policies}, options);
		const outcome = await runSystem(toDependencies(context), {
			system, policies, scope, selection, startedBy: context.actor.username,
			signal: options.signal ?? new AbortController().signal, onProgress: options.onProgress ?? (() => {}),
		});
		runs.push({operation: outcome.operation, children: outcome.children});
		failure ??= outcome.failure;
		if (options.signal?.aborted) break;
	}
	// What can be run was; that something could not be is told all the same.
	const [unreadable] = await listUnreadable(context.database.stores, {systems: chosen.map(({system}) => system), entityType});
	failure ??= unreadable?.error;
	return {runs, failure};
}

/** One place is kept for each pair, so what is on its way in full gives way, and begins anew. */
async function tellGivingWay({database: {stores}, logger}: OperationContext, {system, policies}: PlannedSystem, {onGiveWay}: SyncOptions): Promise<void> {
	for (const {entityType} of policies) {
		const checkpoint = await stores.checkpoints.find({externalSystemId: system.id, entityType});
		if (checkpoint?.watermark === undefined || checkpoint.interrupted?.scope !== 'full') continue;
		const stopped = toStoppedPlace(system.systemName, entityType, checkpoint.interrupted);
		logger.warn('A full pass that had stopped gives way to a run for changes, and begins anew', {...stopped});
		onGiveWay?.(stopped);
	}
}
