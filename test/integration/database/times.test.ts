import {expect, test} from 'vitest';
import {createConnection} from '../../../source/database/connection.js';
import {parseDatabaseUrl} from '../../../source/database/database-url.js';
import {createEmptyDatabase} from '../../support/postgres.js';

test('a time goes into a column without a zone as UTC, and comes back as the same time, whatever this machine’s zone is', async () => {
	await using database = await createEmptyDatabase();
	const connection = createConnection({address: parseDatabaseUrl(database.url), applicationName: 'test', maxConnections: 1});
	const at = new Date('2026-07-01T12:00:00.123Z');
	await connection.pool.query('create table times (bare timestamp, zoned timestamptz)');
	await connection.pool.query('insert into times values ($1, $2)', [at, at]);
	await connection.transact(sql => sql.query('insert into times values ($1, $2)', [at, at]));
	const rows = await connection.pool.query('select bare, zoned, bare::text as text from times');
	await connection.close();
	expect(rows).toEqual([{bare: at, zoned: at, text: '2026-07-01 12:00:00.123'}, {bare: at, zoned: at, text: '2026-07-01 12:00:00.123'}]);
});
