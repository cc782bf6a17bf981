import {execFile} from 'node:child_process';
import type {ServerAccount} from './server-account.js';

export type ProgramOutcome =
	| {readonly kind: 'ended'; readonly exitCode: number; readonly stdout: string; readonly stderr: string}
	/** It never ran: the file or its loader is missing ("ENOENT"), or may not be executed ("EACCES"). */
	| {readonly kind: 'not-started'; readonly reason: string; readonly cause: unknown};

/**
 * Nothing of the person's environment may reach PostgreSQL's programs: PGPORT, PGDATA or a translated LC_MESSAGES
 * would change what they do or say. The folder is `/` because the server's account may not enter the present one.
 */
export const cleanProcess = {
	cwd: '/',
	env: {PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C', TZ: 'UTC'},
} as const;

/** Runs a program to its end, under `account` when one is given. Never rejects. */
export function runProgram(file: string, args: readonly string[], account?: ServerAccount): Promise<ProgramOutcome> {
	const identity = account === undefined ? {} : {uid: account.uid, gid: account.gid};
	return new Promise(resolve => {
		execFile(file, args, {...cleanProcess, ...identity, maxBuffer: 16 * 1024 * 1024}, (error, stdout, stderr) => {
			if (error === null) {
				resolve({kind: 'ended', exitCode: 0, stdout, stderr});
			} else if (typeof error.code === 'string') {
				resolve({kind: 'not-started', reason: error.code, cause: error});
			} else {
				resolve({kind: 'ended', exitCode: error.code ?? 1, stdout, stderr});
			}
		});
	});
}
