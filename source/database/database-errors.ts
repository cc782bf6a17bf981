import {AppError, type AppErrorFacts} from '../errors/app-error.js';
import {refusedStart, sharedSession} from './require-own-session.js';

type Failure = {readonly code?: unknown; readonly message?: unknown; readonly original?: unknown; readonly parent?: unknown; readonly name?: unknown};

const asFailure = (error: unknown): Failure => (typeof error === 'object' && error !== null ? error : {});

/** The driver's own error below Sequelize's wrapping. */
function findDriverError(error: unknown): Failure {
	const failure = asFailure(error);
	return failure.original === undefined ? failure : asFailure(failure.original);
}

const unreachableCodes = /^(08\w{3}|ECONNREFUSED|ECONNRESET|ENOENT|ENOTFOUND|EHOSTUNREACH|ETIMEDOUT|EACCES)$/;
const unreachableMessages = /connection timeout|timeout exceeded when trying to connect|Query read timeout|connection manager was closed/i;
/** Of a connection that was there: address and name are right. */
const brokenCodes = /^(0800[36]|ECONNRESET|EPIPE)$/;
const brokenMessages = /Connection terminated(?! due to connection timeout)|Client has encountered a connection error/i;

/** How one family of failures is told; `{where}`, `{state}` and `{reason}`, which is what the server says, are filled in. */
type Rule = Pick<AppErrorFacts, 'code' | 'isRetryable' | 'message' | 'nextStep'> & {readonly states: readonly string[]};

/** States of a statement that stood in the way of another one, or took too long. */
const givenUp = (state: string, why: string): Rule => ({
	states: [state], code: 'DATABASE_STATEMENT_FAILED', isRetryable: true,
	message: `The database {where} gave up on a statement: ${why} ({reason}). Nothing of this change was kept.`,
	nextStep: 'Run it again. When it happens again, look in pg_stat_activity for what holds locks, or keeps the server busy.',
});

const rules: readonly Rule[] = [
	{
		states: ['53100'], code: 'DATABASE_DISK_FULL', isRetryable: true,
		message: 'The database {where} has no disk space left; nothing of this change was kept.',
		nextStep: 'Free space on the disk that holds the data folder, then run it again.',
	},
	{
		states: ['28P01', '28000'], code: 'DATABASE_UNREACHABLE',
		message: 'The database {where} refused the login ({state}).',
		nextStep: 'Check the user and the password in DATABASE_URL.',
	},
	{
		states: ['3D000'], code: 'DATABASE_UNREACHABLE',
		message: 'The database {where} does not exist.',
		nextStep: 'Create it (createdb), or correct the name in DATABASE_URL.',
	},
	{
		states: ['42P01', '42703'], code: 'DATABASE_MIGRATIONS_PENDING',
		message: 'The database {where} lacks a table or column that this version of Parley needs ({reason}).',
		nextStep: 'Run "parley db status", then "parley db migrate".',
	},
	{
		states: ['42501'], code: 'PERMISSION_DENIED',
		message: 'The database {where} does not let this login do that: {reason}.',
		nextStep: 'Have the owner of the database grant it ("parley db migrate" is for the owner), or name another login in DATABASE_URL.',
	},
	{
		states: ['25006'], code: 'DATABASE_UNREACHABLE', isRetryable: true,
		message: 'The database {where} takes no changes: it is a standby, or was set to read-only ({reason}).',
		nextStep: 'Name the server that takes changes in DATABASE_URL, or wait until this one does, and run it again.',
	},
	{
		states: ['53300'], code: 'DATABASE_UNREACHABLE', isRetryable: true,
		message: 'The database {where} has no connection left for us: {reason}.',
		nextStep: 'Run it again once others have closed theirs (pg_stat_activity shows whose they are), or raise max_connections, or the limit of this login or database.',
	},
	{
		states: ['57P01'], code: 'DATABASE_UNREACHABLE', isRetryable: true,
		message: 'The database {where} ended our connection: it is being stopped or restarted, or somebody ended this one ({reason}).',
		nextStep: 'What was finished stays, and nothing of the change in hand was kept. Run it again once the server answers: parley db status',
	},
	{
		states: ['57P02'], code: 'DATABASE_UNREACHABLE', isRetryable: true,
		message: 'The database {where} ended our connection, because another of its processes crashed ({reason}).',
		nextStep: 'It recovers by itself: wait until it answers (parley db status), then run it again. When it happens again, its own log says what crashed.',
	},
	{
		states: ['57P03'], code: 'DATABASE_UNREACHABLE', isRetryable: true,
		message: 'The database {where} takes no connections just now: {reason}.',
		nextStep: 'Wait until it answers (parley db status), then run it again.',
	},
	{
		states: ['57P04'], code: 'DATABASE_UNREACHABLE',
		message: 'The database {where} was dropped while we worked with it.',
		nextStep: 'Have it restored from a backup, or make a new one: createdb, then "parley db migrate" and "parley db seed".',
	},
	{
		states: ['57P05'], code: 'DATABASE_UNREACHABLE', isRetryable: true,
		message: 'The database {where} ended our connection, because nothing was asked on it for longer than it allows ({reason}).',
		nextStep: 'Run it again. When it happens again, raise idle_session_timeout for this login, or turn it off.',
	},
	{
		states: ['25P03'], code: 'DATABASE_UNREACHABLE', isRetryable: true,
		message: 'The database {where} ended our connection in the middle of a change, because nothing more came for too long ({reason}).',
		nextStep: 'Nothing of that change was kept. This machine, or the line to the database, stood still: run it again.',
	},
	{
		states: ['53200', '53400'], code: 'DATABASE_STATEMENT_FAILED', isRetryable: true,
		message: 'The database {where} has too little room for a statement: {reason}. Nothing of this change was kept.',
		nextStep: 'Run it again. When it happens again, have its administrator give it more memory, or raise temp_file_limit.',
	},
	givenUp('40001', 'another transaction was first'),
	givenUp('40P01', 'it was in a deadlock with another program'),
	givenUp('55P03', 'it did not get a lock in time'),
	givenUp('57014', 'it took too long, or was cancelled'),
];

