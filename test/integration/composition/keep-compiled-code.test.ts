import {chmod, mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {keepCompiledCode} from '../../../source/composition/keep-compiled-code.js';

let home: string;
let program: string;
beforeEach(async () => {
	home = await mkdtemp(join(tmpdir(), 'parley-compiled-'));
	program = join(home, 'program.js');
	await writeFile(program, 'export {};');
});
afterEach(() => rm(home, {recursive: true, force: true}));

const cache = () => join(home, '.cache', 'parley');

describe('compiled code', () => {
	test('is kept in a folder that only its owner can enter', async () => {
		expect(keepCompiledCode({env: {HOME: home}, program})).toMatch(new RegExp(`^${cache()}/`));
		expect((await stat(cache())).mode & 0o777).toBe(0o700);
	});

	test('is kept where XDG_CACHE_HOME says, unless that is relative', async () => {
		const chosen = join(home, 'elsewhere');
		await mkdir(chosen, {mode: 0o700});
		expect(keepCompiledCode({env: {HOME: home, XDG_CACHE_HOME: chosen}, program})).toMatch(new RegExp(`^${chosen}/parley/`));
		expect(keepCompiledCode({env: {HOME: home, XDG_CACHE_HOME: 'elsewhere'}, program})).toMatch(new RegExp(`^${cache()}/`));
	});

	test('of another build goes', async () => {
		const first = keepCompiledCode({env: {HOME: home}, program}) ?? '';
		await mkdir(first, {recursive: true});
		await utimes(program, 1000, 1000);
		const second = keepCompiledCode({env: {HOME: home}, program}) ?? '';
		expect(second).not.toBe(first);
		expect(await readdir(cache())).not.toContain(first.slice(cache().length + 1));
	});
});

describe('no compiled code is kept', () => {
	test('where somebody else can write', async () => {
		await mkdir(cache(), {recursive: true});
		await chmod(cache(), 0o777);
		expect(keepCompiledCode({env: {HOME: home}, program})).toBeUndefined();
		await chmod(home, 0o777);
		await chmod(cache(), 0o700);
		expect(keepCompiledCode({env: {HOME: home}, program})).toBeUndefined();
		expect(await readdir(cache())).toEqual([]);
	});

	test('in the home of another user, as under sudo', async () => {
		expect(keepCompiledCode({env: {HOME: home}, program, userId: (await stat(home)).uid + 1})).toBeUndefined();
		expect(await readdir(home)).toEqual(['program.js']);
	});

	test('where there is no home, and none is made', () => {
		expect(keepCompiledCode({env: {HOME: join(home, 'nonexistent')}, program})).toBeUndefined();
	});
});
