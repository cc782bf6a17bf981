import pg from 'pg';
import {createConnection, type Connection} from '../../source/database/connection.js';
import {parseDatabaseUrl} from '../../source/database/database-url.js';
import {createEmptyDatabase, createTestDatabase} from './postgres.js';

type Query = <Row extends object = Record<string, unknown>>(text: string, values?: readonly unknown[]) => Promise<readonly Row[]>;

export type SchemaWorld = AsyncDisposable & {
	readonly url: string;
	/** Parley's own connections. */
	readonly connection: Connection;
	readonly own: Query;
	/** Another program, "app_rasdash", in a time zone of its own. */
	readonly other: Query;
};

/** A database with the whole schema. */
export const createMigratedWorld = (): Promise<SchemaWorld> => createWorld(true);

/** A database with nothing but what `script` creates. */
export async function createForeignWorld(script: string): Promise<SchemaWorld> {
	const world = await createWorld(false);
	await world.other(script);
	return world;
}

async function createWorld(isMigrated: boolean): Promise<SchemaWorld> {
	const database = await (isMigrated ? createTestDatabase() : createEmptyDatabase());
	const connection = createConnection({address: parseDatabaseUrl(database.url), applicationName: 'parley test', maxConnections: 6});
	const client = new pg.Client({connectionString: database.url, application_name: 'app_rasdash', options: '-c TimeZone=Pacific/Auckland'});
	await client.connect();
	return {
		url: database.url,
		connection,
		own: connection.pool.query,
		other: async <Row extends object>(text: string, values?: readonly unknown[]) => (await client.query<Row>(text, values === undefined ? undefined : [...values])).rows,
		[Symbol.asyncDispose]: async () => {
			await client.end();
			await connection.close();
			await database.close();
		},
	};
}
