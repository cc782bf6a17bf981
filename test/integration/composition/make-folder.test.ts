import {mkdtemp, rm, stat, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {makeFolder} from '../../../source/core/process/make-folder.js';

let root: string;
beforeEach(async () => {
	root = await mkdtemp(join(tmpdir(), 'parley-folder-'));
});
afterEach(() => rm(root, {recursive: true, force: true}));

test('a folder is made with what is missing above it, for its owner only, and the highest one is told', async () => {
	expect(makeFolder(join(root, 'a', 'b', 'c'))).toBe(join(root, 'a'));
	for (const made of ['a', 'a/b', 'a/b/c']) expect((await stat(join(root, made))).mode & 0o777).toBe(0o700);
});

test('a folder that is there is left as it is', async () => {
	const {mode} = await stat(root);
	expect(makeFolder(root)).toBeUndefined();
	expect((await stat(root)).mode).toBe(mode);
});

test('a file in the place of a folder, or above it, is refused', async () => {
	await writeFile(join(root, 'file'), '');
	expect(() => makeFolder(join(root, 'file'))).toThrow(/EEXIST/);
	expect(() => makeFolder(join(root, 'file', 'below'))).toThrow(/EEXIST|ENOTDIR/);
});

test.runIf(process.platform === 'linux')('where nothing can be made although the parent is there, that is said', () => {
	expect(() => makeFolder('/proc/parley/below')).toThrow(/ENOENT|EACCES/);
});
