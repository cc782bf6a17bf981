import type {Conflict} from '../../core/conflict.js';
import type {ExternalRecord, Page} from '../../core/connector.js';
import {addCounts, noCounts, type RunCounts} from '../../core/operation.js';
import {toRejectedRecord} from '../../core/rejected-record.js';
import type {Stores} from '../../core/stores/stores.js';
import {applyPage} from './apply-page.js';
import type {SyncDependencies} from '../dependencies.js';
import {toPageScope} from './page-scope.js';
import type {PairRun, RunProgress} from '../pair-run.js';
import {writeInParts} from './split-page.js';

export type Replay = {
	/** The next rejected records of the pair after this conflict, in the order of their ids; empty at the end. */
	readonly next: (after: number) => Promise<readonly Conflict[]>;
	/** Last in the transaction of each part. */
	readonly onPart: (stores: Stores, part: {readonly operationId: string; readonly externalIds: readonly string[]; readonly counts: RunCounts}) => Promise<void>;
};

/** Maps what was kept of rejected records again, by the mappings of today, and writes what passes. The caller holds the lease. */
export async function mapRejectedAgain(dependencies: SyncDependencies, run: PairRun, {next, onPart}: Replay): Promise<RunProgress> {
	const {database, clock, failpoint} = dependencies;
	const {pair, operationId} = run;
	let state: RunProgress = {counts: noCounts, conflictsOpened: 0, conflictsConverged: 0, problems: []};
	let unreadable = 0;
	let after = 0;
	const write = (part: Page) => database.transact(async stores => {
		await run.lease.fence(stores);
		const scope = toPageScope(pair, {operationId, at: clock.now()});
		const {plan} = await applyPage(stores.pages, scope, pair, part);
		const ended: RunProgress = {
			...state, counts: addCounts(state.counts, plan.counts),
			conflictsOpened: state.conflictsOpened + plan.opened.length, conflictsConverged: state.conflictsConverged + plan.converged.length,
		};
		await stores.operations.change(operationId, ended);
		await failpoint?.('replay.part-applied');
		await onPart(stores, {operationId, externalIds: part.records.map(({externalId}) => externalId), counts: plan.counts});
		await failpoint?.('replay.part-noted');
		return ended;
	});
	for (;;) {
		run.signal.throwIfAborted();
		const conflicts = await next(after);
		const last = conflicts.at(-1);
		if (last === undefined) break;
		after = last.id;
		const records = conflicts.flatMap(toRecord);
		unreadable += conflicts.length - records.length;
		if (records.length === 0) continue;
		for await (const ended of writeInParts(pair.definition, {records, unreadable: []}, write)) {
			state = ended;
			await failpoint?.('replay.part-committed');
		}
		run.onProgress(state);
	}
	const problems = unreadable === 0 ? [] : [`${unreadable} of them cannot be mapped again from what was kept: read them anew ("parley sync run --ids").`];
	return {...state, problems};
}

function toRecord(conflict: Conflict): readonly ExternalRecord[] {
	const rejected = toRejectedRecord(conflict);
	return rejected?.fields === undefined ? [] : [{externalId: rejected.externalId, fields: rejected.fields}];
}
