/** One page of a list that goes on by key, whatever its length. */
export type KeyPage<T, K = number> = {
	readonly rows: readonly T[];
	/** Give it back to read on; undefined at the end. */
	readonly next: K | undefined;
};
