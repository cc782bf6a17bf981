/** One page of a list that goes on by key, whatever its length. */
export type KeyPage<T, K = number> = {
	readonly rows: readonly T[];
	/** Give it back to read on; undefined at the end. */
	readonly next: K | undefined;
	/** Of a page that was read from its end: a key after which its rows come, and none before them. */
	readonly after?: K | undefined;
};
