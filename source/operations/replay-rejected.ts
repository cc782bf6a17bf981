import {rejectionReason, type Conflict, type ConflictFilter} from '../core/conflict.js';
import type {EntityType} from '../core/entity.js';
import {mapRejectedAgain} from '../sync/inbound/map-rejected-again.js';
import {runSystem} from '../sync/run-system.js';
import type {OperationContext} from './context.js';
import {getPendingRejected} from './get-rejected.js';
import type {SyncOptions, SyncOutcome} from './run-sync.js';
import {requireChange} from './require-role.js';
import {toDependencies} from './to-dependencies.js';

/** One rejected record, or all that match. */
export type ReplayRequest = {readonly id: number} | {readonly filter: Pick<ConflictFilter, 'externalSystemId' | 'entityType' | 'text'>};

/**
 * Maps rejected records again by the mappings of today, from what was kept of them, and writes what passes: it leaves the
 * list. What fails again stays there with its failures of today. Records of an inactive system or policy are left alone.
 * @throws NOT_FOUND, CONFLICT_SETTLED
 */
export async function replayRejected(context: OperationContext, request: ReplayRequest, options: SyncOptions = {}): Promise<SyncOutcome> {
	requireChange(context, 'operator', 'replay rejected records');
	const {stores} = context.database;
	const single = 'id' in request ? await getPendingRejected(stores, request.id) : undefined;
	const wanted = 'filter' in request ? request.filter : single === undefined ? {} : {externalSystemId: single.externalSystemId, entityType: single.entityType};
	const filter: ConflictFilter = {...wanted, status: 'pending', reason: rejectionReason, fieldName: null};
	const causes = await stores.conflicts.listCauses(filter);
	const policies = (await stores.rules.listPolicies()).filter(policy => policy.isActive
		&& causes.some(cause => cause.externalSystemId === policy.externalSystemId && cause.entityType === policy.entityType));
	const runs: SyncOutcome['runs'][number][] = [];
	let failure: unknown;
	for (const system of (await stores.systems.list()).filter(({isActive}) => isActive)) {
		const own = policies.filter(({externalSystemId}) => externalSystemId === system.id);
		if (own.length === 0) continue;
		const outcome = await runSystem(toDependencies(context), {
			system, policies: own, scope: 'changes', startedBy: context.actor.username, signal: options.signal ?? new AbortController().signal, onProgress: options.onProgress ?? (() => {}),
			work: (dependencies, run) => mapRejectedAgain(dependencies, run, {
				next: after => listNext(context, {...filter, externalSystemId: system.id, entityType: run.pair.definition.entityType}, {after, limit: run.pair.policy.batchSize, single}),
				onPart: (within, {operationId, externalIds, counts}) => within.audit.append(context.actor, {
					action: 'rejected.replay', targetType: 'operation', targetId: operationId,
					detail: {system: system.systemName, entityType: run.pair.definition.entityType satisfies EntityType, externalIds, counts},
				}),
			}),
		});
		runs.push({operation: outcome.operation, children: outcome.children});
		failure ??= outcome.failure;
	}
	return {runs, failure};
}

async function listNext({database}: OperationContext, filter: ConflictFilter, {after, limit, single}: {readonly after: number; readonly limit: number; readonly single: Conflict | undefined}): Promise<readonly Conflict[]> {
	if (single !== undefined) return after < single.id ? [single] : [];
	return (await database.stores.conflicts.page(filter, after, limit)).rows;
}
