/** The mark that this host last left in a database; `markedAt` by that database's clock, as it writes it. */
export type SeenDatabase = {
	readonly installationId: string;
	readonly witnessId: string;
	/** Grows with each mark. */
	readonly number: number;
	readonly mark: string;
	readonly markedAt: string;
};

/** What this host knows of databases, kept outside of them: no restore takes it back. */
export type HostMemory = {
	/** What was seen at the address in use, and at others. */
	readonly recall: () => Promise<{readonly here: SeenDatabase | undefined; readonly elsewhere: readonly SeenDatabase[]}>;
	readonly keep: (seen: SeenDatabase) => Promise<void>;
};