/** The SQL state of a failed statement ("23505"), when it has one. */
export function findSqlState(error: unknown): string | undefined {
	const {code} = findDriverError(error);
	return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}

/**
 * Tells an expected database failure from a bug: connection trouble, a refused login or grant, a server that only reads or is
 * full, a statement that the server gave up on and a schema that is behind become AppErrors that name `where`; anything else comes back as it is.
 */
export function toDatabaseError(error: unknown, where: string): unknown {
	if (error instanceof AppError) return error;
	const driver = findDriverError(error);
	const state = typeof driver.code === 'string' ? driver.code : '';
	const reason = typeof driver.message === 'string' ? driver.message : '';
	const rule = rules.find(({states}) => states.includes(state));
	if (rule !== undefined) return toAppError(rule, {where, state, reason}, error);
	if (refusedStart.test(reason)) return sharedSession(where, `it refuses what a session begins with (${reason})`, error);
	if (brokenCodes.test(state) || brokenMessages.test(reason)) {
		return new AppError({
			code: 'DATABASE_UNREACHABLE', isRetryable: true, cause: error,
			message: `The connection to the database ${where} broke (${reason === '' ? state : reason}).`,
			nextStep: 'What was finished stays, and nothing of the change in hand was kept. See whether a PostgreSQL server answers there, and whether its disk is full (parley db status), then run it again.',
		});
	}
	if (unreachableCodes.test(state) || unreachableMessages.test(reason) || asFailure(error).name === 'SequelizeConnectionAcquireTimeoutError') {
		return new AppError({
			code: 'DATABASE_UNREACHABLE', isRetryable: true, cause: error,
			message: `The database ${where} cannot be reached (${state === '' ? reason : state}).`,
			nextStep: 'Check that the server runs ("parley db status") and that DATABASE_URL is right.',
		});
	}
	return error;
}

/** The words of a rule are filled in once: what the server says may hold braces too. */
function toAppError({code, isRetryable = false, message, nextStep}: Rule, words: {readonly where: string; readonly state: string; readonly reason: string}, cause: unknown): AppError {
	return new AppError({code, isRetryable, nextStep, cause, message: message.replaceAll(/\{(where|state|reason)\}/g, (_whole, name: keyof typeof words) => words[name])});
}
