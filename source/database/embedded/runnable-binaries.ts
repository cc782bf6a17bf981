import {cp, mkdir, rename, rm} from 'node:fs/promises';
import {join} from 'node:path';
import {AppError} from '../../errors/app-error.js';
import {binariesIn, findBinaries, type PostgresBinaries} from './binaries.js';
import {hasCode} from './has-code.js';
import {runProgram} from './run-program.js';
import type {ServerAccount} from './server-account.js';

export type RunnableBinariesRequest = {
	readonly account: ServerAccount | undefined;
	/** Where a copy goes when the account may not enter the installed one's folder. */
	readonly copyTo: string;
};

/**
 * The programs, proven to run under the server's account. Root's checkout often lies under /root, which nobody else
 * may enter: the account then gets a copy (60 MB), kept for the next time under the package's version.
 */
export async function findRunnableBinaries({account, copyTo}: RunnableBinariesRequest): Promise<PostgresBinaries> {
	const installed = await findBinaries();
	const problem = await findProblem(installed, account);
	if (problem === undefined) return installed;
	if (account === undefined || problem !== 'EACCES') throw cannotRun(installed, problem);
	const copy = await ensureCopy(installed, copyTo);
	const problemOfCopy = await findProblem(copy, account);
	if (problemOfCopy !== undefined) throw cannotRun(copy, problemOfCopy);
	return copy;
}

async function findProblem(binaries: PostgresBinaries, account: ServerAccount | undefined): Promise<string | undefined> {
	const outcome = await runProgram(binaries.postgres, ['--version'], account);
	if (outcome.kind === 'not-started') return outcome.reason;
	return outcome.exitCode === 0 ? undefined : outcome.stderr.trim();
}

/** Complete or absent, never half: the copy gets its name when it is whole. */
async function ensureCopy(installed: PostgresBinaries, copyTo: string): Promise<PostgresBinaries> {
	const copy = binariesIn(join(copyTo, installed.version), installed.version);
	if ((await runProgram(copy.postgres, ['--version'])).kind === 'ended') return copy;
	const unfinished = `${copy.folder}.${process.pid}`;
	await mkdir(copyTo, {recursive: true});
	await cp(installed.folder, unfinished, {recursive: true, verbatimSymlinks: true});
	// Whatever the umask was, here and when the package was installed.
	await runProgram('chmod', ['-R', 'a+rX', copyTo]);
	try {
		await rename(unfinished, copy.folder);
	} catch (error) {
		await rm(unfinished, {recursive: true, force: true});
		if (!hasCode(error, 'ENOTEMPTY', 'EEXIST')) throw error; // Otherwise another process was faster: its copy is as good.
	}
	return copy;
}

function cannotRun(binaries: PostgresBinaries, problem: string): AppError {
	return new AppError({
		code: 'EMBEDDED_POSTGRES_UNSUPPORTED',
		message: `The embedded PostgreSQL ${binaries.version} does not run on this machine: ${problem} (${binaries.postgres}).`,
		nextStep: 'It needs a Linux with glibc, or macOS. Set DATABASE_URL to a PostgreSQL server instead.',
	});
}
