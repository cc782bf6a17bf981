/** One migration, as `parley db status` and sequelize-cli both see it. */
export type MigrationState = {readonly name: string; readonly isApplied: boolean};
