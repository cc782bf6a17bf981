import {chmod, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {examineDataFolder} from '../../../source/database/examine-data-folder.js';
import {mountSmallDisk} from '../../support/small-disk.js';

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'parley-data-folder-'));
});
afterEach(async () => {
	await chmod(folder, 0o700);
	await rm(folder, {recursive: true});
});

test('a folder that may be written, or made when it is needed, is nothing to tell of', async () => {
	expect(await examineDataFolder(folder)).toEqual([]);
	expect(await examineDataFolder(join(folder, 'not', 'yet'))).toEqual([]);
});

test('one in whose place a file stands cannot be written: what is lost by it is told, and what to do', async () => {
	const file = join(folder, 'file');
	await writeFile(file, '');
	expect(await examineDataFolder(join(file, 'data'))).toEqual([expect.objectContaining({
		severity: 'unusual', subject: 'data folder', message: expect.stringMatching(/data cannot be written \(ENOTDIR\): there is no log/), nextStep: expect.stringContaining('PARLEY_DATA_HOME'),
	})]);
});

test.skipIf(process.getuid?.() === 0)('one that belongs to another user, or would be made below it, cannot be written', async () => {
	await chmod(folder, 0o500);
	for (const home of [folder, join(folder, 'not', 'yet')]) {
		expect(await examineDataFolder(home)).toEqual([expect.objectContaining({message: expect.stringContaining('cannot be written (EACCES)')})]);
	}
});

test.skipIf(process.getuid?.() !== 0)('one on a disk that is nearly full has no room left', async context => {
	await using disk = await mountSmallDisk(1) ?? context.skip('no file system can be mounted here');
	expect(await examineDataFolder(join(disk.folder, 'parley'))).toEqual([expect.objectContaining({message: expect.stringContaining('has no room left')})]);
});
