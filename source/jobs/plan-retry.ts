import {AppError} from '../errors/app-error.js';

/** What becomes of a job whose task failed. */
export type Retry =
	/** Within seconds, as when its process had died. */
	| {readonly kind: 'soon'}
	| {readonly kind: 'after'; readonly seconds: number}
	/** Given up, for a person to look at. */
	| {readonly kind: 'never'};

const delays = [60, 300, 900] as const;

/**
 * A minute, then five, then a quarter of an hour: shorter waits are the HTTP layer's affair, and it has had its turn. When
 * our own database was away, there is nothing to wait for once it is back. `retryCount`: how often it was tried again before.
 */
export function planRetry(retryCount: number, error: unknown): Retry {
	const seconds = delays[retryCount];
	if (seconds === undefined) return {kind: 'never'};
	return error instanceof AppError && error.code === 'DATABASE_UNREACHABLE' ? {kind: 'soon'} : {kind: 'after', seconds};
}
