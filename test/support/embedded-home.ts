import {chmod, mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import pg from 'pg';
import {stopEmbeddedServer} from '../../source/database/embedded/stop-embedded-server.js';

/** A data home of one test. Disposing of it stops the embedded server in it and removes everything. */
export type EmbeddedHome = AsyncDisposable & {readonly dataHome: string};

export async function createEmbeddedHome(): Promise<EmbeddedHome> {
	const dataHome = await mkdtemp(join(tmpdir(), 'parley-home-'));
	// Root's server runs under an account that has to pass through here.
	await chmod(dataHome, 0o711);
	return {
		dataHome,
		[Symbol.asyncDispose]: async () => {
			await stopEmbeddedServer({dataHome});
			await rm(dataHome, {recursive: true, force: true, maxRetries: 5, retryDelay: 100});
		},
	};
}

/** Runs one statement on a connection of its own and gives its rows. */
export async function queryOnce<Row extends object>(url: string, text: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
	const client = new pg.Client({connectionString: url});
	await client.connect();
	try {
		return (await client.query<Row>(text, [...values])).rows;
	} finally {
		await client.end();
	}
}
