import type {Clock} from '../../core/process/clock.js';
import type {Checkpoint, CheckpointStore} from '../../core/stores/checkpoint-store.js';
import type {Lease, LeaseStore} from '../../core/stores/lease-store.js';
import {AppError} from '../../errors/app-error.js';
import type {Task} from '../../jobs/job.js';
import type {Operations} from '../../operations/operations.js';
import {parseSyncPayload, type SyncPayload} from '../sync-job.js';

export type RunSyncTaskOptions = {
	readonly operations: Pick<Operations, 'runSync'>;
	readonly leases: Pick<LeaseStore, 'find'>;
	readonly checkpoints: Pick<CheckpointStore, 'find'>;
	readonly clock: Clock;
	/** By the database's clock, as leases are. */
	readonly now: () => Promise<Date>;
};

/** How long a full pass waits for a run for changes of its pair, before its attempt counts as failed. */
const othersMs = 900_000;

/**
 * For so long after its last page a full pass that stopped is waited for, which a run for changes would make begin anew: its
 * job is tried again after 1, 5 and 15 minutes.
 */
const fullPassMs = 1_800_000;

/** Runs one pair for one occurrence of its schedule. */
export const createRunSyncTask = ({operations, leases, checkpoints, clock, now}: RunSyncTaskOptions): Task => async (payload, {signal, logger}) => {
	const pair = parseSyncPayload(payload);
	const {systemName, entityType, scope} = pair;
	const holder = await waitUntilFree(() => leases.find(pair), {clock, now, signal, aliveMs: scope === 'full' ? othersMs : 0});
	if (holder !== undefined) return leaveOut(pair, holder);
	const stopped = scope === 'changes' ? findStoppedPass(await checkpoints.find(pair), await now()) : undefined;
	if (stopped !== undefined) return {leftOut: `the full pass of ${systemName} ${entityType} that stopped after ${stopped.counts.read} records goes on first`};
	const log = logger.with({system: systemName, entityType, scope});
	log.info('A sync starts', {occurrence: pair.occurrence});
	const {runs, failure} = await operations.runSync({systemName, entityType, scope}, {
		signal,
		onProgress: ({counts, progress, status}) => log.debug('A sync goes on', {status, counts, progress}),
	});
	signal.throwIfAborted();
	const [run] = runs;
	// Whoever cancelled it does not want it begun again: the next occurrence goes on.
	if (failure !== undefined && run?.operation.status !== 'cancelled') throw failure;
	const told = {operationId: run?.operation.id ?? '', status: run?.operation.status ?? '', counts: {...run?.operation.counts}};
	log.info('A sync ended', told);
	return told;
};

/** Before anything was read to its end, a run for changes goes on with the full pass itself. */
function findStoppedPass(checkpoint: Checkpoint | undefined, now: Date): Checkpoint['interrupted'] {
	const stopped = checkpoint?.watermark === undefined ? undefined : checkpoint.interrupted;
	return stopped?.scope === 'full' && now.getTime() - stopped.at.getTime() < fullPassMs ? stopped : undefined;
}

/** What is new comes in by the run that is under way; a full pass has to come after it. */
function leaveOut({systemName, entityType, scope}: SyncPayload, {owner, host, pid}: Lease): {readonly leftOut: string} {
	const reason = `${owner} on ${host} (pid ${pid}) is already syncing ${systemName} ${entityType}`;
	if (scope === 'changes') return {leftOut: reason};
	throw new AppError({code: 'SYNC_ALREADY_RUNNING', message: `${reason}.`, nextStep: 'The full pass is tried again by itself.', isRetryable: true});
}

type Waiting = Pick<RunSyncTaskOptions, 'clock' | 'now'> & {
	readonly signal: AbortSignal;
	/** For how long somebody who is alive is waited for. */
	readonly aliveMs: number;
};

/**
 * Waits while the pair's lease is held by somebody who does not renew it: a process that died, whose job this one has
 * taken over. Gives the holder that shows life for too long.
 */
async function waitUntilFree(find: () => Promise<Lease | undefined>, {clock, now, signal, aliveMs}: Waiting): Promise<Lease | undefined> {
	const first = await find();
	let waitedMs = 0;
	for (let lease = first; lease !== undefined && lease.expiresAt > (await now()); lease = await find()) {
		const isAlive = lease.token !== first?.token || lease.heartbeatAt > first.heartbeatAt;
		if (isAlive && waitedMs >= aliveMs) return lease;
		await clock.sleep(1000, signal);
		waitedMs += 1000;
	}
	return undefined;
}
