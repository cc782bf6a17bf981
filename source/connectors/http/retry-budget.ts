/** Keeps retries from doubling the load on a service that is already down. */
export type RetryBudget = {
	/** Each call that is made for the first time earns a part of a retry. */
	readonly earn: () => void;
	/** Whether one more retry may go; takes it. */
	readonly spend: () => boolean;
};

/** In the long run at most `share` retries a call, with `reserve` of them to begin with. */
export function createRetryBudget({share = 0.1, reserve = 10}: {readonly share?: number; readonly reserve?: number} = {}): RetryBudget {
	let saved = reserve;
	return {
		earn() {
			saved = Math.min(reserve, saved + share);
		},
		spend() {
			// A tenth is not exact in binary: ten of them must still buy one retry.
			if (saved < 1 - 1e-9) return false;
			saved -= 1;
			return true;
		},
	};
}
