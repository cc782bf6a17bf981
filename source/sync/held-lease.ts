import {AppError} from '../errors/app-error.js';
import type {PairKey} from '../core/stores/checkpoint-store.js';
import type {Stores} from '../core/stores/stores.js';
import type {SyncDependencies} from './dependencies.js';

/** Long enough to outlive a slow page, short enough that a dead run is taken over within a quarter of a minute. */
const leaseSeconds = 15;

const lost = (what: string): AppError =>
	new AppError({
		code: 'SYNC_ALREADY_RUNNING', isRetryable: true,
		message: `The run of ${what} lost its lease: this process was silent for more than ${leaseSeconds} s, and another may have taken over.`,
		nextStep: 'Nothing was written after that. See "parley operations list" for the run that goes on.',
	});

/** The right to write one pair, kept alive until it is released. */
export type HeldLease = {
	readonly token: string;
	/** When it was taken, by the database's clock: whatever the database stamps later was written under it. */
	readonly takenAt: Date;
	/** Aborted when the lease is lost. */
	readonly signal: AbortSignal;
	/** First statement of each writing transaction: throws when somebody else holds the pair now. */
	readonly fence: (stores: Stores) => Promise<void>;
	readonly release: () => Promise<void>;
};

/** SYNC_ALREADY_RUNNING, naming the holder, when the pair is taken. */
export async function holdLease({database, holder, logger}: SyncDependencies, pair: PairKey, what: string, operationId: string): Promise<HeldLease> {
	const {leases} = database.stores;
	const lease = await leases.acquire(pair, holder, operationId, leaseSeconds);
	if (lease === undefined) {
		const other = await leases.find(pair);
		throw new AppError({
			code: 'SYNC_ALREADY_RUNNING', isRetryable: true,
			message: `A sync of ${what} is already running${other === undefined ? '' : `: ${other.owner} on ${other.host}, process ${other.pid}`}.`,
			nextStep: 'Wait for it ("parley operations list"); a dead one is taken over within 15 seconds.',
		});
	}
	const controller = new AbortController();
	const beat = setInterval(() => {
		leases.renew(pair, lease.token, leaseSeconds).then(
			isHeld => {
				if (!isHeld) controller.abort(lost(what));
			},
			(error: unknown) => logger.warn('A lease could not be renewed.', {pair: what, error}),
		);
	}, (leaseSeconds * 1000) / 3);
	return {
		token: lease.token,
		takenAt: lease.heartbeatAt,
		signal: controller.signal,
		fence: async stores => {
			if (!(await stores.leases.fence(pair, lease.token))) throw lost(what);
		},
		release: async () => {
			clearInterval(beat);
			await leases.release(pair, lease.token);
		},
	};
}
