/** What becomes of a job whose task failed: tried again after so many seconds, or given up for a person to look at. */
export type Retry = {readonly kind: 'after'; readonly seconds: number} | {readonly kind: 'never'};

const delays = [60, 300, 900] as const;

/**
 * A minute, then five, then a quarter of an hour: shorter waits are the HTTP layer's affair, and it has had its turn.
 * `retryCount` is how often the job was tried again before.
 */
export function retryAfter(retryCount: number, isRetryable: boolean): Retry {
	const seconds = delays[retryCount];
	return isRetryable && seconds !== undefined ? {kind: 'after', seconds} : {kind: 'never'};
}
