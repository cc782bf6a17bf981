import pg from 'pg';
import {AppError} from '../errors/app-error.js';
import {toDatabaseError} from '../database/database-errors.js';
import {describeAddress, parseDatabaseUrl} from '../database/database-url.js';
import {administer, createDatabaseIfMissing, quoteName, withDatabase} from '../simulator/xacta/administer.js';

/** The demo's own databases, beside the one of daily work: nothing that the demo does can touch that. */
const demoDatabase = 'parley_demo';
export const demoXactaDatabase = 'parley_demo_xacta';

// Any number that nobody else uses; "demo" in ASCII.
const lockKey = 0x64_65_6d_6f;

/** Held while a demo runs its simulators; whoever does not get it joins the one that has it. */
export type DemoLock = {readonly release: () => Promise<void>};

/** The demo's first word with the server: a server that cannot be used is told here. */
export async function takeDemoLock(serverUrl: string): Promise<DemoLock | undefined> {
	const client = new pg.Client({connectionString: serverUrl, application_name: 'parley demo lock', keepAlive: true});
	client.on('error', () => {
		// The server went away, and the lock with it; whoever works on finds out by its next statement.
	});
	try {
		await client.connect();
	} catch (error) {
		throw toDatabaseError(error, describeAddress(parseDatabaseUrl(serverUrl)));
	}
	const {rows} = await client.query<{isTaken: boolean}>('select pg_try_advisory_lock($1) as "isTaken"', [lockKey]);
	if (rows[0]?.isTaken) return {release: () => client.end()};
	await client.end();
	return undefined;
}

/** Creates the demo's database when it is missing and gives its URL. */
export async function prepareDemoDatabase(serverUrl: string): Promise<string> {
	await administer(serverUrl, client => createDatabaseIfMissing(client, demoDatabase));
	return withDatabase(serverUrl, demoDatabase);
}

/** Drops what an earlier demo left. DATABASE_UNREACHABLE names who is still connected. */
export async function dropDemoDatabase(serverUrl: string): Promise<void> {
	await administer(serverUrl, async client => {
		const {rows} = await client.query<{name: string}>('select distinct application_name as name from pg_stat_activity where datname = $1', [demoDatabase]);
		if (rows.length > 0) {
			throw new AppError({
				code: 'DATABASE_UNREACHABLE',
				message: `The demo's database is in use by: ${rows.map(row => row.name || 'a program without a name').join(', ')}.`,
				nextStep: 'End those first, then begin anew with --fresh.',
			});
		}
		await client.query(`drop database if exists ${quoteName(demoDatabase)}`);
	});
}
