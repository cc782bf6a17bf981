/** What a person is told of a database that answers and takes no changes. */
export const readOnlyDatabase = {
	what: 'The database takes no changes: it is a standby, or was set to read-only. Nothing is synced, and nothing can be settled.',
	nextStep: 'Name the server that takes changes in DATABASE_URL, or wait until this one does; syncs then go on by themselves.',
} as const;
