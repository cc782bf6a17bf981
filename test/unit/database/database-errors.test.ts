import {ConnectionAcquireTimeoutError, DatabaseError} from 'sequelize';
import {describe, expect, test} from 'vitest';
import {toDatabaseError} from '../../../source/database/database-errors.js';
import {AppError} from '../../../source/errors/app-error.js';

/** As the driver throws it. */
const fromServer = (code: string, text = 'what the server says') => Object.assign(new Error(text), {code, sql: 'select 1'});
const told = (error: unknown) => toDatabaseError(error, '"parley" on db.example');

describe('a failure of our own database is told as', () => {
	test.each([
		['57P01', 'DATABASE_UNREACHABLE', true], ['57P02', 'DATABASE_UNREACHABLE', true], ['57P03', 'DATABASE_UNREACHABLE', true], ['57P04', 'DATABASE_UNREACHABLE', false], ['57P05', 'DATABASE_UNREACHABLE', true], ['08006', 'DATABASE_UNREACHABLE', true], ['53300', 'DATABASE_UNREACHABLE', true],
		['25006', 'DATABASE_UNREACHABLE', true], ['25P03', 'DATABASE_UNREACHABLE', true], ['ECONNREFUSED', 'DATABASE_UNREACHABLE', true], ['EPIPE', 'DATABASE_UNREACHABLE', true],
		['42501', 'PERMISSION_DENIED', false],
		['28P01', 'DATABASE_UNREACHABLE', false], ['3D000', 'DATABASE_UNREACHABLE', false],
		['53100', 'DATABASE_DISK_FULL', true], ['42P01', 'DATABASE_MIGRATIONS_PENDING', false], ['42703', 'DATABASE_MIGRATIONS_PENDING', false],
		['40001', 'DATABASE_STATEMENT_FAILED', true], ['40P01', 'DATABASE_STATEMENT_FAILED', true], ['55P03', 'DATABASE_STATEMENT_FAILED', true], ['57014', 'DATABASE_STATEMENT_FAILED', true],
		['53200', 'DATABASE_STATEMENT_FAILED', true], ['53400', 'DATABASE_STATEMENT_FAILED', true],
	] as const)('%s: %s, worth another try: %s', (state, code, isRetryable) => {
		for (const error of [fromServer(state), new DatabaseError(fromServer(state))]) {
			expect(told(error)).toMatchObject({code, isRetryable, message: expect.stringContaining('"parley" on db.example'), cause: error});
		}
	});

	test.each([
		['57P01', 'terminating connection due to administrator command', /ended our connection: it is being stopped or restarted, or somebody ended this one \(terminating/, /Run it again.*parley db status/],
		['57P02', 'terminating connection because of crash of another server process', /crashed/, /recovers by itself.*run it again/],
		['57P03', 'the database system is starting up', /takes no connections just now: the database system is starting up\./, /Wait.*parley db status.*run it again/],
		['57P04', 'database "parley" was dropped', /was dropped/, /parley db migrate/],
		['57P05', 'terminating connection due to idle-session timeout', /idle/, /idle_session_timeout/],
	])('%s is told as what happened to a server that was there, and what to do next', (state, text, message, nextStep) => {
		const error = told(fromServer(state, text));
		expect(error).toMatchObject({message: expect.stringMatching(message), nextStep: expect.stringMatching(nextStep)});
		expect(error).not.toMatchObject({nextStep: expect.stringMatching(/Check that the server runs|DATABASE_URL is right/)});
	});

	test('no connection being free, when a pool is used up', () => {
		expect(told(new ConnectionAcquireTimeoutError(new Error('Operation timeout')))).toMatchObject({code: 'DATABASE_UNREACHABLE', isRetryable: true});
	});

	test('a server that only reads, which answers all the same', () => {
		expect(told(fromServer('25006', 'cannot execute UPDATE in a read-only transaction'))).toMatchObject({message: expect.stringMatching(/takes no changes.*standby.*cannot execute UPDATE/)});
	});

	test('a server that is full, which runs all the same', () => {
		expect(told(fromServer('53300', 'sorry, too many clients already'))).toMatchObject({message: 'The database "parley" on db.example has no connection left for us: sorry, too many clients already.', nextStep: expect.stringContaining('max_connections')});
	});

	test.each(['Connection terminated unexpectedly', 'Client has encountered a connection error and is not queryable'])('%j is a connection that was there: nobody is sent to look at the address', text => {
		expect(told(new Error(text))).toMatchObject({message: `The connection to the database "parley" on db.example broke (${text}).`, nextStep: expect.not.stringContaining('DATABASE_URL')});
	});

	test.each(['Connection terminated unexpectedly', 'Connection terminated due to connection timeout', 'timeout exceeded when trying to connect', 'Client has encountered a connection error and is not queryable'])('%j, without a state, is a lost connection', text => {
		expect(told(new Error(text))).toMatchObject({code: 'DATABASE_UNREACHABLE', isRetryable: true});
	});

	test('what it is, where it is a bug or told already', () => {
		const bug = new TypeError('x is not a function');
		const violation = fromServer('23505', 'duplicate key');
		const known = new AppError({code: 'NOT_FOUND', message: 'a', nextStep: 'b'});
		expect([bug, violation, known].map(told)).toEqual([bug, violation, known]);
		expect(told(bug)).toBe(bug);
	});
});
