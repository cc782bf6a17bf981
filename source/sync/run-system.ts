import type {ExternalSystem} from '../core/external-system.js';
import {addCounts, noCounts, type Operation, type OperationStatus, type WrittenStatus} from '../core/operation.js';
import type {SyncPolicy} from '../core/policy.js';
import type {SyncSelection} from '../core/sync-selection.js';
import {watchCancel} from './cancel-request.js';
import type {SyncDependencies} from './dependencies.js';
import type {PairRun, RunProgress} from './pair-run.js';
import {partOf, runChild} from './run-child.js';

export type PairWork = (dependencies: SyncDependencies, run: PairRun) => Promise<RunProgress>;

export type SystemRun = {
	readonly system: ExternalSystem;
	/** The active policies of this system that are to run, in the order of their entity types. */
	readonly policies: readonly SyncPolicy[];
	readonly scope: 'changes' | 'full';
	readonly selection?: SyncSelection | undefined;
	/** What is done with the rejected records of each pair instead of reading the other side; nothing leaves then. */
	readonly work?: PairWork;
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

/**
 * Runs the pairs of one system one after the other, under one parent operation. A pair that fails does not stop the others;
 * who cancels the run, here or from another process, does.
 */
export async function runSystem(dependencies: SyncDependencies, run: SystemRun): Promise<SystemRunOutcome> {
	const {database, clock, newId} = dependencies;
	const parentId = newId();
	const parent = {
		id: parentId, correlationId: parentId, externalSystemId: run.system.id, systemName: run.system.systemName, systemType: run.system.systemType,
		scope: run.scope, part: partOf(run), entityTypes: [...new Set(run.policies.map(({entityType}) => entityType))], startedBy: run.startedBy, startedAt: clock.now(),
	} as const;
	await database.stores.operations.create(parent);
	await database.stores.operations.change(parentId, {status: 'running'});
	await dependencies.failpoint?.('run.begun');
	const {children, failure, isCut} = await runPairs(dependencies, run, parentId);
	await dependencies.failpoint?.('run.before-end');
	const status = summarize(children.map(child => child.status), isCut);
	const completedAt = clock.now();
	const counts = children.map(child => child.counts).reduce(addCounts, noCounts);
	await database.transact(async stores => {
		await stores.operations.change(parentId, {
			status, completedAt, counts, calls: sumOf(children, child => child.calls), problems: children.flatMap(child => child.problems),
			conflictsOpened: sumOf(children, child => child.conflictsOpened), conflictsConverged: sumOf(children, child => child.conflictsConverged),
		});
		await stores.systems.markSynced(run.system.id, status, completedAt);
	});
	await dependencies.failpoint?.('run.ended');
	const operation = await database.stores.operations.find(parentId);
	if (operation === undefined) throw new Error(`Operation ${parentId} is gone.`);
	return {operation, children, failure};
}

type PairsOutcome = {
	readonly children: readonly Operation[];
	readonly failure: unknown;
	/** Some were not begun any more. */
	readonly isCut: boolean;
};

async function runPairs(dependencies: SyncDependencies, run: SystemRun, parentId: string): Promise<PairsOutcome> {
	const cancel = watchCancel(dependencies, parentId, run.system.systemName);
	const signal = AbortSignal.any([run.signal, cancel.signal]);
	const children: Operation[] = [];
	let failure: unknown;
	try {
		for (const policy of run.policies) {
			for (const direction of directionsOf(policy, run)) {
				if (signal.aborted) return {children, failure: failure ?? signal.reason, isCut: true};
				const child = await runChild(dependencies, {...run, signal}, {policy, direction, parentId});
				children.push(child.operation);
				failure ??= child.failure;
			}
		}
	} finally {
		cancel.stop();
	}
	return {children, failure, isCut: false};
}

/** What comes in is taken first: what leaves is decided with it in view. Who names a part of the other side asks to read it. */
const directionsOf = ({direction, isPushEnabled}: SyncPolicy, {selection, work}: SystemRun): readonly ('inbound' | 'outbound')[] => [
	...(direction === 'outbound' ? [] : (['inbound'] as const)),
	...(direction === 'inbound' || !isPushEnabled || selection !== undefined || work !== undefined ? [] : (['outbound'] as const)),
];

const sumOf = (operations: readonly Operation[], value: (operation: Operation) => number): number => operations.reduce((sum, operation) => sum + value(operation), 0);

/** The worst of its children tells how a run ended. */
function summarize(statuses: readonly OperationStatus[], isCut: boolean): WrittenStatus {
	if (isCut || statuses.includes('cancelled')) return 'cancelled';
	if (statuses.length > 0 && statuses.every(status => status === 'failed')) return 'failed';
	return statuses.some(status => status === 'failed' || status === 'partial') ? 'partial' : 'completed';
}
