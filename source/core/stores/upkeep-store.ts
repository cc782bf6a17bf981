/** The tables that are partitioned by month, because they grow without end. */
export const growingTables = ['api_call_logs', 'metrics_values'] as const;
export type GrowingTable = (typeof growingTables)[number];

/** What keeps the database in shape. In an installation where a growing table is a plain one, it is left as it is. */
export type UpkeepStore = {
	/** Makes the partitions that are missing up to so many months ahead; gives their number. */
	readonly makePartitions: (table: GrowingTable, monthsAhead: number) => Promise<number>;
	/** Drops the partitions that hold nothing newer; gives their names. */
	readonly dropPartitions: (table: GrowingTable, olderThan: Date) => Promise<readonly string[]>;
	/** Forgets daemons that were not heard of since. */
	readonly forgetDaemons: (silentSince: Date) => Promise<number>;
};
