import {chmod, chown, mkdir, stat} from 'node:fs/promises';
import {dirname} from 'node:path';
import {makeFolder} from '../../core/process/make-folder.js';
import {AppError} from '../../errors/app-error.js';
import {refuseForeignFolders} from './foreign-folders.js';
import {hasCode} from './has-code.js';
import type {EmbeddedLayout} from './layout.js';
import {runProgram} from './run-program.js';
import type {ServerAccount} from './server-account.js';

/** Makes the folders that only the server's account may enter. */
export async function prepareFolders(layout: EmbeddedLayout, account: ServerAccount | undefined): Promise<void> {
	try {
		const highestMade = makeFolder(layout.home);
		await makePrivate(layout.folder, account);
		await makeSocketFolder(layout, account);
		if (account !== undefined) await letPass(layout, highestMade ?? layout.home, account);
	} catch (error) {
		throw error instanceof AppError ? error : toFolderError(layout, error);
	}
}

async function makePrivate(folder: string, account: ServerAccount | undefined): Promise<void> {
	makeFolder(folder);
	if (account !== undefined) await chown(folder, account.uid, account.gid);
	await chmod(folder, 0o700);
}

async function makeSocketFolder(layout: EmbeddedLayout, account: ServerAccount | undefined): Promise<void> {
	if (layout.socketFolder === layout.folder) return;
	try {
		await mkdir(layout.socketFolder, {mode: 0o700});
		if (account !== undefined) await chown(layout.socketFolder, account.uid, account.gid);
	} catch (error) {
		if (!hasCode(error, 'EEXIST')) throw error;
	}
	await refuseForeignFolders(layout);
}

/** Others may pass through root's folders to what is theirs, but not list them. */
async function letPass({home, folder}: EmbeddedLayout, highestMade: string, account: ServerAccount): Promise<void> {
	for (let passed = home; passed.length >= highestMade.length; passed = dirname(passed)) {
		const {mode} = await stat(passed);
		if ((mode & 0o011) !== 0o011) await chmod(passed, (mode & 0o777) | 0o011);
	}
	const outcome = await runProgram('sh', ['-c', 'cd "$0"', folder], account);
	if (outcome.kind === 'ended' && outcome.exitCode === 0) return;
	throw new AppError({
		code: 'EMBEDDED_POSTGRES_FAILED',
		message: `PostgreSQL does not run as root, and the account "${account.name}" that it runs under may not enter ${folder}.`,
		nextStep: 'Name a folder that it can reach with PARLEY_DATA_HOME, such as /var/lib/parley, or run Parley as a normal user.',
	});
}

function toFolderError({folder}: EmbeddedLayout, error: unknown): unknown {
	if (hasCode(error, 'ENOSPC', 'EDQUOT')) {
		return new AppError({
			code: 'DATABASE_DISK_FULL',
			message: `The disk is full: the folder ${folder} could not be made.`,
			nextStep: 'Free at least 200 MB there, or name another folder with PARLEY_DATA_HOME.',
			isRetryable: true,
			cause: error,
		});
	}
	if (hasCode(error, 'EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENOENT')) {
		return new AppError({
			code: 'EMBEDDED_POSTGRES_FAILED',
			message: `The folder ${folder} for the embedded PostgreSQL cannot be made or used: ${error instanceof Error ? error.message : String(error)}.`,
			nextStep: 'Make its parent folder writable for you, or name another folder with PARLEY_DATA_HOME.',
			cause: error,
		});
	}
	return error;
}
