import {once} from 'node:events';
import {mkdtemp, readdir, rm} from 'node:fs/promises';
import {createServer, type AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {Secret} from '../../../source/core/process/secret.js';
import {listSystemNames} from '../../../source/database/list-system-names.js';
import {queryOnce} from '../../support/embedded-home.js';
import {createTestDatabase} from '../../support/postgres.js';

test('the names of the systems that are there, in their order, whatever is in them', async () => {
	await using database = await createTestDatabase();
	await queryOnce(database.url, `delete from external_systems; insert into external_systems (system_name, system_type, api_base_url, authentication_method, connection_config, is_active) values ('Xacta 360', 'xacta', '', 'database', '{}', true), ('$(id)', 'tenable', '', 'api_key', '{}', null), ('gone', 'tenable', '', 'api_key', '{}', false)`);
	expect(await listSystemNames({databaseUrl: new Secret(database.url), dataHome: '/nonexistent'})).toEqual(['$(id)', 'Xacta 360']);
});

test('a server that says nothing is given up', async () => {
	const server = createServer(() => {}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	try {
		const {port} = server.address() as AddressInfo;
		await expect(listSystemNames({databaseUrl: new Secret(`postgresql://ada@127.0.0.1:${port}/parley`), dataHome: '/nonexistent'})).rejects.toThrow();
	} finally {
		server.close();
	}
});

test('where no server runs, none is started, and nothing is made', async () => {
	const folder = await mkdtemp(join(tmpdir(), 'parley-names-'));
	try {
		await expect(listSystemNames({databaseUrl: undefined, dataHome: join(folder, 'data')})).rejects.toThrow();
		expect(await readdir(folder)).toEqual([]);
	} finally {
		await rm(folder, {recursive: true, force: true});
	}
});
