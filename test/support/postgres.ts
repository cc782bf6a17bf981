import {randomBytes} from 'node:crypto';
import pg from 'pg';
import {inject} from 'vitest';
import {clusterUrl} from './postgres-cluster.js';
import {waitFor} from './wait-for.js';

/** A database of one test or file. `close` fails when a connection to it was left open; `await using` closes it too. */
export type TestDatabase = AsyncDisposable & {
	readonly url: string;
	/** Gives the server processes of closed connections this long to end. */
	readonly close: (patienceMs?: number) => Promise<void>;
};

/** A fresh database with the whole schema, cloned from the migrated template. */
export const createTestDatabase = (): Promise<TestDatabase> => createDatabase('template parley_template strategy file_copy');

/** A fresh database with nothing in it. */
export const createEmptyDatabase = (): Promise<TestDatabase> => createDatabase('template template0');

async function createDatabase(source: string): Promise<TestDatabase> {
	const name = `test_${randomBytes(6).toString('hex')}`;
	await administrate(client => client.query(`create database ${name} ${source}`));
	const close = (patienceMs = 30_000) => administrate(client => dropDatabase(client, name, patienceMs));
	return {url: clusterUrl(inject('postgresSocketFolder'), name), close, [Symbol.asyncDispose]: () => close()};
}

async function administrate(work: (client: pg.Client) => Promise<unknown>): Promise<void> {
	const client = new pg.Client({connectionString: clusterUrl(inject('postgresSocketFolder'), 'postgres')});
	await client.connect();
	try {
		await work(client);
	} finally {
		await client.end();
	}
}

type Connection = {readonly pid: number; readonly application: string; readonly state: string; readonly query: string};

async function dropDatabase(client: pg.Client, name: string, patienceMs: number): Promise<void> {
	const findConnections = async () => (await client.query<Connection>(`
		select pid, application_name as application, state, query from pg_stat_activity
		where datname = $1 and backend_type = 'client backend'`, [name])).rows;
	let leaked: readonly Connection[] = [];
	try {
		// A closed connection's server process ends a moment after its client.
		await waitFor('connections to close', async () => {
			leaked = await findConnections();
			return leaked.length === 0;
		}, {timeoutMs: patienceMs});
	} catch (error) {
		await client.query(`drop database ${name} with (force)`);
		const list = leaked.map(({pid, application, state, query}) => `  ${pid} ${application || '(no name)'}, ${state}: ${query}`).join('\n');
		throw new Error(`This test left connections to its database open:\n${list}`, {cause: error});
	}
	await client.query(`drop database ${name} with (force)`);
}
