import {spawn} from 'node:child_process';
import {readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import pg from 'pg';
import {describe, expect, test} from 'vitest';
import {ensureEmbeddedServer} from '../../../source/database/embedded/ensure-embedded-server.js';
import {cleanProcess} from '../../../source/database/embedded/run-program.js';
import {findLayout} from '../../../source/database/embedded/find-layout.js';
import {findServerPid} from '../../../source/database/embedded/postmaster-file.js';
import {reviveServer} from '../../../source/database/embedded/revive-server.js';
import {findRunnableBinaries} from '../../../source/database/embedded/runnable-binaries.js';
import {ensureServerAccount} from '../../../source/database/embedded/server-account.js';
import {stopServer} from '../../../source/database/embedded/server-process.js';
import {stopEmbeddedServer} from '../../../source/database/embedded/stop-embedded-server.js';
import {createEmbeddedHome, queryOnce} from '../../support/embedded-home.js';
import {waitFor} from '../../support/wait-for.js';
import {startEmbeddedProcess} from './embedded-process.js';

describe('an embedded server that was hit', () => {
	test('comes back with every commit after it was killed itself', async () => {
		await using home = await createEmbeddedHome();
		const {url, pid} = await startWithRow(home.dataHome);
		process.kill(pid, 'SIGKILL');
		const server = await ensureEmbeddedServer(home);
		expect(server.pid).not.toBe(pid);
		expect(server.url).toBe(url);
		expect(await queryOnce(url, 'select value from kept')).toEqual([{value: 7}]);
	});

	test('is started again by whoever looks after it, unless it runs or was stopped', async () => {
		await using home = await createEmbeddedHome();
		const {url, pid} = await startWithRow(home.dataHome);
		expect(await reviveServer(home)).toBe(false);
		process.kill(pid, 'SIGKILL');
		await waitFor('the killed server to be gone', async () => (await findServerPid(await findLayout(home))) === undefined);
		expect(await reviveServer(home)).toBe(true);
		expect(await queryOnce(url, 'select value from kept')).toEqual([{value: 7}]);
		await stopEmbeddedServer(home);
		expect(await reviveServer(home)).toBe(false);
		await expect(queryOnce(url, 'select')).rejects.toThrow();
	});

	test('starts although its old process id belongs to somebody else by now', async () => {
		await using home = await createEmbeddedHome();
		const {url, pid, socketFolder, dataFolder} = await startWithRow(home.dataHome);
		const files = [join(dataFolder, 'postmaster.pid'), join(socketFolder, '.s.PGSQL.5432.lock')];
		const texts = await Promise.all(files.map(file => readFile(file, 'utf8')));
		await stopEmbeddedServer(home);
		// Under the server's own account: PostgreSQL itself knows that a process of another account is no server.
		const account = await ensureServerAccount();
		const stranger = spawn('sleep', ['600'], {stdio: 'ignore', ...(account === undefined ? {} : {uid: account.uid, gid: account.gid})});
		try {
			await Promise.all(files.map((file, index) => writeFile(file, texts[index]?.replace(String(pid), String(stranger.pid)) ?? '')));
			await ensureEmbeddedServer(home);
			expect(await queryOnce(url, 'select value from kept')).toEqual([{value: 7}]);
			expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
		} finally {
			stranger.kill('SIGKILL');
		}
	});

	test('starts over the socket that a killed one left behind', async () => {
		await using home = await createEmbeddedHome();
		const {url, pid, socketFolder, dataFolder} = await startWithRow(home.dataHome);
		process.kill(pid, 'SIGKILL');
		await rm(join(dataFolder, 'postmaster.pid'));
		expect(await readdir(socketFolder)).toContain('.s.PGSQL.5432');
		await ensureEmbeddedServer(home);
		expect(await queryOnce(url, 'select value from kept')).toEqual([{value: 7}]);
	});

	test('is stopped at once when it does not stop by itself, and loses nothing', async () => {
		await using home = await createEmbeddedHome();
		const {url, pid} = await startWithRow(home.dataHome);
		// It waits for this client, whose end is not asked for: as if something kept it from stopping.
		const client = new pg.Client({connectionString: url});
		client.on('error', () => {});
		await client.connect();
		await stopServer(await findLayout(home), pid, [{signal: 'SIGTERM', timeoutMs: 100}, {signal: 'SIGQUIT', timeoutMs: 15_000}]);
		await ensureEmbeddedServer(home);
		expect(await queryOnce(url, 'select value from kept')).toEqual([{value: 7}]);
		await client.end();
	});

	test('can be reached again when its socket was deleted under it', async () => {
		await using home = await createEmbeddedHome();
		const {url, socketFolder} = await startWithRow(home.dataHome);
		await rm(join(socketFolder, '.s.PGSQL.5432'));
		await ensureEmbeddedServer(home);
		expect(await queryOnce(url, 'select value from kept')).toEqual([{value: 7}]);
	});

	test('is left alone when somebody runs it by other means', async () => {
		await using home = await createEmbeddedHome();
		const {dataFolder} = await startWithRow(home.dataHome);
		await stopEmbeddedServer(home);
		const account = await ensureServerAccount();
		const {postgres} = await findRunnableBinaries({account, copyTo: join(home.dataHome, 'programs')});
		const other = spawn(postgres, ['-D', dataFolder, '-k', dataFolder, '-c', 'listen_addresses='], {...cleanProcess, stdio: 'ignore', ...(account === undefined ? {} : {uid: account.uid, gid: account.gid})});
		try {
			await waitFor('the other server', async () => (await readFile(join(dataFolder, 'postmaster.pid'), 'utf8').catch(() => '')).includes('ready'));
			await expect(ensureEmbeddedServer(home)).rejects.toMatchObject({code: 'EMBEDDED_POSTGRES_FAILED', message: expect.stringContaining(String(other.pid))});
			expect(other.exitCode ?? other.signalCode).toBeNull();
			expect(await stopEmbeddedServer(home)).toEqual({wasRunning: true, isRunning: false});
		} finally {
			other.kill('SIGKILL');
		}
	});

	test('is made anew when whoever made it was killed half-way', async () => {
		await using home = await createEmbeddedHome();
		const folder = join(home.dataHome, 'postgresql');
		await using maker = startEmbeddedProcess(home.dataHome);
		await waitFor('a half-made cluster', async () => (await readdir(folder).catch(() => [])).some(name => name.startsWith('data.new.')));
		await maker.kill();
		expect(await readdir(folder)).not.toContain('data');
		const server = await ensureEmbeddedServer(home);
		expect(await queryOnce(server.url, 'select 1 as value')).toEqual([{value: 1}]);
		expect((await readdir(folder)).filter(name => name.startsWith('data.new.'))).toEqual([]);
	});

	test('is started by the next one when the one that was starting it is killed', async () => {
		await using home = await createEmbeddedHome();
		await using maker = startEmbeddedProcess(home.dataHome);
		await using next = startEmbeddedProcess(home.dataHome);
		await waitFor('a cluster in the making', async () => (await readdir(join(home.dataHome, 'postgresql')).catch(() => [])).length > 0);
		await maker.kill();
		const {url} = await next.place();
		expect(await queryOnce(url, 'select 1 as value')).toEqual([{value: 1}]);
	});
});

async function startWithRow(dataHome: string): Promise<{url: string; pid: number; socketFolder: string; dataFolder: string}> {
	const {url, pid, socketFolder, dataFolder, release} = await ensureEmbeddedServer({dataHome});
	await queryOnce(url, 'create table kept as select 7 as value');
	await release();
	if (pid === undefined) throw new Error('The server has no process id.');
	return {url, pid, socketFolder, dataFolder};
}
