/** One migration, as `parley db status` and sequelize-cli both see it. */
export type MigrationState = {readonly name: string; readonly isApplied: boolean};

/** How a database's schema stands to this version of Parley. */
export type SchemaState = {
	/** No migration was ever applied. */
	readonly isEmpty: boolean;
	readonly pending: readonly string[];
	/** Applied, but unknown here: a newer Parley migrated it. */
	readonly unknown: readonly string[];
};
