import type {DatabaseAddress} from '../core/database-address.js';
import type {DatabaseStatus, DatabaseTools} from '../core/database-tools.js';
import type {Finding} from '../core/finding.js';
import type {Logger} from '../core/process/logger.js';
import type {Secret} from '../core/process/secret.js';
import {AppError} from '../errors/app-error.js';
import {createConnection, type Connection} from './connection.js';
import {toDatabaseError} from './database-errors.js';
import {describeAddress, parseDatabaseUrl} from './database-url.js';
import {describeMigrations, describeServer, describeSession} from './describe-database.js';
import {findLayout} from './embedded/find-layout.js';
import {ensureEmbeddedServer} from './embedded/ensure-embedded-server.js';
import {findEmbeddedServer} from './embedded/find-embedded-server.js';
import {toUrl} from './embedded/layout.js';
import {stopEmbeddedServer} from './embedded/stop-embedded-server.js';
import {examineDataFolder} from './examine-data-folder.js';
import {listMigrations} from './list-migrations.js';
import {migrateDown, migrateUp, runSeeders} from './migrate.js';
import {endlessPatience} from './patience.js';
import {toPublicUrl} from './public-url.js';
import {checkSchema} from './schema-checks.js';

export type DatabaseToolsOptions = {
	/** Undefined: the embedded server in `dataHome`. */
	readonly databaseUrl: Secret | undefined;
	readonly dataHome: string;
	readonly logger: Logger;
	/** Brings the job queue's own tables up to date, after ours. */
	readonly migrateJobs: (address: DatabaseAddress) => Promise<void>;
};

/** One server as the tools see it while they use it. */
type Reached = {readonly url: string; readonly pid: number | undefined; readonly dataFolder: string | undefined; readonly release: () => Promise<void>};

/** The tools on the server of DATABASE_URL, or on the embedded one; each call connects and leaves nothing open. */
export function createDatabaseTools({databaseUrl, dataHome, logger, migrateJobs}: DatabaseToolsOptions): DatabaseTools {
	const kind = databaseUrl === undefined ? 'embedded' : 'external';
	const reach = async (): Promise<Reached> => (databaseUrl === undefined ? ensureEmbeddedServer({dataHome, logger}) : toReached(databaseUrl));
	const find = async (): Promise<Reached | undefined> => (databaseUrl === undefined ? findEmbeddedServer({dataHome}) : toReached(databaseUrl));
	const using = async <T>(server: Reached, work: (connection: Connection) => Promise<T>): Promise<T> => {
		const address = parseDatabaseUrl(server.url);
		const connection = createConnection({address, applicationName: 'parley db', maxConnections: 2, patience: endlessPatience});
		try {
			return await work(connection);
		} catch (error) {
			throw toDatabaseError(error, describeAddress(address));
		} finally {
			await connection.close();
			await server.release();
		}
	};
	const findUrl = async (): Promise<string> => {
		const {url, release} = await reach();
		await release();
		parseDatabaseUrl(url); // What is none is not handed on as one.
		return url;
	};
	const statusOf = (server: Reached) => using(server, connection => readStatus(kind, server, connection));
	return {
		status: async () => {
			const server = await find();
			return server === undefined ? notRunning(dataHome) : statusOf(server);
		},
		start: async () => statusOf(await reach()),
		stop: async () => {
			if (databaseUrl !== undefined) throw notOurs(databaseUrl);
			const {wasRunning} = await stopEmbeddedServer({dataHome, logger});
			return {wasRunning};
		},
		url: async () => toPublicUrl(await findUrl()),
		serverForMaking: async url => url ?? findUrl(),
		migrate: async onStep => {
			const server = await reach();
			return using(server, async ({sequelize}) => {
				const applied = await migrateUp(sequelize, onStep);
				await migrateJobs(parseDatabaseUrl(server.url));
				return applied;
			});
		},
		undo: async request => using(await reach(), ({sequelize}) => migrateDown(sequelize, request)),
		seed: async () => using(await reach(), ({sequelize}) => runSeeders(sequelize)),
		diagnose: async () => {
			const server = await reach();
			return [...await using(server, connection => diagnose(kind, server, connection)), ...await examineDataFolder(dataHome)];
		},
	};
}

const toReached = (databaseUrl: Secret): Reached => ({url: databaseUrl.reveal(), pid: undefined, dataFolder: undefined, release: async () => {}});

async function readStatus(kind: DatabaseStatus['kind'], server: Reached, {pool, sequelize}: Connection): Promise<DatabaseStatus> {
	const [row] = await pool.query<{version: string}>(`select current_setting('server_version') as version`);
	const {migrations, unknown} = await listMigrations(sequelize);
	return {
		kind, isRunning: true, address: describeAddress(parseDatabaseUrl(server.url)), serverVersion: row?.version,
		pid: server.pid, dataFolder: server.dataFolder, migrations, unknownMigrations: unknown,
	};
}

async function diagnose(kind: DatabaseStatus['kind'], server: Reached, connection: Connection): Promise<readonly Finding[]> {
	const status = await readStatus(kind, server, connection);
	const isCurrent = status.unknownMigrations.length === 0 && status.migrations.every(({isApplied}) => isApplied);
	return [...describeServer(status), ...describeSession(connection.sessionKind()), ...describeMigrations(status), ...(isCurrent ? await checkSchema(connection) : [])];
}

async function notRunning(dataHome: string): Promise<DatabaseStatus> {
	const {socketFolder, dataFolder} = await findLayout({dataHome});
	return {
		kind: 'embedded', isRunning: false, address: describeAddress(parseDatabaseUrl(toUrl(socketFolder))), serverVersion: undefined,
		pid: undefined, dataFolder, migrations: [], unknownMigrations: [],
	};
}

const notOurs = (databaseUrl: Secret): AppError => new AppError({
	code: 'USAGE',
	message: `The database ${describeAddress(parseDatabaseUrl(databaseUrl.reveal()))} is not run by Parley, so it is not stopped by it either.`,
	nextStep: 'Unset DATABASE_URL to mean the embedded database, or stop the server by its own means.',
});
