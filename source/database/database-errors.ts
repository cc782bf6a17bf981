import {AppError} from '../errors/app-error.js';
import {refusedStart, sharedSession} from './require-own-session.js';

type Failure = {readonly code?: unknown; readonly message?: unknown; readonly original?: unknown; readonly parent?: unknown; readonly name?: unknown};

const asFailure = (error: unknown): Failure => (typeof error === 'object' && error !== null ? error : {});

/** The driver's own error below Sequelize's wrapping. */
function findDriverError(error: unknown): Failure {
	const failure = asFailure(error);
	return failure.original === undefined ? failure : asFailure(failure.original);
}

const unreachableCodes = /^(08\w{3}|57P0[1-5]|25P03|53300|ECONNREFUSED|ECONNRESET|ENOENT|ENOTFOUND|EHOSTUNREACH|ETIMEDOUT|EPIPE|EACCES)$/;
const unreachableMessages = /Connection terminated|connection timeout|timeout exceeded when trying to connect|Client has encountered a connection error|Query read timeout|connection manager was closed/i;

/** States of a statement that stood in the way of another one, or took too long. */
const givenUp: Readonly<Record<string, string>> = {
	'40001': 'another transaction was first', '40P01': 'it was in a deadlock with another program',
	'55P03': 'it did not get a lock in time', '57014': 'it took too long, or was cancelled',
};

/** The SQL state of a failed statement ("23505"), when it has one. */
export function findSqlState(error: unknown): string | undefined {
	const {code} = findDriverError(error);
	return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}

/**
 * Tells an expected database failure from a bug: connection trouble, a refused login or grant, a server that only reads, a
 * full disk, a statement that the server gave up on and a schema that is behind become AppErrors that name `where`; anything else comes back as it is.
 */
export function toDatabaseError(error: unknown, where: string): unknown {
	if (error instanceof AppError) return error;
	const driver = findDriverError(error);
	const code = typeof driver.code === 'string' ? driver.code : '';
	const message = typeof driver.message === 'string' ? driver.message : '';
	if (code === '53100') {
		return new AppError({
			code: 'DATABASE_DISK_FULL', isRetryable: true, cause: error,
			message: `The database ${where} has no disk space left; nothing of this change was kept.`,
			nextStep: 'Free space on the disk that holds the data folder, then run it again.',
		});
	}
	if (code === '28P01' || code === '28000') {
		return new AppError({
			code: 'DATABASE_UNREACHABLE', cause: error,
			message: `The database ${where} refused the login (${code}).`,
			nextStep: 'Check the user and the password in DATABASE_URL.',
		});
	}
	if (code === '3D000') {
		return new AppError({
			code: 'DATABASE_UNREACHABLE', cause: error,
			message: `The database ${where} does not exist.`,
			nextStep: 'Create it (createdb), or correct the name in DATABASE_URL.',
		});
	}
	if (code === '42P01' || code === '42703') {
		return new AppError({
			code: 'DATABASE_MIGRATIONS_PENDING', cause: error,
			message: `The database ${where} lacks a table or column that this version of Parley needs (${message}).`,
			nextStep: 'Run "parley db status", then "parley db migrate".',
		});
	}
	if (code === '42501') {
		return new AppError({
			code: 'PERMISSION_DENIED', cause: error,
			message: `The database ${where} does not let this login do that: ${message}.`,
			nextStep: 'Have the owner of the database grant it ("parley db migrate" is for the owner), or name another login in DATABASE_URL.',
		});
	}
	if (code === '25006') {
		return new AppError({
			code: 'DATABASE_UNREACHABLE', isRetryable: true, cause: error,
			message: `The database ${where} takes no changes: it is a standby, or was set to read-only (${message}).`,
			nextStep: 'Name the server that takes changes in DATABASE_URL, or wait until this one does, and run it again.',
		});
	}
	if (givenUp[code] !== undefined) {
		return new AppError({
			code: 'DATABASE_STATEMENT_FAILED', isRetryable: true, cause: error,
			message: `The database ${where} gave up on a statement: ${givenUp[code]} (${message}). Nothing of this change was kept.`,
			nextStep: 'Run it again. When it happens again, look in pg_stat_activity for what holds locks, or keeps the server busy.',
		});
	}
	if (refusedStart.test(message)) return sharedSession(where, `it refuses what a session begins with (${message})`, error);
	if (unreachableCodes.test(code) || unreachableMessages.test(message) || asFailure(error).name === 'SequelizeConnectionAcquireTimeoutError') {
		return new AppError({
			code: 'DATABASE_UNREACHABLE', isRetryable: true, cause: error,
			message: `The database ${where} cannot be reached (${code === '' ? message : code}).`,
			nextStep: 'Check that the server runs ("parley db status") and that DATABASE_URL is right.',
		});
	}
	return error;
}
