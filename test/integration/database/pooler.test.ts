import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {silentLogger} from '../../../source/core/process/logger.js';
import {Secret} from '../../../source/core/process/secret.js';
import {createConnection} from '../../../source/database/connection.js';
import {createDatabaseTools} from '../../../source/database/database-tools.js';
import {parseDatabaseUrl} from '../../../source/database/database-url.js';
import {createTestDatabase, type TestDatabase} from '../../support/postgres.js';
import {openPooler, type PoolerOptions} from '../../support/pooler.js';

let database: TestDatabase;
beforeAll(async () => {
	database = await createTestDatabase();
});
afterAll(() => database.close());

/** Does `work` over a pooler, and closes everything. */
async function behind<T>(options: PoolerOptions, work: (url: string) => Promise<T>): Promise<T> {
	await using pooler = await openPooler(options);
	return await work(pooler.url(parseDatabaseUrl(database.url).database));
}

const firstStatement = async (url: string) => {
	const connection = createConnection({address: parseDatabaseUrl(url), applicationName: 'pooled', maxConnections: 3});
	try {
		return {rows: await connection.pool.query('select 1 as one'), session: connection.sessionKind()};
	} finally {
		await connection.close();
	}
};
const tools = (url: string) => createDatabaseTools({databaseUrl: new Secret(url), dataHome: '/nowhere', logger: silentLogger, migrateJobs: async () => {}});
const refused = {code: 'DATABASE_POOLED', nextStep: expect.stringContaining('session mode')};

describe('a pooler that lends sessions for a transaction', () => {
	test.each(['latest', 'oldest'] as const)('is refused before anything is done, whichever session it lends next (the %s)', async lends => {
		const error = behind({mode: 'transaction', lends}, firstStatement);
		await expect(error).rejects.toMatchObject({...refused, message: expect.stringContaining('what one statement sets is gone in the next')});
	});

	test('is told of by doctor, which asks nothing else over it', async () => {
		await expect(behind({mode: 'transaction'}, url => tools(url).diagnose())).rejects.toMatchObject(refused);
	});
});

describe('a pooler that keeps the settings of a session back', () => {
	test.each([
		['refused', 'unsupported startup parameter'], ['dropped', 'dropped on the way'],
	] as const)('is refused when they are %s', async (startup, said) => {
		await expect(behind({mode: 'session', startup}, firstStatement)).rejects.toMatchObject({...refused, message: expect.stringContaining(said)});
	});
});

describe('a pooler that keeps one session for each connection', () => {
	test('is used, and doctor mentions it', async () => {
		expect(await behind({mode: 'session'}, firstStatement)).toEqual({rows: [{one: 1}], session: 'pooled'});
		expect(await behind({mode: 'session'}, url => tools(url).diagnose())).toContainEqual(expect.objectContaining({severity: 'unusual', message: expect.stringContaining('pooler')}));
	});
});

test('the server itself is known as that', async () => {
	expect(await firstStatement(database.url)).toEqual({rows: [{one: 1}], session: 'direct'});
});
