import type pg from 'pg';
import * as z from 'zod';
import type {Clock} from '../../core/process/clock.js';
import type {JsonObject} from '../../core/json.js';
import {AppError} from '../../errors/app-error.js';
import type {Organization} from '../organization.js';
import {administer, createAdminPool, createDatabaseIfMissing, createLogin, dropDatabase, quoteName, withDatabase, withoutLogin} from './administer.js';
import {fillTables, type Login} from './fill-tables.js';
import {integrationGrantsSql, integrationSchemaSql} from './integration-schema.js';
import {createXactaPeople, type XactaPeople} from './people.js';
import {schemaVersion, tables, type XactaTable} from './schema.js';

export type XactaSimulatorOptions = {
	readonly organization: Organization;
	/** A login that may create databases and roles, on any database of the server. */
	readonly databaseUrl: string;
	readonly database?: string;
	/** What the scripted people draw from. */
	readonly seed: number;
	/** By which people date their changes; a connector asks the server's own clock. */
	readonly clock: Clock;
	/** Begins anew, if a database of an earlier start is there. */
	readonly isFresh?: boolean;
	/** Adds the schema "xacta_int" with transactions, versions and tombstones, in step with the tables. Once there, it stays. */
	readonly hasIntegrationSchema?: boolean;
};

/** One change that took effect, by whomever. `before` and `after` are whole rows. */
export type XactaEffect = {
	readonly id: number;
	readonly at: Date;
	readonly login: string;
	readonly application: string;
	readonly table: XactaTable;
	readonly action: 'insert' | 'update' | 'delete';
	readonly before: JsonObject | null;
	readonly after: JsonObject | null;
};

export type XactaSimulator = {
	/** What a connector is given: the address without a login, and a login that may do only what it must. */
	readonly connectionString: string;
	readonly username: string;
	readonly password: string;
	/** False when the data of an earlier start was kept. */
	readonly isNew: boolean;
	readonly people: XactaPeople;
	/** How many rows each table holds now. */
	readonly ledger: () => Promise<Readonly<Record<XactaTable, number>>>;
	/** Every change since the tables were filled, oldest first. */
	readonly effects: (afterId?: number) => Promise<readonly XactaEffect[]>;
	/** Lets go of the database; the data stays. */
	readonly close: () => Promise<void>;
	/** Closes, then drops the database and its login. */
	readonly drop: () => Promise<void>;
};

/** Simulates Xacta's tables in a database of their own. A second start keeps the data, whatever people did to it. */
export async function startXactaSimulator(options: XactaSimulatorOptions): Promise<XactaSimulator> {
	const {organization, databaseUrl, database = 'parley_xacta_simulator', isFresh = false} = options;
	const role = `${database}_login`;
	const url = withDatabase(databaseUrl, database);
	if (isFresh) await dropOwnDatabase(databaseUrl, database, role);
	await administer(databaseUrl, client => createDatabaseIfMissing(client, database));
	const pool = createAdminPool(url);
	try {
		const kept = await findSettings(pool, database, organization.seed);
		const login = kept ?? {username: role, password: await administer(databaseUrl, client => createLogin(client, role))};
		if (kept === undefined) await fillTables(pool, organization, login);
		if (options.hasIntegrationSchema) await addIntegrationSchema(pool, login.username);
		return {
			connectionString: withoutLogin(url),
			...login,
			isNew: kept === undefined,
			people: createXactaPeople({pool, organization, clock: options.clock, seed: options.seed}),
			ledger: () => countRows(pool),
			effects: afterId => readJournal(pool, afterId ?? 0),
			close: () => pool.end(),
			drop: async () => {
				await pool.end();
				await dropDatabase(databaseUrl, database, role);
			},
		};
	} catch (error) {
		await pool.end();
		throw error;
	}
}

async function addIntegrationSchema(pool: pg.Pool, username: string): Promise<void> {
	if ((await pool.query(`select from pg_namespace where nspname = 'xacta_int'`)).rowCount === 1) return;
	// Several statements in one message are one transaction.
	await pool.query(`${integrationSchemaSql}${integrationGrantsSql(quoteName(username))}`);
}

const settingsSchema = z.object({version: z.number(), seed: z.number(), username: z.string(), password: z.string()});

/** The login of an earlier start; undefined for an empty database. Anybody else's database is refused. */
async function findSettings(pool: pg.Pool, database: string, seed: number): Promise<Login | undefined> {
	const found = await pool.query<{isOurs: boolean; isEmpty: boolean}>(`
		select to_regclass('simulator.settings') is not null as "isOurs",
			not exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and n.nspname !~ '^(pg_|information_schema$)') as "isEmpty"`);
	const [state] = found.rows;
	if (state?.isEmpty) return undefined;
	if (!state?.isOurs) throw cannotUse(database, 'it was not made by the simulator', 'Name another database for the simulated Xacta.');
	const [settings] = (await pool.query('select version, seed, username, password from simulator.settings')).rows;
	const {version, seed: keptSeed, username, password} = settingsSchema.parse(settings);
	const anew = 'Begin anew with --fresh; what is in it is lost.';
	if (version !== schemaVersion) throw cannotUse(database, 'another version of the simulator made it', anew);
	if (keptSeed !== seed) throw cannotUse(database, `it holds the organization of seed ${keptSeed}, not ${seed}`, anew);
	return {username, password};
}

const cannotUse = (database: string, reason: string, nextStep: string): AppError =>
	new AppError({code: 'CONFIG_INVALID', message: `The database "${database}" cannot serve as the simulated Xacta: ${reason}.`, nextStep});

/** Drops what an earlier start made, never a database that somebody else made. */
async function dropOwnDatabase(databaseUrl: string, database: string, role: string): Promise<void> {
	const isThere = await administer(databaseUrl, async client => (await client.query('select from pg_database where datname = $1', [database])).rowCount === 1);
	if (!isThere) return;
	const isOurs = await administer(withDatabase(databaseUrl, database), async client =>
		(await client.query(`select where to_regclass('simulator.settings') is not null or not exists (select from pg_tables where schemaname !~ '^(pg_|information_schema$)')`)).rowCount === 1);
	if (!isOurs) throw cannotUse(database, 'it was not made by the simulator, so it is not dropped', 'Name another database for the simulated Xacta.');
	await dropDatabase(databaseUrl, database, role);
}

async function countRows(pool: pg.Pool): Promise<Readonly<Record<XactaTable, number>>> {
	const {rows} = await pool.query<{name: XactaTable; count: number}>(tables.map(table => `select '${table}' as name, count(*)::int as count from ${table}`).join(' union all '));
	return Object.fromEntries(rows.map(({name, count}) => [name, count])) as Record<XactaTable, number>;
}

async function readJournal(pool: pg.Pool, afterId: number): Promise<readonly XactaEffect[]> {
	const {rows} = await pool.query<XactaEffect>(`
		select id::int, at, login, application, table_name as "table", action, before, after from simulator.journal where id > $1 order by id`, [afterId]);
	return rows;
}
