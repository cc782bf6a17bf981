import {AppError} from '../../errors/app-error.js';
import type {Operation} from '../../core/operation.js';
import type {SpooledItem} from '../../core/stores/plan-store.js';
import type {Stores} from '../../core/stores/stores.js';
import type {LookProgress} from '../../core/sync-plan.js';
import {decidePair, type DecidedPair} from './decide-pair.js';
import type {SyncDependencies} from '../dependencies.js';
import {holdPairs, stalePlan, type HeldPair, type Holding} from '../held-pairs.js';
import {isDataError} from '../inbound/is-data-error.js';
import type {DecidedRecord} from '../decide/decided-record.js';
import {writePlanned, type LookedPair} from './write-planned.js';

export type PlanApplication = Holding & {
	readonly signal: AbortSignal;
	readonly onProgress: (progress: LookProgress) => void;
	/** Last in the transaction that applies the plan; gets the run of its first system. */
	readonly onApplied: (stores: Stores, operationId: string) => Promise<void>;
};

/**
 * Does exactly what a plan says, or nothing. Every pair is looked at again first; what would be written goes to a spool
 * on disk, and only when all digests are those of the plan does one transaction write all of it, proving under its locks
 * that each outcome is still the same. Nothing is asked of the other side while that transaction is open.
 * Gives the operations, those of whole systems first.
 * @throws SYNC_PLAN_STALE when anything moved
 */
export async function carryOutPlan(dependencies: SyncDependencies, application: PlanApplication): Promise<readonly Operation[]> {
	const {database, clock} = dependencies;
	const held: HeldPair[] = [];
	const begun: string[] = [];
	try {
		await holdPairs(dependencies, application, {onBegun: id => begun.push(id), onHeld: pair => held.push(pair)});
		await dependencies.failpoint?.('plan.held');
		const signal = AbortSignal.any([application.signal, ...held.map(({lease}) => lease.signal)]);
		const looked: LookedPair[] = [];
		for (const pair of held) looked.push({...pair, decided: await lookAgain(dependencies, application, pair, signal)});
		await dependencies.failpoint?.('plan.looked');
		signal.throwIfAborted();
		await database.transact(async stores => {
			await writePlanned(dependencies, stores, looked);
			await dependencies.failpoint?.('plan.written');
			await application.onApplied(stores, begun[0] ?? '');
			for (const {lease} of looked) await lease.releaseWith(stores);
			await dependencies.failpoint?.('plan.noted');
		});
		await dependencies.failpoint?.('plan.committed');
	} catch (error) {
		const failure = isDataError(error) ? refusedByDatabase(error) : error;
		const problems = [failure instanceof AppError ? `${failure.message} ${failure.nextStep}` : `This is a bug in Parley: ${String(failure)}.`];
		for (const id of begun) await database.stores.operations.change(id, {status: application.signal.aborted ? 'cancelled' : 'failed', problems, completedAt: clock.now()});
		throw failure;
	} finally {
		for (const pair of held) await letGo(dependencies, pair);
		await countCalls(dependencies, held);
	}
	const operations = await Promise.all(begun.map(id => database.stores.operations.find(id)));
	return operations.flatMap(operation => operation ?? []);
}

/** Decides the pair anew and spools what it leads to; refuses when that is not what was planned. */
async function lookAgain({database, clock}: SyncDependencies, {plan, onProgress}: PlanApplication, {pair, planned, connector, operationId, key}: HeldPair, signal: AbortSignal): Promise<DecidedPair> {
	const {definition, system} = pair;
	const decided = await decidePair(database.stores, {
		...plan.request, pair, connector, id: operationId, at: clock.now(), signal,
		onTouched: records => database.stores.plans.spool(operationId, key, records.map(toSpooled)),
		onReplaced: record => database.stores.plans.unspool(operationId, key, record),
		onProgress: ({read}) => onProgress({systemName: system.systemName, plural: definition.plural, read}),
	});
	if (decided.digest === planned.digest) return decided;
	throw stalePlan(`Of ${system.systemName} ${definition.plural}, the plan would touch ${planned.touched} records as they were then; now it would be ${decided.touched}, or other values.`);
}

const toSpooled = ({source, linkId}: DecidedRecord): SpooledItem => {
	switch (source.kind) {
		case 'record':
			return {kind: 'record', linkId, record: source.record};
		case 'unreadable':
			return {kind: 'unreadable', linkId, unreadable: source.unreadable};
		case 'edit':
			return source;
	}
};

async function letGo({database, logger}: SyncDependencies, {connector, lease, operationId}: HeldPair): Promise<void> {
	await connector.close();
	try {
		await database.stores.plans.clearSpool(operationId);
		await lease.release();
	} catch (error) {
		logger.warn('A lease could not be released; it expires by itself.', {operationId, error});
	}
}

/** Of a whole run, the calls of its parts: those were made outside of the transaction, and stand whatever became of it. */
async function countCalls({database, logger}: SyncDependencies, held: readonly HeldPair[]): Promise<void> {
	const {operations} = database.stores;
	try {
		for (const [parentId, parts] of Map.groupBy(held, pair => pair.parentId)) {
			const found = await Promise.all(parts.map(({operationId}) => operations.find(operationId)));
			await operations.change(parentId, {calls: found.reduce((sum, part) => sum + (part?.calls ?? 0), 0)});
		}
	} catch (error) {
		logger.warn('The calls of a run could not be counted.', {error});
	}
}

const refusedByDatabase = (error: Error): AppError => new AppError({
	code: 'SYNC_PLAN_STALE', cause: error,
	message: `The database refused a value that the plan holds: ${error.message}. Nothing was written.`,
	nextStep: 'Run "parley sync run": it sets the record at fault aside as rejected, and takes the others.',
});
