import {AppError} from '../../errors/app-error.js';
import type {PostgresBinaries} from './binaries.js';
import {runProgram} from './run-program.js';
import type {ServerAccount} from './server-account.js';

export type InitdbRequest = {
	readonly binaries: PostgresBinaries;
	readonly account: ServerAccount | undefined;
	/** Must not exist, or be empty. */
	readonly folder: string;
	/** Name of the superuser. */
	readonly user: string;
	/** False leaves the files to the operating system's cache: for servers that nobody will miss. */
	readonly isDurable: boolean;
};

/**
 * Makes an empty cluster. Text sorts by code point through PostgreSQL's own provider, so that no update of the
 * machine's libraries can change the order under an index.
 */
export async function initdb(request: InitdbRequest): Promise<void> {
	const outcome = await runProgram(request.binaries.initdb, [
		`--pgdata=${request.folder}`,
		`--username=${request.user}`,
		'--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8',
		// Who reaches the socket is decided by its folder, which only its owner may enter.
		'--auth-local=trust', '--auth-host=reject',
		'--no-instructions',
		...(request.isDurable ? [] : ['--no-sync']),
	], request.account);
	if (outcome.kind === 'ended' && outcome.exitCode === 0) return;
	throw toInitdbError(request, outcome.kind === 'ended' ? outcome.stderr : outcome.reason);
}

function toInitdbError({folder, binaries}: InitdbRequest, reason: string): AppError {
	if (reason.includes('No space left on device')) {
		return new AppError({
			code: 'DATABASE_DISK_FULL',
			message: `The disk is full: a PostgreSQL cluster could not be made in ${folder}.`,
			nextStep: 'Free at least 200 MB there, or name another folder with PARLEY_DATA_HOME.',
			isRetryable: true,
		});
	}
	return new AppError({
		code: 'EMBEDDED_POSTGRES_FAILED',
		message: `A PostgreSQL cluster could not be made in ${folder}: ${lastLine(reason)}.`,
		nextStep: `Run "${binaries.initdb} --version" to see whether PostgreSQL runs here at all, or set DATABASE_URL to a PostgreSQL server.`,
	});
}

function lastLine(text: string): string {
	const lines = text.split('\n').map(line => line.trim()).filter(line => line !== '');
	return lines.find(line => /error:|FATAL:/.test(line)) ?? lines.at(-1) ?? 'no reason given';
}
