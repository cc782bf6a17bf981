import {readFileSync} from 'node:fs';
import {stat} from 'node:fs/promises';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {ensureEmbeddedServer} from '../../../source/database/embedded/ensure-embedded-server.js';
import {findEmbeddedServer} from '../../../source/database/embedded/find-embedded-server.js';
import {stopEmbeddedServer} from '../../../source/database/embedded/stop-embedded-server.js';
import {createEmbeddedHome, queryOnce} from '../../support/embedded-home.js';
import {startEmbeddedProcess} from './embedded-process.js';
import {findTcpPorts} from './find-tcp-ports.js';

const onLinux = process.platform === 'linux'; // Elsewhere there is no /proc to look into.

describe('the embedded server', () => {
	test('is a PostgreSQL in UTC that loses nothing and sorts alike on every machine', async () => {
		await using home = await createEmbeddedHome();
		const server = await ensureEmbeddedServer(home);
		const rows = await queryOnce(server.url, `
			select current_database() as database, current_user as role, current_setting('TimeZone') as zone, current_setting('fsync') as fsync,
				current_setting('server_encoding') as encoding, (select datlocprovider::text || ' ' || datlocale from pg_database where datname = current_database()) as locale`);
		expect(rows).toEqual([{database: 'parley', role: 'parley', zone: 'UTC', fsync: 'on', encoding: 'UTF8', locale: 'b C.UTF-8'}]);
	});

	test.runIf(onLinux)('is open to its user alone: private folders, and no TCP port', async () => {
		await using home = await createEmbeddedHome();
		const server = await ensureEmbeddedServer(home);
		const modes = await Promise.all([server.socketFolder, server.dataFolder].map(async folder => (await stat(folder)).mode & 0o777));
		expect(modes).toEqual([0o700, 0o700]);
		expect((await stat(join(server.socketFolder, '.s.PGSQL.5432'))).mode & 0o777).toBe(0o700);
		expect(findTcpPorts(server.pid ?? 0)).toEqual([]);
	});

	test('is started once by processes that all come at the same moment, and shared by them', async () => {
		await using home = await createEmbeddedHome();
		await using first = startEmbeddedProcess(home.dataHome);
		await using second = startEmbeddedProcess(home.dataHome);
		await using third = startEmbeddedProcess(home.dataHome);
		const places = await Promise.all([first.place(), second.place(), third.place()]);
		expect(new Set(places.map(place => place.pid)).size).toBe(1);
		const url = places[0]?.url ?? '';
		await queryOnce(url, 'create table shared (id int)');
		expect(places.map(place => place.url)).toEqual([url, url, url]);
	});

	test('goes on when the process that started it is killed, and keeps what was written', async () => {
		await using home = await createEmbeddedHome();
		await using starter = startEmbeddedProcess(home.dataHome);
		const {url, pid} = await starter.place();
		await using other = startEmbeddedProcess(home.dataHome);
		await other.place();
		await queryOnce(url, 'create table kept as select 7 as value');
		await starter.kill();
		expect(await queryOnce(url, 'select value from kept')).toEqual([{value: 7}]);
		const server = await ensureEmbeddedServer(home);
		expect(server.pid).toBe(pid);
		await server.release();
	});

	test.runIf(onLinux)('hears nothing of the terminal of who started it', async () => {
		await using home = await createEmbeddedHome();
		await using starter = startEmbeddedProcess(home.dataHome);
		const {pid} = await starter.place();
		// Field 6 of /proc/<pid>/stat, after the name in brackets: the session, which is its own.
		const session = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[3];
		expect(session).toBe(String(pid));
	});

	test('is stopped by the last one out, and by nobody before', async () => {
		await using home = await createEmbeddedHome();
		await using first = startEmbeddedProcess(home.dataHome);
		await first.place();
		await using second = startEmbeddedProcess(home.dataHome);
		await second.place();
		first.say('stop');
		expect(await first.exitCode).toBe(0);
		const running = await findEmbeddedServer(home);
		expect(running).toBeDefined();
		await running?.release();
		second.say('stop');
		expect(await second.exitCode).toBe(0);
		expect(await findEmbeddedServer(home)).toBeUndefined();
	});

	test('keeps no process alive that is done, and stays when it was only released', async () => {
		await using home = await createEmbeddedHome();
		await using process = startEmbeddedProcess(home.dataHome);
		const {pid} = await process.place();
		process.say('release');
		expect(await process.exitCode).toBe(0);
		const server = await findEmbeddedServer(home);
		expect(server?.pid).toBe(pid);
		await server?.release();
	});

	test('says whether there was something to stop', async () => {
		await using home = await createEmbeddedHome();
		expect(await stopEmbeddedServer(home)).toEqual({wasRunning: false, isRunning: false});
		await ensureEmbeddedServer(home);
		expect(await stopEmbeddedServer(home)).toEqual({wasRunning: true, isRunning: false});
		expect(await stopEmbeddedServer(home)).toEqual({wasRunning: false, isRunning: false});
	});
});
