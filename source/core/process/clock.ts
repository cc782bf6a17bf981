/** The only way to ask for the time; rules get `now` as an argument. */
export type Clock = {
	readonly now: () => Date;
	/** Resolves after `ms`; rejects with the signal's reason when it is aborted first. */
	readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
};
