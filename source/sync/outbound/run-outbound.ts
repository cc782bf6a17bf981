import {noCounts} from '../../core/operation.js';
import type {SyncDependencies} from '../dependencies.js';
import {toPairKey} from '../pair.js';
import type {PairRun, RunProgress} from '../pair-run.js';
import {requireNoHold} from './push-hold.js';
import {sendCreations} from './send-creations.js';
import {sendEntry} from './send-entry.js';
import {addSent} from './sent.js';
import {writeDownOwed} from './write-down-owed.js';

/**
 * Sends what is owed. Intent is on record before the first byte leaves; each entry is compared with a fresh look at the other
 * side before it is sent, and the base moves only to what the other side shows afterwards. An entry whose answer was lost
 * is looked up, never sent blindly.
 */
export async function runOutbound(dependencies: SyncDependencies, run: PairRun): Promise<RunProgress> {
	const {database, clock} = dependencies;
	const key = toPairKey(run.pair);
	await database.stores.outbox.recover(key, run.lease.token);
	await dependencies.failpoint?.('outbound.recovered');
	const problems = await writeDownOwed(dependencies, run);
	let state = await sendCreations(dependencies, run, {counts: noCounts, conflictsOpened: 0, conflictsConverged: 0, problems});
	for (;;) {
		run.signal.throwIfAborted();
		const entry = await database.stores.outbox.claim(key, {owner: dependencies.holder.owner, token: run.lease.token});
		if (entry === undefined) break;
		await dependencies.failpoint?.('outbound.claimed');
		const sent = await sendEntry(dependencies, run, entry);
		state = addSent(state, sent);
		run.onProgress(state);
		await database.stores.operations.change(run.operationId, state);
		await dependencies.failpoint?.('outbound.counted');
	}
	// A hold that came meanwhile also leaves nothing to claim.
	await requireNoHold(database.stores);
	await database.stores.checkpoints.finishOutbound(key, clock.now());
	await dependencies.failpoint?.('outbound.finished');
	return state;
}
