import type {RetryPolicy} from '../core/external-system.js';

const longestMs = 300_000;

/**
 * Full jitter: anywhere between nothing and the exponential bound, so that callers who failed together do not come back
 * together. `attempt` is the one that failed, from 1; `random` gives [0, 1). In ms, never above 5 minutes.
 */
export function toRetryDelay(attempt: number, policy: RetryPolicy, random: () => number): number {
	const bound = Math.min(policy.maxDelayMs, longestMs, policy.baseDelayMs * 2 ** Math.min(attempt - 1, 30));
	return Math.round(random() * Math.max(bound, 0));
}
