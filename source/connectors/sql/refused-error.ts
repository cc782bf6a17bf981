/** Ends the transaction of a write without a trace, and says why nothing was written. */
export class RefusedError extends Error {
	readonly reasons: readonly string[];

	constructor(reasons: readonly string[]) {
		super(reasons.join(' '));
		this.reasons = reasons;
	}
}
