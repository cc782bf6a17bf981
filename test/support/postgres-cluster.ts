import {spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {chown, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import pg from 'pg';
import {cleanProcess} from '../../source/database/embedded/run-program.js';
import {initdb} from '../../source/database/embedded/initdb.js';
import {findRunnableBinaries} from '../../source/database/embedded/runnable-binaries.js';
import {ensureServerAccount} from '../../source/database/embedded/server-account.js';
import {waitFor} from './wait-for.js';

export type PostgresCluster = {readonly socketFolder: string; readonly stop: () => Promise<void>};

export const clusterUser = 'parley';

export const clusterUrl = (socketFolder: string, database: string): string =>
	`postgresql://${clusterUser}@/${database}?host=${encodeURIComponent(socketFolder)}`;

const settings = {
	listen_addresses: '', unix_socket_permissions: '0700', max_connections: 200, TimeZone: 'UTC', log_timezone: 'UTC',
	// Nothing here outlives the run, so nothing has to reach the disk.
	fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', wal_level: 'minimal', max_wal_senders: 0,
	shared_buffers: '64MB', autovacuum_naptime: '10s',
};

// The shell holds the cluster's life to ours: when this process ends, however it ends, its end of the pipe closes.
const guard = '"$@" >"$0/server.log" 2>&1 & server=$!; cat; kill -QUIT $server; wait $server; rm -rf "$0"';

/** Starts a throw-away PostgreSQL in a folder of its own, reached by a unix socket there. */
export async function startPostgresCluster(): Promise<PostgresCluster> {
	const account = await ensureServerAccount();
	const folder = await mkdtemp(join(tmpdir(), 'parley-test-'));
	try {
		if (account !== undefined) await chown(folder, account.uid, account.gid);
		const binaries = await findRunnableBinaries({account, copyTo: join(folder, 'postgresql')});
		await initdb({binaries, account, folder: join(folder, 'data'), user: clusterUser, isDurable: false});
		await requirePasswords(join(folder, 'data/pg_hba.conf'));
		const flags = Object.entries({...settings, unix_socket_directories: folder}).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
		const shell = spawn('sh', ['-c', guard, folder, binaries.postgres, '-D', join(folder, 'data'), ...flags], {
			...cleanProcess,
			...(account === undefined ? {} : {uid: account.uid, gid: account.gid}),
			stdio: ['pipe', 'ignore', 'ignore'],
			detached: true, // Ctrl-C is for the test runner, which then closes the pipe.
		});
		shell.unref();
		await waitForAnswer(shell, folder);
		return {socketFolder: folder, stop: () => stop(shell)};
	} catch (error) {
		await rm(folder, {recursive: true, force: true});
		throw error;
	}
}

/** A role that is granted the role `by_password` has to give its own; everybody else is let in. */
async function requirePasswords(rules: string): Promise<void> {
	await writeFile(rules, `local all +by_password scram-sha-256\n${await readFile(rules, 'utf8')}`);
}

async function waitForAnswer(shell: ChildProcess, folder: string): Promise<void> {
	let hasExited = false;
	shell.once('exit', () => {
		hasExited = true;
	});
	try {
		await waitFor('the test cluster to answer', async () => hasExited || answers(folder));
		if (hasExited) throw new Error('The shell around the test cluster ended.');
	} catch (error) {
		const log = await readFile(join(folder, 'server.log'), 'utf8').catch(() => '(no log)');
		shell.stdin?.end();
		throw new Error(`The test cluster did not start.\n${log}`, {cause: error});
	}
}

async function answers(folder: string): Promise<boolean> {
	const client = new pg.Client({connectionString: clusterUrl(folder, 'postgres')});
	client.on('error', () => undefined); // A server that is starting closes connections; the next try tells more.
	try {
		await client.connect();
		await client.end();
		return true;
	} catch {
		return false; // Not yet.
	}
}

async function stop(shell: ChildProcess): Promise<void> {
	if (shell.exitCode !== null || shell.signalCode !== null) return;
	shell.ref();
	const exited = once(shell, 'exit');
	shell.stdin?.end();
	await exited;
}
