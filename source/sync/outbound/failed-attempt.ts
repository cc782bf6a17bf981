import {AppError} from '../../errors/app-error.js';
import type {OutboxOutcome} from '../../core/stores/outbox-store.js';

export type FailedAttempt = {
	readonly error: unknown;
	/** A write of it was begun, by this attempt or by an earlier one whose answer was lost. */
	readonly mayHaveLeft: boolean;
	/** An earlier attempt had an unknown outcome. */
	readonly wasUnknown: boolean;
	readonly attempts: number;
};

/** A failure of the other side is waited out this much longer with each attempt, up to an hour. */
const retryAfterSeconds = (attempts: number): number => Math.min(30 * 2 ** Math.min(attempts, 10), 3600);

/**
 * How an entry of the outbox waits after a failed attempt: what may have left is unknown, what surely has not is tried later.
 * `stopsRun`: credentials, a pause or a bug, with which the next entry would fare the same. Pure.
 */
export function judgeFailure({error, mayHaveLeft, wasUnknown, attempts}: FailedAttempt): {readonly outcome: OutboxOutcome & {readonly state: 'ready' | 'unknown'}; readonly message: string; readonly stopsRun: boolean} {
	const isExpected = error instanceof AppError && error.code.startsWith('EXTERNAL_');
	const message = error instanceof Error ? error.message : String(error);
	// The other side said that this write had no effect; of an earlier one that says nothing.
	const isUndone = isExpected && error.isRetryable && !wasUnknown;
	return {
		outcome: {state: mayHaveLeft && !isUndone ? 'unknown' : 'ready', error: message, retryAfterSeconds: retryAfterSeconds(attempts)},
		message, stopsRun: !isExpected || error.code !== 'EXTERNAL_UNREACHABLE',
	};
}
