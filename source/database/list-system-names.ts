import {Socket} from 'node:net';
import pg from 'pg';
import type {Secret} from '../core/process/secret.js';
import {parseDatabaseUrl} from './database-url.js';
import {findLayout} from './embedded/find-layout.js';
import {toUrl} from './embedded/layout.js';

export type NamedDatabase = {
	/** Undefined: the embedded server in `dataHome`. */
	readonly databaseUrl: Secret | undefined;
	readonly dataHome: string;
};

/** Whoever waits has pressed Tab. */
const patienceMs = 500;

/**
 * The names of all external systems, for completion: one statement on a connection of its own, without all that a pool brings
 * along. Starts nothing and changes nothing; rejects where no database answers in time, with whatever stood in the way.
 */
export async function listSystemNames({databaseUrl, dataHome}: NamedDatabase): Promise<readonly string[]> {
	const {host, port, user, password, database, ssl} = parseDatabaseUrl(databaseUrl?.reveal() ?? toUrl((await findLayout({dataHome})).socketFolder));
	const socket = new Socket();
	// Ends whatever is waited for: an answer, and a goodbye.
	const deadline = setTimeout(() => socket.destroy(), patienceMs);
	const client = new pg.Client({host, port, user, database, ssl, stream: () => socket, application_name: 'parley completion', ...(password === undefined ? {} : {password})});
	client.on('error', () => undefined); // Whoever waits for an answer is told.
	try {
		await client.connect();
		const {rows} = await client.query<{system_name: string}>('select system_name from external_systems where is_active is not false order by system_name');
		await client.end();
		return rows.map(row => row.system_name);
	} finally {
		clearTimeout(deadline);
		socket.destroy();
	}
}
