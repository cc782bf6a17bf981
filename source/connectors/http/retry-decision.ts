import type {RetryPolicy} from '../../core/external-system.js';
import {toRetryDelay} from '../retry-delay.js';
import {isForPerson, type HttpFailure} from './http-failure.js';
import {toStatusKind} from './status-kind.js';

export type RetryQuestion = {
	readonly failure: HttpFailure;
	/** Which attempt failed, from 1. */
	readonly attempt: number;
	/** Whether sending the request twice is as good as once. */
	readonly isRepeatable: boolean;
	readonly policy: RetryPolicy;
	readonly random: () => number;
};

/**
 * What to do about a failed attempt. `isPause`: the other side asked everyone to slow down, so all processes wait for
 * `delayMs`, whether or not this call is repeated after it.
 */
export type RetryDecision = {readonly isRetry: boolean; readonly delayMs: number; readonly isPause: boolean};

/** Whether a failed attempt may be made again, and when. Total, and the same for the same arguments. */
export function decideRetry(question: RetryQuestion): RetryDecision {
	const {failure, attempt, policy} = question;
	const askedMs = failure.kind === 'status' ? failure.retryAfterMs ?? 0 : 0;
	// "0", a past date or a negative number must not turn into a burst: the backoff holds at the least.
	const delayMs = Math.max(askedMs, toRetryDelay(attempt, policy, question.random));
	return {isRetry: attempt < policy.maxAttempts && mayRepeat(failure, question.isRepeatable), delayMs, isPause: isRateLimit(failure)};
}

const isRateLimit = (failure: HttpFailure): boolean =>
	failure.kind === 'status' && toStatusKind(failure.status).code === 'EXTERNAL_RATE_LIMITED';

/** Whether the failure shows that the service is down, as against refusing this one request. */
export function isOutage(failure: HttpFailure): boolean {
	switch (failure.kind) {
		case 'status': return toStatusKind(failure.status).isOutage;
		case 'network': return failure.reason !== 'refused-address';
		case 'timeout': return true;
		case 'payload': return false;
	}
}

function mayRepeat(failure: HttpFailure, isRepeatable: boolean): boolean {
	switch (failure.kind) {
		case 'status': {
			const {retry} = toStatusKind(failure.status);
			return retry === 'safe' || (retry === 'repeatable' && isRepeatable);
		}

		case 'network': return !isForPerson(failure.reason) && (isRepeatable || !failure.wasSent);
		case 'timeout': return isRepeatable || !failure.wasSent;
		// The bytes arrived whole and are wrong: the caller knows best whether another try is worth it.
		case 'payload': return false;
	}
}
