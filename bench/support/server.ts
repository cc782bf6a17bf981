import pg from 'pg';
import {silentLogger} from '../../source/core/process/logger.js';
import {Secret} from '../../source/core/process/secret.js';
import {createDatabaseTools} from '../../source/database/database-tools.js';
import {ensureEmbeddedServer} from '../../source/database/embedded/ensure-embedded-server.js';
import {migrateJobs} from '../../source/jobs/migrate-jobs.js';
import {say} from './say.js';
import {createEmbeddedHome, queryOnce} from '../../test/support/embedded-home.js';

/** The embedded PostgreSQL as Parley starts it, fsync on, in a temporary folder. Disposing of it removes everything. */
export type Server = AsyncDisposable & {
	readonly version: string;
	/** The URL of a database on it, for Parley and for psql alike. */
	readonly urlOf: (database: string) => string;
	readonly query: <Row extends object>(database: string, text: string, values?: readonly unknown[]) => Promise<readonly Row[]>;
	/** A new database, as a copy of another one that nobody is connected to; a database of that name is dropped first. */
	readonly clone: (name: string, template: string) => Promise<string>;
	readonly drop: (name: string) => Promise<void>;
	/** Puts everything on the disk, so that no measurement pays for the one before. */
	readonly settle: () => Promise<void>;
};

/** The migrated and seeded database that others are cloned from. */
export const template = 'parley';

export async function startServer(): Promise<Server> {
	say('PostgreSQL starts, and its schema is made.');
	const home = await createEmbeddedHome();
	try {
		const embedded = await ensureEmbeddedServer({dataHome: home.dataHome});
		const {url} = embedded;
		await embedded.release();
		const tools = createDatabaseTools({databaseUrl: new Secret(url), dataHome: home.dataHome, logger: silentLogger, migrateJobs: address => migrateJobs(address, silentLogger)});
		await tools.migrate();
		await tools.seed();
		const urlOf = (database: string) => url.replace(/@\/[^?]*/, `@/${database}`);
		const query: Server['query'] = (database, text, values) => queryOnce(urlOf(database), text, values);
		const drop = async (name: string): Promise<void> => void await query('postgres', `drop database if exists ${pg.escapeIdentifier(name)} with (force)`);
		const [row] = await query<{version: string; fsync: string}>('postgres', `select current_setting('server_version') as version, current_setting('fsync') as fsync`);
		if (row?.fsync !== 'on') throw new Error('fsync is off: nothing measured here would mean anything.');
		return {
			version: row.version, urlOf, query, drop,
			clone: async (name, from) => {
				await drop(name);
				await query('postgres', `create database ${pg.escapeIdentifier(name)} template ${pg.escapeIdentifier(from)} strategy file_copy`);
				return urlOf(name);
			},
			settle: async () => void await query('postgres', 'checkpoint'),
			[Symbol.asyncDispose]: () => home[Symbol.asyncDispose](),
		};
	} catch (error) {
		await home[Symbol.asyncDispose]();
		throw error;
	}
}
