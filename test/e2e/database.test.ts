import {execFile} from 'node:child_process';
import {describe, expect, test} from 'vitest';
import {createEmbeddedHome, queryOnce} from '../support/embedded-home.js';
import {nodeCommand, parleyFile} from '../support/program.js';
import {createEmptyDatabase} from '../support/postgres.js';

type Outcome = {readonly exitCode: number; readonly stdout: string; readonly stderr: string};

/** The built program, without a terminal. */
const parley = (args: readonly string[], env: Readonly<Record<string, string>>): Promise<Outcome> => new Promise(resolve => {
	execFile(nodeCommand, [parleyFile, ...args], {env: {PATH: process.env['PATH'], HOME: '/nonexistent', ...env}}, (error, stdout, stderr) => {
		resolve({exitCode: typeof error?.code === 'number' ? error.code : 0, stdout, stderr});
	});
});

describe('parley db', () => {
	test('brings an embedded database to life on an empty machine, and stops it', async () => {
		await using home = await createEmbeddedHome();
		const env = {PARLEY_DATA_HOME: home.dataHome};
		expect(await parley(['db', 'status'], env)).toMatchObject({exitCode: 4, stdout: expect.stringContaining('is not running')});
		expect(await parley(['db', 'start'], env)).toMatchObject({exitCode: 0, stdout: expect.stringMatching(/answers.*migrations are pending/s)});
		expect(await parley(['db', 'migrate'], env)).toMatchObject({exitCode: 0, stdout: expect.stringContaining('up to date')});
		expect(await parley(['db', 'seed', '--json'], env)).toMatchObject({exitCode: 0});
		expect(await parley(['db', 'status'], env)).toMatchObject({exitCode: 0, stdout: expect.stringContaining('migrations are applied')});
		const url = (await parley(['db', 'url'], env)).stdout.trim();
		expect(await queryOnce(url, 'select system_name from external_systems order by id')).toHaveLength(2);
		expect(await parley(['db', 'stop'], env)).toMatchObject({exitCode: 0, stdout: expect.stringContaining('was stopped')});
	});

	test('takes a migration back only when told that its data may go', async () => {
		await using database = await createEmptyDatabase();
		const env = {DATABASE_URL: database.url};
		await parley(['db', 'migrate'], env);
		expect(await parley(['db', 'undo'], env)).toMatchObject({exitCode: 2, stderr: expect.stringContaining('--yes')});
		expect(JSON.parse((await parley(['db', 'undo', '--all', '--yes', '--json'], env)).stdout)).toMatchObject({undone: expect.arrayContaining([expect.stringContaining('phase-00')])});
		expect(await queryOnce(database.url, `select tablename from pg_tables where schemaname = 'public' and tablename <> 'SequelizeMeta'`)).toEqual([]);
	});

	test('says what failed, on what, and what to do, without the password', async () => {
		const {exitCode, stdout, stderr} = await parley(['db', 'status'], {DATABASE_URL: 'postgresql://sam:s3cret-word@127.0.0.1:1/parley'});
		expect(exitCode).toBe(4);
		expect(stderr).toMatch(/127\.0\.0\.1:1.*\n.*Next: /);
		expect(stdout + stderr).not.toMatch(/s3cret-word|\n\s+at /);
	});
});
