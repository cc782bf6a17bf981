import pg from 'pg';
import {describe, expect, test} from 'vitest';
import {createEmptyDatabase, createTestDatabase} from '../../support/postgres.js';

describe('a test database', () => {
	test('is real, empty of other tests\' rows, and gone after it was closed', async () => {
		const first = await createTestDatabase();
		const second = await createEmptyDatabase();
		await query(first.url, 'create table only_here (id int)');
		await expect(query(second.url, 'select * from only_here')).rejects.toThrow('does not exist');
		await Promise.all([first.close(), second.close()]);
		await expect(query(first.url, 'select 1')).rejects.toThrow('does not exist');
	});

	test('names the connections that were left open', async () => {
		const database = await createTestDatabase();
		const client = new pg.Client({connectionString: database.url, application_name: 'the leak'});
		client.on('error', () => undefined); // It is ended by force below.
		await client.connect();
		await expect(database.close(200)).rejects.toThrow('the leak');
	});
});

async function query(url: string, text: string): Promise<void> {
	const client = new pg.Client({connectionString: url});
	await client.connect();
	try {
		await client.query(text);
	} finally {
		await client.end();
	}
}
