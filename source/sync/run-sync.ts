import {AppError} from '../errors/app-error.js';
import {entityDefinitions, type EntityType} from '../core/entity.js';
import type {ExternalSystem} from '../core/external-system.js';
import {addCounts, noCounts, type Operation, type OperationStatus} from '../core/operation.js';
import type {SyncPolicy} from '../core/policy.js';
import type {SyncDependencies} from './dependencies.js';
import {holdLease} from './held-lease.js';
import {loadPair} from './load-pair.js';
import type {RunProgress} from './pair-run.js';
import {runPair} from './run-pair.js';

export type SystemRun = {
	readonly system: ExternalSystem;
	/** The active policies of this system that are to run, in the order of their entity types. */
	readonly policies: readonly SyncPolicy[];
	readonly scope: 'changes' | 'full';
	readonly startedBy: string;
	readonly signal: AbortSignal;
	readonly onProgress: (operation: Operation) => void;
};

export type SystemRunOutcome = {
	readonly operation: Operation;
	readonly children: readonly Operation[];
	/** The first failure, for the caller to throw once everything else has run. */
	readonly failure: unknown;
};

/** Runs the pairs of one system one after the other, under one parent operation. A pair that fails does not stop the others. */
export async function runSystem(dependencies: SyncDependencies, run: SystemRun): Promise<SystemRunOutcome> {
	const {database, clock, newId} = dependencies;
	const parentId = newId();
	const parent = {
		id: parentId, correlationId: parentId, externalSystemId: run.system.id, systemName: run.system.systemName, systemType: run.system.systemType,
		scope: run.scope, startedBy: run.startedBy, startedAt: clock.now(),
	} as const;
	await database.stores.operations.create(parent);
	await database.stores.operations.change(parentId, {status: 'running'});
	const children: Operation[] = [];
	let failure: unknown;
	for (const policy of run.policies) {
		const child = await runChild(dependencies, run, policy, parentId);
		children.push(child.operation);
		failure ??= child.failure;
		if (run.signal.aborted) break;
	}
	const status = summarize(children.map(child => child.status), run.signal.aborted);
	const completedAt = clock.now();
	const counts = children.map(child => child.counts).reduce(addCounts, noCounts);
	await database.transact(async stores => {
		await stores.operations.change(parentId, {
			status, completedAt, counts, problems: children.flatMap(child => child.problems),
			conflictsOpened: sumOf(children, child => child.conflictsOpened), conflictsConverged: sumOf(children, child => child.conflictsConverged),
		});
		await stores.systems.markSynced(run.system.id, status, completedAt);
	});
	const operation = await database.stores.operations.find(parentId);
	if (operation === undefined) throw new Error(`Operation ${parentId} is gone.`);
	return {operation, children, failure};
}

const sumOf = (operations: readonly Operation[], value: (operation: Operation) => number): number => operations.reduce((sum, operation) => sum + value(operation), 0);

/** The worst of its children tells how a run ended. */
function summarize(statuses: readonly OperationStatus[], isCancelled: boolean): OperationStatus {
	if (isCancelled || statuses.includes('cancelled')) return 'cancelled';
	if (statuses.length > 0 && statuses.every(status => status === 'failed')) return 'failed';
	return statuses.some(status => status === 'failed' || status === 'partial') ? 'partial' : 'completed';
}

async function runChild(dependencies: SyncDependencies, run: SystemRun, policy: SyncPolicy, parentId: string): Promise<{readonly operation: Operation; readonly failure: unknown}> {
	const {database, clock, newId, logger} = dependencies;
	const {operations} = database.stores;
	const id = newId();
	const what = `${run.system.systemName} ${entityDefinitions[policy.entityType].plural}`;
	const begun = {
		id, parentId, correlationId: parentId, externalSystemId: run.system.id, systemName: run.system.systemName, systemType: run.system.systemType,
		entityType: policy.entityType, direction: 'inbound', scope: run.scope, startedBy: run.startedBy, startedAt: clock.now(),
	} as const;
	await operations.create(begun);
	await operations.change(id, {status: 'running'});
	const shown: Operation = {
		...begun, status: 'running', counts: noCounts, conflictsOpened: 0, conflictsConverged: 0, progress: undefined, problems: [], calls: 0, completedAt: undefined,
	};
	run.onProgress(shown);
	const report = (progress: RunProgress) => run.onProgress({...shown, ...progress, progress: progress.progress});
	let failure: unknown;
	try {
		const end = await runHeld(dependencies, run, policy, {id, what, report});
		await operations.change(id, {...end, status: end.problems.length === 0 ? 'completed' : 'partial', completedAt: clock.now()});
	} catch (error) {
		failure = error;
		const isCancelled = run.signal.aborted;
		logger.warn(`The sync of ${what} ${isCancelled ? 'was cancelled' : 'failed'}.`, {operationId: id, error});
		await operations.change(id, {status: isCancelled ? 'cancelled' : 'failed', problems: [describe(error, isCancelled)], completedAt: clock.now()});
	}
	const operation = await operations.find(id);
	if (operation === undefined) throw new Error(`Operation ${id} is gone.`);
	run.onProgress(operation);
	return {operation, failure};
}

function describe(error: unknown, isCancelled: boolean): string {
	if (isCancelled) return 'Cancelled; the next run goes on at the last finished page.';
	if (error instanceof AppError) return `${error.message} ${error.nextStep}`;
	return `This is a bug in Parley: ${error instanceof Error ? error.message : String(error)}. The log has its place.`;
}

type ChildRun = {readonly id: string; readonly what: string; readonly report: (progress: RunProgress) => void};

/** Takes the lease and the connector, runs, and gives both back whatever happens. */
async function runHeld(dependencies: SyncDependencies, run: SystemRun, policy: SyncPolicy, {id, what, report}: ChildRun): Promise<RunProgress> {
	const key: {externalSystemId: number; entityType: EntityType} = {externalSystemId: run.system.id, entityType: policy.entityType};
	const lease = await holdLease(dependencies, key, what, id);
	try {
		const pair = await loadPair(dependencies.database.stores, run.system, policy);
		const connector = await dependencies.connect(run.system, id);
		try {
			const signal = AbortSignal.any([run.signal, lease.signal]);
			return await runPair(dependencies, {pair, connector, lease, operationId: id, scope: run.scope, signal, onProgress: report});
		} finally {
			await connector.close();
		}
	} finally {
		await lease.release().catch((error: unknown) => dependencies.logger.warn('A lease could not be released; it expires by itself.', {pair: what, error}));
	}
}
