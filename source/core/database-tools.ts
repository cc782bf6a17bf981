import type {Finding} from './finding.js';
import type {MigrationState} from './migration.js';

export type DatabaseStatus = {
	/** "embedded" is the server that Parley runs itself; "external" is the one of DATABASE_URL. */
	readonly kind: 'embedded' | 'external';
	readonly isRunning: boolean;
	/** Address without secrets. */
	readonly address: string;
	readonly serverVersion: string | undefined;
	readonly pid: number | undefined;
	readonly dataFolder: string | undefined;
	readonly migrations: readonly MigrationState[];
	/** Names in the database's history that this version of Parley does not know: the schema is newer. */
	readonly unknownMigrations: readonly string[];
};

/** What one seeder did. */
export type Seeding = {
	readonly name: string;
	/** Rows that it put in, or brought up to a newer catalog; 0 when all were there. */
	readonly rows: number;
};

/** What can be done to the database itself, also before it is migrated. */
export type DatabaseTools = {
	readonly status: () => Promise<DatabaseStatus>;
	/** Starts the embedded server when it is not running; an external one is only reached. */
	readonly start: () => Promise<DatabaseStatus>;
	readonly stop: () => Promise<{readonly wasRunning: boolean}>;
	/** A connection URL that psql takes, without a password. */
	readonly url: () => Promise<string>;
	/** An address with its login, to make another database beside Parley's own: this server's, or that of `url` when one is given. */
	readonly serverForMaking: (url: string | undefined) => Promise<string>;
	readonly migrate: (onStep?: (name: string) => void) => Promise<readonly string[]>;
	readonly undo: (request: {readonly all: boolean}) => Promise<readonly string[]>;
	/** Reference data always; safe to run again. */
	readonly seed: () => Promise<readonly Seeding[]>;
	readonly diagnose: () => Promise<readonly Finding[]>;
};
