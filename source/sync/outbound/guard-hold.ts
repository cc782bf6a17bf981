import type {PairKey} from '../../core/pair-key.js';
import type {Stores} from '../../core/stores/stores.js';
import {AppError} from '../../errors/app-error.js';

/**
 * Nothing of a pair leaves while a guard stands that stopped reading it. Who is not believed when he says that much is gone is
 * not believed, either, when he is asked for single records; and a new one may be made in the wrong place.
 * @throws SYNC_GUARD_TRIPPED
 */
export async function requireNoGuard({operations}: Pick<Stores, 'operations'>, pair: PairKey, what: string): Promise<void> {
	const stopped = await operations.findGuarded(pair);
	if (stopped === undefined) return;
	throw new AppError({
		code: 'SYNC_GUARD_TRIPPED',
		message: `Nothing is sent to ${what} while a guard stands that stopped reading them at ${stopped.startedAt.toISOString()}: ${stopped.problems.join(' ')}`,
		nextStep: `What had been read by then: parley operations show ${stopped.id.slice(0, 8)}`,
	});
}
