/** What the sync engine alone asks of the database: pages of links, bulk writes, checkpoints, leases. */
export type SyncStore = {
	readonly placeholder?: never;
};
