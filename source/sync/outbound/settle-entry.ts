import type {FailpointName} from '../../core/process/failpoint.js';
import type {OutboxEntry} from '../../core/stores/outbox-store.js';
import type {LinkedRecord, PageScope} from '../../core/stores/page-store.js';
import type {Stores} from '../../core/stores/stores.js';
import type {SyncDependencies} from '../dependencies.js';
import {toPageScope} from '../inbound/page-scope.js';
import type {PairRun} from '../pair-run.js';
import type {Sent} from './sent.js';

/** Ends the entry, and writes what follows from that for its record. */
export type Settling = (stores: Stores, scope: PageScope, linked: LinkedRecord) => Promise<Sent>;

/** An entry of the run that has it in hand. */
export type EntryRun = {readonly dependencies: SyncDependencies; readonly run: PairRun; readonly entry: OutboxEntry};

/** A fenced transaction that holds the entry's link and row; an entry whose record is gone ends without `settling`. */
export async function settleEntry({dependencies, run, entry}: EntryRun, end: FailpointName, settling: Settling): Promise<Sent> {
	const {pair, operationId, lease} = run;
	const scope = toPageScope(pair, {operationId, at: dependencies.clock.now()});
	const sent = await dependencies.database.transact(async (stores): Promise<Sent> => {
		await lease.fence(stores);
		const [linked] = await stores.pages.loadLinked(pair.definition, [entry.linkId], pair.fields);
		if (linked !== undefined && !linked.isInternalGone) return settling(stores, scope, linked);
		await stores.outbox.settle(entry.id, lease.token, {state: 'cancelled', error: 'Our record is gone.'});
		return {outcome: 'unchanged', opened: 0};
	});
	await dependencies.failpoint?.(end);
	return sent;
}
