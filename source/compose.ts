import {randomUUID} from 'node:crypto';
import type {Actor} from './core/actor.js';
import {closeAll, type Closer} from './core/process/close-all.js';
import type {Database} from './core/database.js';
import type {Logger} from './core/process/logger.js';
import {createMask} from './core/text/mask.js';
import {systemClock} from './core/process/system-clock.js';
import type {Config} from './config/schema.js';
import {createConnect} from './composition/create-connect.js';
import {createHostMemory} from './composition/host-memory.js';
import {findActor} from './composition/find-actor.js';
import {createKnownSecrets} from './composition/known-secrets.js';
import {loadConnectorFactory} from './composition/load-connector-factory.js';
import {requireSchema} from './composition/require-schema.js';
import {describeAddress, parseDatabaseUrl} from './database/database-url.js';
import {openDatabase} from './database/open-database.js';
import {bindOperations} from './operations/bind-operations.js';
import type {DatabaseTools} from './core/database-tools.js';
import type {Operations} from './operations/operations.js';

export type ComposeOptions = {
	readonly config: Config;
	readonly version: string;
	/** Made once the secrets are known that it has to mask. */
	readonly createLogger: (secrets: () => readonly string[]) => Logger;
	/** Shown in pg_stat_activity: "parley console". */
	readonly applicationName: string;
	/** Acts in a person's place: the daemon. */
	readonly actor?: Actor;
};

/** Everything that one process of Parley is made of; each part is opened when it is first asked for. */
export type Composition = {
	readonly logger: Logger;
	/** Opens a database that is ready for use: an empty embedded one is migrated and seeded first. */
	readonly database: () => Promise<Database>;
	readonly databaseUrl: () => Promise<string>;
	readonly databaseTools: () => Promise<DatabaseTools>;
	readonly operations: () => Promise<Operations>;
	readonly close: () => Promise<void>;
};

export function compose({config, version, createLogger, applicationName, actor}: ComposeOptions): Composition {
	const secrets = createKnownSecrets();
	const logger = createLogger(secrets.list);
	const closers: Closer[] = [];
	const kind = config.databaseUrl === undefined ? 'embedded' : 'external';

	const databaseUrl = once(async () => {
		if (config.databaseUrl !== undefined) {
			const url = config.databaseUrl.reveal();
			const {password} = parseDatabaseUrl(url);
			if (password !== undefined) secrets.learn(password, 'configured');
			return url;
		}
		const {ensureEmbeddedServer} = await import('./database/embedded/ensure-embedded-server.js');
		const server = await ensureEmbeddedServer({dataHome: config.dataHome, logger});
		closers.push(() => server.release());
		return server.url;
	});
	const databaseTools = once(async () => {
		// Migrations and the job queue bring half of all code along: a console on a database that is up to date needs neither.
		const [{createDatabaseTools}, {migrateJobs}] = await Promise.all([import('./database/database-tools.js'), import('./jobs/migrate-jobs.js')]);
		return createDatabaseTools({databaseUrl: config.databaseUrl, dataHome: config.dataHome, logger, migrateJobs: address => migrateJobs(address, logger)});
	});
	const database = once(async () => {
		const opened = openDatabase({url: await databaseUrl(), logger, applicationName, mask: createMask(secrets.list)});
		closers.push(() => opened.close());
		const state = await opened.schemaState();
		if (kind === 'embedded' && state.isEmpty) {
			const tools = await databaseTools();
			await tools.migrate();
			await tools.seed();
		} else {
			requireSchema(state);
		}
		return opened;
	});
	const operations = once(async () => {
		const opened = await database();
		return bindOperations({
			hostMemory: createHostMemory({dataHome: config.dataHome, address: describeAddress(parseDatabaseUrl(await databaseUrl())), logger}),
			database: opened, clock: systemClock, logger, isReadOnly: config.isReadOnly, newId: randomUUID,
			actor: actor ?? (await findActor(opened.stores.users, kind)),
			connect: createConnect({database: opened, clock: systemClock, logger, version, learnSecret: secrets.learn}),
			connectorOptions: async system => (await loadConnectorFactory(system)).options,
		});
	});
	return {
		logger, database, databaseUrl, databaseTools, operations,
		close: () => closeAll(closers).catch((error: unknown) => logger.warn('Something could not be closed.', {error})),
	};
}

/** Opens at the first call and gives the same to every later one; a failure may be tried again. */
function once<T>(open: () => Promise<T>): () => Promise<T> {
	let opening: Promise<T> | undefined;
	return () => {
		opening ??= open().catch((error: unknown) => {
			opening = undefined;
			throw error;
		});
		return opening;
	};
}
