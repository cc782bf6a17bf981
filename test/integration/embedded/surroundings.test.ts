import {chmod, chown, mkdir, mkdtemp, readdir, rm, stat, writeFile} from 'node:fs/promises';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {ensureEmbeddedServer} from '../../../source/database/embedded/ensure-embedded-server.js';
import {findLayout} from '../../../source/database/embedded/find-layout.js';
import {stopEmbeddedServer} from '../../../source/database/embedded/stop-embedded-server.js';
import {createEmbeddedHome, queryOnce} from '../../support/embedded-home.js';
import {packageFolder} from '../../support/program.js';
import {startEmbeddedProcess} from './embedded-process.js';

const isRoot = process.getuid?.() === 0;
const nobody = {uid: 65_534, gid: 65_534};

describe('the embedded server refuses', () => {
	test.each([
		{made: '17', says: /made by PostgreSQL 17; this Parley brings PostgreSQL 18/, next: /Dump it/},
		{made: '99', says: /made by PostgreSQL 99/, next: /newer Parley/},
	])('a cluster of PostgreSQL $made, and leaves it as it is', async ({made, says, next}) => {
		await using home = await createEmbeddedHome();
		const {dataFolder} = await findLayout(home);
		await mkdir(dataFolder, {recursive: true});
		await writeFile(join(dataFolder, 'PG_VERSION'), `${made}\n`);
		await expect(ensureEmbeddedServer(home)).rejects.toMatchObject({code: 'EMBEDDED_POSTGRES_FAILED', message: expect.stringMatching(says), nextStep: expect.stringMatching(next)});
		expect(await readdir(dataFolder)).toEqual(['PG_VERSION']);
	});

	test('a folder with something else in it, and leaves that as it is', async () => {
		await using home = await createEmbeddedHome();
		const {dataFolder} = await findLayout(home);
		await mkdir(dataFolder, {recursive: true});
		await writeFile(join(dataFolder, 'photo.jpg'), '');
		await expect(ensureEmbeddedServer(home)).rejects.toMatchObject({code: 'EMBEDDED_POSTGRES_FAILED', message: expect.stringContaining('no PostgreSQL cluster')});
		expect(await readdir(dataFolder)).toEqual(['photo.jpg']);
	});

	test('a socket folder in /tmp that is open to others, before it says anything to what listens there', async () => {
		await using home = await createEmbeddedHome();
		const dataHome = join(home.dataHome, 'long-'.repeat(20));
		const {socketFolder} = await findLayout({dataHome});
		await mkdir(socketFolder, {mode: 0o777});
		await chmod(socketFolder, 0o777);
		let visitors = 0;
		const impostor = createServer(socket => {
			visitors++;
			socket.destroy();
		}).listen(join(socketFolder, '.s.PGSQL.5432'));
		try {
			await expect(ensureEmbeddedServer({dataHome})).rejects.toMatchObject({code: 'EMBEDDED_POSTGRES_FAILED', message: expect.stringContaining(socketFolder)});
			expect(visitors).toBe(0);
		} finally {
			impostor.close();
			await rm(socketFolder, {recursive: true});
		}
	});

	test.runIf(isRoot)('the server of another user', async ({skip}) => {
		if (!await mayBeEntered(packageFolder)) skip('This checkout is in a folder that only root may enter.');
		await using home = await createEmbeddedHome();
		await ensureEmbeddedServer(home);
		await using stranger = startEmbeddedProcess(home.dataHome, nobody);
		expect(JSON.parse(await stranger.nextLine())).toMatchObject({code: 'EMBEDDED_POSTGRES_FAILED', message: expect.stringContaining('another user')});
	});

	test('a data home that cannot be made', async () => {
		await using home = await createEmbeddedHome();
		const file = join(home.dataHome, 'a-file');
		await writeFile(file, '');
		await expect(ensureEmbeddedServer({dataHome: join(file, 'below')})).rejects.toMatchObject({code: 'EMBEDDED_POSTGRES_FAILED', nextStep: expect.stringContaining('PARLEY_DATA_HOME')});
	});
});

describe('the embedded server also runs', () => {
	test('where the path is too long for a socket', async () => {
		await using home = await createEmbeddedHome();
		const dataHome = join(home.dataHome, 'long-'.repeat(20));
		const server = await ensureEmbeddedServer({dataHome});
		try {
			expect(server.socketFolder).toMatch(/^\/tmp\/parley-[0-9a-f]+$/);
			expect((await stat(server.socketFolder)).mode & 0o777).toBe(0o700);
			expect(await queryOnce(server.url, 'select 1 as value')).toEqual([{value: 1}]);
		} finally {
			await stopEmbeddedServer({dataHome});
			await rm(server.socketFolder, {recursive: true});
		}
	});

	test.runIf(isRoot)('for root in a folder that only root may enter, by keeping its own files elsewhere', async () => {
		const secret = await mkdtemp(join(tmpdir(), 'parley-root-'));
		const dataHome = join(secret, 'parley');
		const {home} = await findLayout({dataHome});
		expect(home).toMatch(/^\/var\/lib\/parley\//);
		try {
			const server = await ensureEmbeddedServer({dataHome});
			expect(await queryOnce(server.url, 'select 1 as value')).toEqual([{value: 1}]);
		} finally {
			await stopEmbeddedServer({dataHome});
			await Promise.all([secret, home].map(folder => rm(folder, {recursive: true, force: true})));
		}
	});

	test('where everything that is made is closed to others by default', async () => {
		await using home = await createEmbeddedHome();
		const dataHome = join(home.dataHome, 'not', 'there', 'yet');
		await using process = startEmbeddedProcess(dataHome, {umask: '077'});
		try {
			const {url} = await process.place();
			expect(await queryOnce(url, 'select 1 as value')).toEqual([{value: 1}]);
		} finally {
			await stopEmbeddedServer({dataHome});
		}
	});

	test.runIf(isRoot)('for a normal user, as that user', async ({skip}) => {
		if (!await mayBeEntered(packageFolder)) skip('This checkout is in a folder that only root may enter.');
		const dataHome = await mkdtemp(join(tmpdir(), 'parley-nobody-'));
		await chown(dataHome, nobody.uid, nobody.gid);
		try {
			await using user = startEmbeddedProcess(dataHome, nobody);
			const {url, pid} = await user.place();
			expect((await stat(`/proc/${pid}`)).uid).toBe(nobody.uid);
			expect((await stat(join(dataHome, 'postgresql'))).uid).toBe(nobody.uid);
			expect(await queryOnce(url, 'select 1 as value')).toEqual([{value: 1}]);
			user.say('stop');
			expect(await user.exitCode).toBe(0);
		} finally {
			await rm(dataHome, {recursive: true, force: true});
		}
	});
});

async function mayBeEntered(folder: string): Promise<boolean> {
	const parent = join(folder, '..');
	return ((await stat(folder)).mode & 0o005) === 0o005 && (parent === folder || mayBeEntered(parent));
}
