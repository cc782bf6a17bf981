import {AppError} from '../errors/app-error.js';
import {entityDefinitions} from '../core/entity.js';
import {noCounts, type Operation, processEnded, type RunPart} from '../core/operation.js';
import type {SyncPolicy} from '../core/policy.js';
import type {OperationChange} from '../core/stores/operation-store.js';
import type {SyncDependencies} from './dependencies.js';
import {holdLease, type HeldLease} from './held-lease.js';
import {loadPair} from './load-pair.js';
import type {RunProgress} from './pair-run.js';
import {requireNoGuard} from './outbound/guard-hold.js';
import {requireNoHold} from './outbound/push-hold.js';
import {runInbound} from './inbound/run-inbound.js';
import {runOutbound} from './outbound/run-outbound.js';
import type {SystemRun} from './run-system.js';
import {createProgressTeller, type ProgressTeller} from './tell-progress.js';

export type ChildRun = {readonly policy: SyncPolicy; readonly direction: 'inbound' | 'outbound'; readonly parentId: string};

/** For whoever asks later what the run was to do. */
export const partOf = ({selection, work}: SystemRun): RunPart | undefined => (work === undefined ? selection : {kind: 'rejected'});

/**
 * A pair that no run has read to its end has but one listing, of everything: a run for changes goes on with the full one that
 * stopped, in place of beginning the same anew.
 */
async function findScope({database: {stores}}: SyncDependencies, run: SystemRun, {policy: {entityType}, direction}: ChildRun): Promise<SystemRun['scope']> {
	if (run.scope === 'full' || direction === 'outbound' || partOf(run) !== undefined) return run.scope;
	const checkpoint = await stores.checkpoints.find({externalSystemId: run.system.id, entityType});
	return checkpoint?.watermark === undefined && checkpoint?.interrupted?.scope === 'full' ? 'full' : run.scope;
}

/** Runs one pair in one direction as a child operation. Its failure is on record and comes back; it is not thrown. */
export async function runChild(dependencies: SyncDependencies, asked: SystemRun, child: ChildRun): Promise<{readonly operation: Operation; readonly failure: unknown}> {
	const run = {...asked, scope: await findScope(dependencies, asked, child)};
	const {database, clock, newId, logger} = dependencies;
	const {operations} = database.stores;
	const {policy: {entityType}, direction, parentId} = child;
	const id = newId();
	const what = `${run.system.systemName} ${entityDefinitions[entityType].plural}`;
	const begun = {
		id, parentId, correlationId: parentId, externalSystemId: run.system.id, systemName: run.system.systemName, systemType: run.system.systemType,
		entityType, direction, scope: run.scope, part: partOf(run), startedBy: run.startedBy, startedAt: clock.now(),
	} as const;
	await operations.create(begun);
	await operations.change(id, {status: 'running'});
	await dependencies.failpoint?.('pair.begun');
	const shown: Operation = {
		...begun, status: 'running', counts: noCounts, conflictsOpened: 0, conflictsConverged: 0, progress: undefined, problems: [], cancelledBy: undefined, calls: 0, completedAt: undefined,
	};
	run.onProgress(shown);
	let lease: HeldLease | undefined;
	let failure: unknown;
	let end: OperationChange;
	try {
		if (direction === 'outbound') await requireMaySend(dependencies, run, child, what);
		lease = await holdLease(dependencies, {externalSystemId: run.system.id, entityType}, what, id);
		const done = await runHeld(dependencies, run, child, {id, lease, teller: createProgressTeller(shown, clock, run.onProgress)});
		end = {...done, status: done.problems.length === 0 ? 'completed' : 'partial'};
	} catch (error) {
		const {aborted: isCancelled, reason} = run.signal;
		failure = isCancelled && reason instanceof AppError ? reason : error;
		logger.warn(`The ${direction} sync of ${what} ${isCancelled ? 'was cancelled' : 'failed'}.`, {operationId: id, error});
		const isGuarded = direction === 'inbound' && failure instanceof AppError && failure.code === 'SYNC_GUARD_TRIPPED';
		end = {status: isCancelled ? 'cancelled' : 'failed', problems: [describe(failure, isCancelled)], ...(isGuarded ? {isGuarded} : {})};
	}
	await endPair(dependencies, {id, what, lease}, end);
	await dependencies.failpoint?.('pair.ended');
	const operation = await operations.find(id);
	if (operation === undefined) throw new Error(`Operation ${id} is gone.`);
	run.onProgress(operation);
	return {operation, failure};
}

/** Guards stand where something is read: a pair that only leaves has none. @throws DATABASE_RESTORED, SYNC_GUARD_TRIPPED */
async function requireMaySend({database: {stores}}: SyncDependencies, {system}: SystemRun, {policy}: ChildRun, what: string): Promise<void> {
	await requireNoHold(stores);
	if (policy.direction !== 'outbound') await requireNoGuard(stores, {externalSystemId: system.id, entityType: policy.entityType}, what);
}

function describe(error: unknown, isCancelled: boolean): string {
	if (error instanceof AppError) return `${error.message} ${error.nextStep}`;
	if (isCancelled) return 'Cancelled; the next run goes on at the last finished page.';
	return `This is a bug in Parley: ${error instanceof Error ? error.message : String(error)}. The log has its place.`;
}

type Held = {readonly id: string; readonly lease: HeldLease; readonly teller: ProgressTeller};

/** Ends what died at this pair, then runs it with a connector of its own. */
async function runHeld(dependencies: SyncDependencies, run: SystemRun, {policy, direction}: ChildRun, {id, lease, teller}: Held): Promise<RunProgress> {
	await dependencies.failpoint?.('pair.leased');
	await dependencies.database.stores.operations.endAbandoned(id, {externalSystemId: run.system.id, entityType: policy.entityType}, processEnded);
	const pair = await loadPair(dependencies.database.stores, run.system, policy);
	const connector = await dependencies.connect(run.system, id, teller.waits);
	try {
		await dependencies.failpoint?.('pair.connected');
		const signal = AbortSignal.any([run.signal, lease.signal]);
		const runPair = run.work ?? (direction === 'inbound' ? runInbound : runOutbound);
		return await runPair(dependencies, {pair, connector, lease, operationId: id, scope: run.scope, selection: run.selection, signal, onProgress: teller.progressed});
	} finally {
		await connector.close();
	}
}

type Ending = {readonly id: string; readonly what: string; readonly lease: HeldLease | undefined};

/** The database is gone, so that not even the end could be written: told as what it means for the run. */
function endUnwritten(error: unknown): unknown {
	if (!(error instanceof AppError) || error.code !== 'DATABASE_UNREACHABLE') return error;
	const {code, message, nextStep, isRetryable} = error;
	return new AppError({code, isRetryable, cause: error, message, nextStep: `${nextStep} The pages that were finished stay; go on after them, some 15 seconds after it answers: parley sync resume`});
}

/** The operation ends and its lease goes back in one: what says that it runs and has no lease was left by a process that died. */
async function endPair({database, clock, logger, failpoint}: SyncDependencies, {id, what, lease}: Ending, end: OperationChange): Promise<void> {
	await failpoint?.('pair.before-release');
	try {
		await database.transact(async stores => {
			await lease?.releaseWith(stores);
			await failpoint?.('pair.released');
			await stores.operations.change(id, {...end, completedAt: clock.now()});
		});
	} catch (error) {
		throw endUnwritten(error);
	} finally {
		await lease?.release().catch((error: unknown) => logger.warn('A lease could not be released; it expires by itself.', {pair: what, error}));
	}
}
