import {describe, expect, test} from 'vitest';
import {createProgramHome} from '../support/built-program.js';
import {queryOnce} from '../support/embedded-home.js';
import {createTestDatabase} from '../support/postgres.js';

describe('parley db', () => {
	test('brings an embedded database to life on an empty machine, and stops it', async () => {
		await using home = await createProgramHome();
		const {parley} = home;
		expect(await parley(['db', 'status'])).toMatchObject({exitCode: 4, stdout: expect.stringContaining('is not running')});
		expect(await parley(['db', 'start'])).toMatchObject({exitCode: 0, stdout: expect.stringMatching(/answers.*it is empty/s)});
		expect(await parley(['db', 'migrate'])).toMatchObject({exitCode: 0, stdout: expect.stringContaining('up to date')});
		expect(await parley(['db', 'seed'])).toMatchObject({exitCode: 0, stdout: expect.stringMatching(/^(seeded \S+: [\d,]+ rows\n)+$/)});
		expect(await parley(['db', 'seed'])).toMatchObject({exitCode: 0, stdout: expect.stringMatching(/^(was there already: \S+\n)+$/)});
		expect(await parley(['db', 'status'])).toMatchObject({exitCode: 0, stdout: expect.stringContaining('migrations are applied')});
		const url = (await parley(['db', 'url'])).stdout.trim();
		expect(await queryOnce(url, 'select system_name from external_systems order by id')).toHaveLength(2);
		expect(await parley(['db', 'stop'])).toMatchObject({exitCode: 0, stdout: expect.stringContaining('was stopped')});
	});

	test('takes a migration back only when told that its data may go', async () => {
		await using home = await createProgramHome();
		await using database = await createTestDatabase();
		const {parley} = home;
		const env = {DATABASE_URL: database.url};
		expect(await parley(['db', 'undo'], env)).toMatchObject({exitCode: 2, stderr: expect.stringContaining('--yes')});
		expect(JSON.parse((await parley(['db', 'undo', '--all', '--yes', '--json'], env)).stdout)).toMatchObject({undone: expect.arrayContaining([expect.stringContaining('phase-00')])});
		expect(await queryOnce(database.url, `select tablename from pg_tables where schemaname = 'public' and tablename <> 'SequelizeMeta'`)).toEqual([]);
	});
});
