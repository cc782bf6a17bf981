import {Readable} from 'node:stream';
import pg from 'pg';
import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import {silentLogger} from '../../../source/core/process/logger.js';
import {createClient, createConnection, type Connection} from '../../../source/database/connection.js';
import {parseDatabaseUrl} from '../../../source/database/database-url.js';
import {startListening} from '../../../source/database/listen.js';
import {createEmptyDatabase, type TestDatabase} from '../../support/postgres.js';
import {openSilentLine, type SilentLine} from '../../support/silent-line.js';
import {waitFor} from '../../support/wait-for.js';

let database: TestDatabase;
let line: SilentLine;
let url: string;
let admin: pg.Client;
beforeAll(async () => {
	database = await createEmptyDatabase();
	line = await openSilentLine();
	url = line.url(parseDatabaseUrl(database.url).database);
	admin = new pg.Client({connectionString: database.url});
	await admin.connect();
	await admin.query('create table rows (id integer)');
});
beforeEach(() => line.recover());
afterAll(async () => {
	await line[Symbol.asyncDispose]();
	await admin.end();
	await database.close();
});

const open = (patience: Parameters<typeof createConnection>[0]['patience']): Connection =>
	createConnection({address: parseDatabaseUrl(url), applicationName: 'patient', maxConnections: 2, ...(patience === undefined ? {} : {patience})});
const unreachable = {code: 'DATABASE_UNREACHABLE', isRetryable: true};

describe('a host that falls silent', () => {
	const patience = {statementMs: 3000, silenceMs: 4000, idleMs: 60_000, longMs: 4000};

	test('ends a statement, and the next one has a connection of its own', async () => {
		const connection = open(patience);
		await connection.pool.query('select 1');
		line.fallSilent();
		await expect(connection.pool.query('select 2')).rejects.toMatchObject(unreachable);
		line.recover();
		expect(await connection.pool.query('select 3 as three')).toEqual([{three: 3}]);
		await connection.close();
	});

	test('ends a transaction that is being begun, one in the middle, and rows that are streamed', async () => {
		const connection = open(patience);
		await connection.pool.query('select 1');
		line.fallSilent();
		await expect(connection.transact(sql => sql.query('select 1'))).rejects.toMatchObject(unreachable);
		line.recover();
		await expect(connection.transact(async sql => {
			await sql.query('insert into rows values (1)');
			line.fallSilent();
			await sql.query('insert into rows values (2)');
		})).rejects.toMatchObject(unreachable);
		line.recover();
		await expect(connection.transact(async sql => {
			await sql.query('select 1');
			line.fallSilent();
			await sql.copyIn([{into: 'copy rows from stdin', rows: Readable.from(['3\n'])}]);
		})).rejects.toMatchObject(unreachable);
		line.recover();
		expect(await connection.pool.query('select * from rows')).toEqual([]);
		await connection.close();
	});

	test('is noticed by who only listens, who is there again when it is back', async () => {
		const states: string[] = [];
		const heard: string[] = [];
		const stop = await startListening({
			address: parseDatabaseUrl(url), applicationName: 'listener', logger: silentLogger, probe: {everyMs: 100, silenceMs: 500},
			onState: state => void states.push(state), onChange: ({topic}) => void heard.push(topic),
		});
		line.fallSilent();
		await waitFor('the silence to be noticed', () => states.includes('lost'));
		line.recover();
		await waitFor('it to listen again', () => states.at(-1) === 'live', {timeoutMs: 30_000});
		// Where this machine stands still, it may take that for silence, and miss one while it connects anew.
		await waitFor('a notification', async () => {
			await admin.query(`notify parley, 'rules'`);
			return heard.length > 0;
		});
		await stop();
	});
});

test('where this process stood still, an answer that came meanwhile is heard, and no silence', async () => {
	const client = createClient(parseDatabaseUrl(database.url), 'standing still', 60_000);
	await client.connect();
	client.endureSilence(200);
	const answer = client.query('select 1 as one');
	Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2000);
	expect((await answer).rows).toEqual([{one: 1}]);
	await client.end();
});

describe('a statement', () => {
	const patience = {statementMs: 1000, silenceMs: 60_000, idleMs: 60_000, longMs: 60_000};

	test('that takes too long is ended by the server, and told as what it is', async () => {
		const connection = open(patience);
		await expect(connection.pool.query('select pg_sleep(60)')).rejects.toMatchObject({code: 'DATABASE_STATEMENT_FAILED', isRetryable: true});
		await connection.close();
	});

	test('over whole tables, and rows that are streamed, may take longer; the others of that connection may not', async () => {
		const connection = open(patience);
		await connection.pool.queryLong('select pg_sleep(1.5)');
		await connection.transact(async sql => {
			await sql.queryLong('select pg_sleep(1.5)');
			// A trigger makes the server take its time over each row.
			await sql.query(`create function linger() returns trigger language plpgsql as $$ begin perform pg_sleep(1.5); return new; end $$`);
			await sql.query('create trigger linger before insert on rows for each row execute function linger()');
			await sql.copyIn([{into: 'copy rows from stdin', rows: Readable.from(['1\n'])}]);
		});
		expect(await connection.pool.query(`select current_setting('statement_timeout') as ms from rows`)).toEqual([{ms: '1s'}]);
		await expect(connection.transact(sql => sql.query('select pg_sleep(60)'))).rejects.toMatchObject({code: 'DATABASE_STATEMENT_FAILED'});
		await expect(connection.pool.queryLong('select 1 / 0')).rejects.toThrow('division by zero');
		expect(await connection.pool.query(`select current_setting('statement_timeout') as ms`)).toEqual([{ms: '1s'}]);
		await connection.close();
	});
});

test('as Parley opens them, connections have their limits, and the server looks whether we are still there', async () => {
	const connection = open(undefined);
	const [limits] = await connection.pool.query(`select current_setting('statement_timeout') as statement, current_setting('idle_in_transaction_session_timeout') as idle,
		current_setting('client_connection_check_interval') as look`);
	expect(limits).toEqual({statement: '2min', idle: '2min', look: '10s'});
	await connection.close();
});
