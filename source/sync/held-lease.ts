import {AppError} from '../errors/app-error.js';
import type {PairKey} from '../core/pair-key.js';
import type {Stores} from '../core/stores/stores.js';
import type {SyncDependencies} from './dependencies.js';

/** Long enough to outlive a slow answer, short enough that a dead run is taken over within a quarter of a minute. */
const usualLeaseMs = 15_000;

const lost = (what: string): AppError =>
	new AppError({
		code: 'SYNC_ALREADY_RUNNING', isRetryable: true,
		message: `The run of ${what} lost its lease: this process could not renew it in time, and another may have taken over.`,
		nextStep: 'Nothing was written after that. See "parley operations list" for the run that goes on.',
	});

/** The right to write one pair, kept alive until it is released. */
export type HeldLease = {
	readonly token: string;
	/** When it was taken, by the database's clock: whatever the database stamps later was written under it. */
	readonly takenAt: Date;
	/** Aborted when the lease is lost, and when its last renewal is so long ago that it may be: an answer that never comes counts as none. */
	readonly signal: AbortSignal;
	/** First statement of each writing transaction: throws when somebody else holds the pair now. A take-over waits for the commit. */
	readonly fence: (stores: Stores) => Promise<void>;
	/** Last thing before something leaves for the other side, where no fence holds: renews the lease, or throws. */
	readonly prove: () => Promise<void>;
	/** Last in a transaction that also ends the operation: nobody ever sees a lease of an operation that is over. */
	readonly releaseWith: (stores: Stores) => Promise<void>;
	/** Also after `releaseWith`. */
	readonly release: () => Promise<void>;
};

/** SYNC_ALREADY_RUNNING, naming the holder, when the pair is taken. */
export async function holdLease(dependencies: SyncDependencies, pair: PairKey, what: string, operationId: string): Promise<HeldLease> {
	const {database: {stores: {leases}}, holder, logger, leaseMs = usualLeaseMs} = dependencies;
	const askedAt = performance.now();
	const lease = await leases.acquire(pair, holder, operationId, leaseMs / 1000);
	if (lease === undefined) throw await findHolder(dependencies, pair, what);
	const term = createTerm(leaseMs, askedAt, () => lost(what));
	const renew = async () => {
		const renewedAt = performance.now();
		if (await leases.renew(pair, lease.token, leaseMs / 1000)) term.extend(renewedAt);
		else term.end();
	};
	const beat = setInterval(() => {
		if (term.signal.aborted) clearInterval(beat);
		else renew().catch((error: unknown) => logger.warn('A lease could not be renewed.', {pair: what, error}));
	}, leaseMs / 3);
	return {
		token: lease.token,
		takenAt: lease.heartbeatAt,
		signal: term.signal,
		fence: async stores => {
			if (!(await stores.leases.fence(pair, lease.token))) throw lost(what);
		},
		prove: async () => {
			term.signal.throwIfAborted();
			await orAborted(renew(), term.signal);
			term.signal.throwIfAborted();
		},
		releaseWith: stores => stores.leases.release(pair, lease.token),
		release: async () => {
			clearInterval(beat);
			term.close();
			await leases.release(pair, lease.token);
		},
	};
}

async function findHolder({database}: SyncDependencies, pair: PairKey, what: string): Promise<AppError> {
	const other = await database.stores.leases.find(pair);
	return new AppError({
		code: 'SYNC_ALREADY_RUNNING', isRetryable: true,
		message: `A sync of ${what} is already running${other === undefined ? '' : `: ${other.owner} on ${other.host}, process ${other.pid}`}.`,
		nextStep: `Wait for it ("parley operations list"). If that process is gone, run the same again${other === undefined ? '' : ` after ${other.expiresAt.toISOString().slice(11, 19)} UTC, when its lease ends`}.`,
	});
}

/**
 * For how long this process may believe that it holds the lease, by the monotonic clock and counted from when it asked:
 * the database counts from later on, so whoever takes over finds this term over already.
 */
function createTerm(leaseMs: number, askedAt: number, reason: () => AppError) {
	const controller = new AbortController();
	const end = () => controller.abort(reason());
	let since = askedAt;
	const arm = () => setTimeout(end, Math.max(0, since + leaseMs - performance.now()));
	let timer = arm();
	return {
		signal: controller.signal,
		end,
		/** Answers may come in another order than they were asked for. */
		extend: (renewedAt: number) => {
			since = Math.max(since, renewedAt);
			clearTimeout(timer);
			timer = arm();
		},
		close: () => clearTimeout(timer),
	};
}

/** What `work` gives, or the reason of the signal when that comes first. */
const orAborted = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> =>
	new Promise((resolve, reject) => {
		const stop = () => reject(signal.reason);
		signal.addEventListener('abort', stop, {once: true});
		work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
	});
