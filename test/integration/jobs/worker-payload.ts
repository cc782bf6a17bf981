/** What a job asks of `worker-process.ts`. */
export type WorkerPayload = {
	readonly job: string;
	/** At the first attempt: how long it takes. */
	readonly holdMs?: number;
	/** At the first attempt: its process does nothing else at all, before that, until there is such a file. */
	readonly blocksUntil?: string;
	/** At later attempts: it ends when its process is told a line. */
	readonly waitsToBeTold?: boolean;
};
