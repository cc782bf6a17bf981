import {entityDefinitions, type EntityType} from '../core/entity.js';
import type {OperationContext} from './context.js';
import {getSystemRow} from './get-system-row.js';
import type {SyncOptions, SyncOutcome} from './run-sync.js';
import {requireChange} from './require-role.js';
import {runSystems} from './run-systems.js';

/** A run of one pair that did not reach its end, and where the next one goes on. */
export type InterruptedRun = {
	readonly systemName: string;
	readonly entityType: EntityType;
	readonly plural: string;
	readonly scope: 'changes' | 'full';
	readonly operationId: string;
	/** Records that are done. */
	readonly read: number;
};

export type ResumeRequest = {readonly systemName?: string; readonly entityType?: EntityType};
export type ResumeOptions = SyncOptions & {readonly onResume?: (run: InterruptedRun) => void};
export type ResumeOutcome = SyncOutcome & {readonly resumed: readonly InterruptedRun[]};

/** Goes on with every interrupted run of the asked pairs, in the scope that it had; nothing else is run. */
export async function resumeSync(context: OperationContext, request: ResumeRequest, options: ResumeOptions = {}): Promise<ResumeOutcome> {
	requireChange(context, 'operator', 'run a sync');
	const resumed = await listInterrupted(context, request);
	const runs: SyncOutcome['runs'][number][] = [];
	let failure: unknown;
	for (const run of resumed) {
		if (options.signal?.aborted) break;
		options.onResume?.(run);
		const outcome = await runSystems(context, {systemName: run.systemName, entityType: run.entityType, scope: run.scope}, options);
		runs.push(...outcome.runs);
		failure ??= outcome.failure;
	}
	return {resumed, runs, failure};
}

async function listInterrupted({database: {stores}}: OperationContext, {systemName, entityType}: ResumeRequest): Promise<readonly InterruptedRun[]> {
	const asked = systemName === undefined ? await stores.systems.list() : [await getSystemRow(stores, systemName)];
	const systems = asked.filter(system => system.isActive && system.syncEnabled);
	const policies = (await stores.rules.listPolicies()).filter(policy => policy.isActive && (entityType === undefined || policy.entityType === entityType));
	const found: InterruptedRun[] = [];
	for (const system of systems) {
		for (const policy of policies.filter(({externalSystemId}) => externalSystemId === system.id)) {
			const interrupted = (await stores.checkpoints.find({externalSystemId: system.id, entityType: policy.entityType}))?.interrupted;
			if (interrupted === undefined) continue;
			const {scope, operationId, counts} = interrupted;
			found.push({systemName: system.systemName, entityType: policy.entityType, plural: entityDefinitions[policy.entityType].plural, scope, operationId, read: counts.read});
		}
	}
	return found;
}
