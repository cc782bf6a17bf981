import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {Sequelize, type QueryInterface} from 'sequelize';
import {MigrationError, Umzug, type RunnableMigration} from 'umzug';
import type {Seeding} from '../core/database-tools.js';
import {AppError} from '../errors/app-error.js';
import {listMigrations, listScripts} from './list-migrations.js';
import {createMigrationHistory} from './migration-history.js';
import {findPackageFolder} from './package-folder.js';

type Script<Outcome = void> = {
	readonly up: (queryInterface: QueryInterface, sequelize: typeof Sequelize) => Promise<Outcome>;
	readonly down: (queryInterface: QueryInterface, sequelize: typeof Sequelize) => Promise<Outcome>;
};

// Any number that nobody else uses; "parley" in ASCII.
const lockKey = 0x70_61_72_6c_65_79;

/**
 * Applies what is pending, each migration in a transaction of its own, and gives the names of those applied here. Of
 * several processes one migrates and the others wait for it. Needs two connections of the pool.
 */
export const migrateUp = (sequelize: Sequelize, onStep: (name: string) => void = () => {}): Promise<readonly string[]> =>
	withLock(sequelize, async () => {
		await refuseNewerSchema(sequelize);
		return run(sequelize, onStep, umzug => umzug.up());
	});

/** Takes back the last migration, or all of them. What the installation had before Parley came stays. */
export const migrateDown = (sequelize: Sequelize, {all}: {readonly all: boolean}, onStep: (name: string) => void = () => {}): Promise<readonly string[]> =>
	withLock(sequelize, async () => {
		await refuseNewerSchema(sequelize);
		return run(sequelize, onStep, umzug => umzug.down(all ? {to: 0} : {}));
	});

/** Runs every seeder and says what each did; running them again changes nothing. */
export const runSeeders = (sequelize: Sequelize): Promise<readonly Seeding[]> =>
	withLock(sequelize, async () => {
		await refuseNewerSchema(sequelize);
		const seedings: Seeding[] = [];
		for (const name of await listScripts('seeders')) {
			const script = await loadScript<number>('seeders', name);
			seedings.push({name, rows: await script.up(sequelize.getQueryInterface(), Sequelize)});
		}
		return seedings;
	});

async function run(sequelize: Sequelize, onStep: (name: string) => void, work: (umzug: Umzug<Sequelize>) => Promise<readonly {name: string}[]>): Promise<readonly string[]> {
	const names = await listScripts('migrations');
	const history = createMigrationHistory(sequelize);
	const umzug = new Umzug<Sequelize>({
		context: sequelize,
		logger: undefined,
		migrations: names.map(toMigration),
		storage: {...history, executed: async () => (await history.executed()).filter(name => names.includes(name))},
	});
	umzug.on('migrating', ({name}) => onStep(name));
	umzug.on('reverting', ({name}) => onStep(name));
	try {
		return (await work(umzug)).map(migration => migration.name);
	} catch (error) {
		throw explain(error);
	}
}

const toMigration = (name: string): RunnableMigration<Sequelize> => ({
	name,
	up: async ({context}) => (await loadScript('migrations', name)).up(context.getQueryInterface(), Sequelize),
	down: async ({context}) => (await loadScript('migrations', name)).down(context.getQueryInterface(), Sequelize),
});

const loadScript = async <Outcome = void>(folder: 'migrations' | 'seeders', name: string): Promise<Script<Outcome>> =>
	(await import(pathToFileURL(join(findPackageFolder(), folder, name)).href)) as Script<Outcome>;

/** Holds the lock on a connection of its own; it goes with the transaction, also when this process is killed. */
const withLock = <T>(sequelize: Sequelize, work: () => Promise<T>): Promise<T> =>
	sequelize.transaction(async transaction => {
		await sequelize.query('set local idle_in_transaction_session_timeout = 0', {transaction});
		await sequelize.query('select pg_advisory_xact_lock($1)', {transaction, bind: [lockKey]});
		return work();
	});

async function refuseNewerSchema(sequelize: Sequelize): Promise<void> {
	const {unknown} = await listMigrations(sequelize);
	if (unknown.length === 0) return;
	throw new AppError({
		code: 'DATABASE_SCHEMA_NEWER',
		message: `The database has ${unknown.length === 1 ? 'a migration' : 'migrations'} that this version of Parley does not know: ${unknown.join(', ')}.`,
		nextStep: 'Run the newer Parley that migrated this database.',
	});
}

/** Each migration is one transaction, so a failed one left nothing behind; connection trouble keeps its own explanation. */
function explain(error: unknown): unknown {
	if (!(error instanceof MigrationError)) return error;
	const reason = error.cause;
	if (!(reason instanceof Error) || reason.name.startsWith('SequelizeConnection')) return reason;
	const {name, direction} = error.info;
	return new AppError({
		code: 'DATABASE_STATEMENT_FAILED',
		message: `Migration ${name} could not be ${direction === 'up' ? 'applied' : 'taken back'}: ${reason.message.replace(/\.?$/, '.')}`,
		nextStep: 'Nothing of this migration was kept. Remove the cause that the message names, then run it again.',
		cause: reason,
	});
}
