import {spawnSync} from 'node:child_process';
import {rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {ensureEmbeddedServer} from '../../../source/database/embedded/ensure-embedded-server.js';
import {stopEmbeddedServer} from '../../../source/database/embedded/stop-embedded-server.js';
import {queryOnce} from '../../support/embedded-home.js';
import {mountSmallDisk} from '../../support/small-disk.js';

describe('on a full disk', () => {
	test('a new cluster is refused with what to do, and leaves no half of one', async ({skip}) => {
		await using disk = await mountSmallDisk(20);
		if (disk === undefined) return skip('A file system cannot be mounted here.');
		await expect(ensureEmbeddedServer({dataHome: join(disk.folder, 'parley')})).rejects.toMatchObject({code: 'DATABASE_DISK_FULL', nextStep: expect.stringContaining('Free')});
		const {stdout} = spawnSync('find', [disk.folder, '-name', 'data*'], {encoding: 'utf8'});
		expect(stdout).toBe('');
	});

	test('an existing one is not started, and is whole when there is room again', async ({skip}) => {
		await using disk = await mountSmallDisk(120);
		if (disk === undefined) return skip('A file system cannot be mounted here.');
		const options = {dataHome: join(disk.folder, 'parley')};
		const {url} = await ensureEmbeddedServer(options);
		await queryOnce(url, 'create table kept as select 7 as value');
		await stopEmbeddedServer(options);
		const filler = join(disk.folder, 'filler');
		await expect(writeFile(filler, Buffer.alloc(150 * 1024 * 1024))).rejects.toThrow('ENOSPC');
		await expect(ensureEmbeddedServer(options)).rejects.toMatchObject({code: 'DATABASE_DISK_FULL'});
		await rm(filler);
		await ensureEmbeddedServer(options);
		expect(await queryOnce(url, 'select value from kept')).toEqual([{value: 7}]);
	});
});
