import type {Clock} from '../../core/process/clock.js';
import type {RetryPolicy} from '../../core/external-system.js';
import {toRetryDelay} from '../retry-delay.js';
import type {SqlClient} from './sql-client.js';
import {isPassing} from './sql-errors.js';

export type RetryParts = {readonly policy: RetryPolicy; readonly clock: Clock; readonly random: () => number};

/**
 * Reads again what a lost connection or somebody's lock broke off: a read twice is as good as once. Writes are left out on
 * purpose: their answer may be lost after they took effect, so the outbox looks before it tries again.
 */
export const createRetryingClient = (inner: SqlClient, {policy, clock, random}: RetryParts): SqlClient => ({
	...inner,
	transact: async (request, work) => {
		for (let attempt = 1; ; attempt++) {
			try {
				return await inner.transact(request, work);
			} catch (error) {
				if (request.mode !== 'read' || attempt >= policy.maxAttempts || request.signal.aborted || !isPassing(error)) throw error;
				await clock.sleep(toRetryDelay(attempt, policy, random), request.signal);
			}
		}
	},
});
