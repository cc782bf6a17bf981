import {setTimeout as sleep} from 'node:timers/promises';
import {findSqlState} from './database-errors.js';

const mostAttempts = 5;
const pauseMs = 50;

/** SQL states of a transaction that was chosen to give way (deadlock, serialization): all of it is undone, and it may simply be done again. */
const givesWay = (error: unknown): boolean => ['40P01', '40001'].includes(findSqlState(error) ?? '');

/**
 * Does a whole transaction again when the database chose it to give way. Parley's own writers take their locks in one
 * order; programs that we do not know have orders of their own.
 */
export async function retryAfterDeadlock<T>(work: () => Promise<T>): Promise<T> {
	for (let attempt = 1; ; attempt += 1) {
		try {
			return await work();
		} catch (error) {
			if (!givesWay(error) || attempt === mostAttempts) throw error;
			// Not the same for all, so that two who gave way do not meet again.
			await sleep(pauseMs * attempt * (0.5 + Math.random()));
		}
	}
}
