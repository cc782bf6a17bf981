import {spawn, spawnSync} from 'node:child_process';
import {createReadStream, createWriteStream} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import {pipeline} from 'node:stream/promises';
import pg from 'pg';
import {from as copyFrom, to as copyTo} from 'pg-copy-streams';

/** What a first load fills, in the order in which foreign keys want it. */
const tables = ['ingestion_assets', 'ingestion_vulnerabilities', 'sync_links'] as const;

/** COPY between files and a database, by psql where there is one. The rows go where the load's rows went, past the same triggers and indexes. */
export type RowCopier = {
	/** What does it: `psql \copy`. */
	readonly name: string;
	/** Writes the rows that a load left in a database to files in `folder`. */
	readonly unload: (url: string, folder: string) => Promise<void>;
	/** Puts them into another database and gives the ms that this took, by the server's clock, connecting left out. */
	readonly load: (url: string, folder: string) => Promise<number>;
};

export const createRowCopier = (): RowCopier => (spawnSync('psql', ['--version']).status === 0 ? psqlCopier : driverCopier);

const fileOf = (folder: string, table: string): string => join(folder, `${table}.copy`);
/** As Parley's own sessions are, so that no trigger takes a row for somebody's edit. */
const sessionOptions = '-c parley.writer=parley -c TimeZone=UTC';
const clock = 'select extract(epoch from clock_timestamp()) * 1000 as ms';

const psqlCopier: RowCopier = {
	name: 'psql \\copy',
	unload: async (url, folder) => void await runPsql(url, tables.map(table => `\\copy (select * from ${table} order by id) to '${fileOf(folder, table)}'`)),
	load: async (url, folder) => {
		const lines = (await runPsql(url, [clock, ...tables.map(table => `\\copy ${table} from '${fileOf(folder, table)}'`), clock])).filter(line => /^[\d.]+$/.test(line));
		return Number(lines.at(-1)) - Number(lines[0]);
	},
};

async function runPsql(url: string, commands: readonly string[]): Promise<readonly string[]> {
	const args = ['--no-psqlrc', '--quiet', '--tuples-only', '--no-align', '--set', 'ON_ERROR_STOP=1', '--dbname', url, ...commands.flatMap(command => ['--command', command])];
	const child = spawn('psql', args, {stdio: ['ignore', 'pipe', 'inherit'], env: {...process.env, PGOPTIONS: sessionOptions}});
	let text = '';
	child.stdout.setEncoding('utf8').on('data', (piece: string) => {
		text += piece;
	});
	const code = await new Promise<number | null>((resolve, reject) => {
		child.once('error', reject);
		child.once('close', resolve);
	});
	if (code !== 0) throw new Error(`psql ended with ${code}.`);
	return text.trim().split('\n');
}

const driverCopier: RowCopier = {
	name: 'COPY by pg-copy-streams',
	unload: (url, folder) => withClient(url, async client => {
		for (const table of tables) await pipeline(client.query(copyTo(`copy (select * from ${table} order by id) to stdout`)), createWriteStream(fileOf(folder, table)));
	}),
	load: (url, folder) => withClient(url, async client => {
		const readClock = async () => Number((await client.query<{ms: string}>(clock)).rows[0]?.ms);
		const startedMs = await readClock();
		for (const table of tables) await pipeline(createReadStream(fileOf(folder, table)), client.query(copyFrom(`copy ${table} from stdin`)));
		return (await readClock()) - startedMs;
	}),
};

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
	const client = new pg.Client({connectionString: url, options: sessionOptions});
	await client.connect();
	try {
		return await work(client);
	} finally {
		await client.end();
	}
}
