/** How long the two ends of a connection wait for each other, in ms; 0: for ever. */
export type Patience = {
	/** The server ends a statement that takes longer. */
	readonly statementMs: number;
	/** A connection on which nothing moves for so long is taken for dead. Longer than `statementMs`: a server that lives has answered by then. */
	readonly silenceMs: number;
	/** The server ends a transaction of ours in which nothing is asked for so long: its locks, and what vacuum may not clear, stand in everybody's way. */
	readonly idleMs: number;
	/** The first two, for what reads or writes whole tables. */
	readonly longMs: number;
};

/** What pages, people and heartbeats ask for is answered in seconds; two minutes leave room for the locks of other programs. */
export const usualPatience: Patience = {statementMs: 120_000, silenceMs: 130_000, idleMs: 120_000, longMs: 1_800_000};

/** Migrations and seeds take as long as they take. */
export const endlessPatience: Patience = {statementMs: 0, silenceMs: 0, idleMs: 120_000, longMs: 0};
