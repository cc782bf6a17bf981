import {randomBytes} from 'node:crypto';
import pg from 'pg';
import {AppError} from '../../errors/app-error.js';

/** The URL of another database on the same server. */
export const withDatabase = (url: string, database: string): string =>
	url.replace(/^(postgres(?:ql)?:\/\/[^/?#]*)\/?[^?#]*/, (_, server: string) => `${server}/${encodeURIComponent(database)}`);

/** The URL without a login: who logs in is told apart from it. */
export const withoutLogin = (url: string): string => url.replace(/^(postgres(?:ql)?:\/\/)[^/?#]*@/, '$1');

export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const sessionOptions = {application_name: 'xacta-simulator', options: '-c TimeZone=UTC', connectionTimeoutMillis: 10_000} as const;

export function createAdminPool(url: string): pg.Pool {
	const pool = new pg.Pool({...sessionOptions, connectionString: url, max: 2});
	pool.on('error', () => undefined); // The next statement says so, if it cannot connect again.
	return pool;
}

/** Runs `work` on a connection of its own. */
export async function administer<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
	const client = new pg.Client({...sessionOptions, connectionString: url});
	client.on('error', () => undefined); // A connection that drops fails the statement that waits on it.
	try {
		await client.connect();
	} catch (error) {
		throw new AppError({
			code: 'DATABASE_UNREACHABLE', isRetryable: true, cause: error,
			message: `The PostgreSQL for the simulated Xacta cannot be reached: ${error instanceof Error ? error.message : String(error)}.`,
			nextStep: 'Check --database-url; "parley db url" prints the one of Parley\'s own server.',
		});
	}
	try {
		return await work(client);
	} finally {
		await client.end();
	}
}

/** Creates the database when it is not there; says whether it was. */
export async function createDatabaseIfMissing(client: pg.Client, database: string): Promise<boolean> {
	const found = await client.query('select from pg_database where datname = $1', [database]);
	if (found.rowCount === 1) return true;
	try {
		await client.query(`create database ${quoteName(database)} encoding 'UTF8' template template0`);
	} catch (error) {
		if (error instanceof pg.DatabaseError && error.code === '42501') {
			throw new AppError({
				code: 'PERMISSION_DENIED', cause: error,
				message: `The login of --database-url may not create the database "${database}" of the simulated Xacta.`,
				nextStep: 'Give a login with CREATEDB and CREATEROLE, or leave --database-url out to use Parley\'s own server.',
			});
		}
		throw error;
	}
	return false;
}

/** Makes the connector's login, or gives the one that a dropped database left behind a new password. */
export async function createLogin(client: pg.Client, role: string): Promise<string> {
	const password = randomBytes(18).toString('base64url');
	const found = await client.query('select from pg_roles where rolname = $1', [role]);
	const verb = found.rowCount === 1 ? 'alter' : 'create';
	// The password is of our own letters; a role's password cannot be a parameter.
	await client.query(`${verb} role ${quoteName(role)} login nosuperuser nocreatedb nocreaterole password '${password}' connection limit 20`);
	return password;
}

export async function dropDatabase(url: string, database: string, role: string): Promise<void> {
	await administer(url, async client => {
		await client.query(`drop database if exists ${quoteName(database)} with (force)`);
		await client.query(`drop role if exists ${quoteName(role)}`);
	});
}
