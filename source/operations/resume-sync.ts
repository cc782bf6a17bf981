import {findAppliedPlan} from '../core/text/describe-abandoned.js';
import {entityDefinitions, type EntityType} from '../core/entity.js';
import type {Operation, OperationStatus} from '../core/operation.js';
import type {PairFacts} from '../core/stores/health-store.js';
import {toCommand} from '../core/text/to-command.js';
import {chooseSystems} from './choose-systems.js';
import type {OperationContext} from './context.js';
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

/** The latest run of a pair, where it did not come to its end and left no place to go on from, as when no page of it was finished. */
export type UnbegunRun = Omit<InterruptedRun, 'read'> & {
	readonly status: Extract<OperationStatus, 'abandoned' | 'failed' | 'cancelled'>;
	/** What an outbound run had still to send is on record as owed. */
	readonly direction: Operation['direction'];
	/** What does it again. */
	readonly command: string;
};

export type ResumeRequest = {readonly systemName?: string; readonly entityType?: EntityType};
export type ResumeOptions = SyncOptions & {readonly onResume?: (run: InterruptedRun) => void};
export type ResumeOutcome = SyncOutcome & {readonly resumed: readonly InterruptedRun[]; readonly unbegun: readonly UnbegunRun[]};

/**
 * Goes on with every interrupted run of the asked pairs, in the scope that it had. Nothing else is run: what has no place to
 * go on from may have been asked for as a part, a replay or a plan, so it is only told.
 * @throws NOT_FOUND, SYNC_DISABLED, POLICY_INVALID
 */
export async function resumeSync(context: OperationContext, request: ResumeRequest, options: ResumeOptions = {}): Promise<ResumeOutcome> {
	requireChange(context, 'operator', 'run a sync');
	const {resumed, unbegun} = await listStopped(context, request);
	const runs: SyncOutcome['runs'][number][] = [];
	let failure: unknown;
	for (const run of resumed) {
		if (options.signal?.aborted) break;
		options.onResume?.(run);
		const outcome = await runSystems(context, {systemName: run.systemName, entityType: run.entityType, scope: run.scope}, options);
		runs.push(...outcome.runs);
		failure ??= outcome.failure;
	}
	return {resumed, unbegun, runs, failure};
}

async function listStopped({database: {stores}}: OperationContext, {systemName, entityType}: ResumeRequest): Promise<Pick<ResumeOutcome, 'resumed' | 'unbegun'>> {
	const chosen = await chooseSystems(stores, {systemName, entityType, direction: 'any'});
	const facts = await stores.health.listPairFacts();
	const resumed: InterruptedRun[] = [];
	const unbegun: UnbegunRun[] = [];
	for (const {system, policies} of chosen) {
		for (const {entityType: type} of policies) {
			const named = {systemName: system.systemName, entityType: type, plural: entityDefinitions[type].plural};
			const interrupted = (await stores.checkpoints.find({externalSystemId: system.id, entityType: type}))?.interrupted;
			if (interrupted !== undefined) {
				resumed.push({...named, scope: interrupted.scope, operationId: interrupted.operationId, read: interrupted.counts.read});
				continue;
			}
			const own = facts.find(pair => pair.externalSystemId === system.id && pair.entityType === type);
			unbegun.push(...(own === undefined ? [] : findUnbegun(named, own)));
		}
	}
	return {resumed, unbegun};
}

function findUnbegun(named: Pick<InterruptedRun, 'systemName' | 'entityType' | 'plural'>, {running, lastRun}: PairFacts): readonly UnbegunRun[] {
	const last = running ?? lastRun;
	if (last?.status !== 'abandoned' && last?.status !== 'failed' && last?.status !== 'cancelled') return [];
	const {status, scope, direction, id: operationId} = last;
	const plan = findAppliedPlan(last);
	if (plan !== undefined) return status === 'abandoned' ? [{...named, status, scope, direction, operationId, command: `parley sync apply ${plan.slice(0, 8)}`}] : [];
	return [{...named, status, scope, direction, operationId, command: toCommand('sync run --system', named.systemName, `--entity ${named.entityType}${scope === 'full' ? ' --full' : ''}`)}];
}
