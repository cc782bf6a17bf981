import {readFile, readlink, realpath} from 'node:fs/promises';
import {hasCode} from './has-code.js';
import type {EmbeddedLayout} from './layout.js';
import {runProgram} from './run-program.js';

/** What a running server writes into `postmaster.pid` of its data folder, and into the lock file beside its socket. */
export type PostmasterFile = {
	readonly pid: number;
	readonly socketFolder: string;
	/** PostgreSQL's own word: "starting", "ready", "stopping"; empty in the first moment. */
	readonly status: string;
};

/** Undefined when there is none: the server was stopped properly, or never ran. */
export async function readPostmasterFile(file: string): Promise<PostmasterFile | undefined> {
	try {
		const lines = (await readFile(file, 'utf8')).split('\n');
		const pid = Number(lines[0]);
		return Number.isInteger(pid) && pid > 0 ? {pid, socketFolder: lines[4]?.trim() ?? '', status: lines[7]?.trim() ?? ''} : undefined;
	} catch (error) {
		if (hasCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
		throw error;
	}
}

/** Who has the process id of a server's file: that server, nobody any more, or another process that got the number since. */
export type PidOwner = 'server' | 'nobody' | 'other';

/** A server is known by its working folder, which is its data folder. */
export async function findPidOwner(pid: number, dataFolder: string): Promise<PidOwner> {
	if (!isAlive(pid)) return 'nobody';
	if (process.platform !== 'linux') {
		const outcome = await runProgram('ps', ['-ww', '-o', 'args=', '-p', String(pid)]);
		return outcome.kind === 'ended' && outcome.stdout.includes(dataFolder) ? 'server' : 'other';
	}
	try {
		return await readlink(`/proc/${pid}/cwd`) === await realpath(dataFolder) ? 'server' : 'other';
	} catch (error) {
		if (hasCode(error, 'ENOENT', 'ESRCH')) return 'nobody'; // It ended just now, or is a zombie.
		if (hasCode(error, 'EACCES', 'EPERM')) return 'other'; // Another user's; ours can be read.
		throw error;
	}
}

/** The process of the running server; undefined when none runs, whatever stale files say. */
export async function findServerPid({postmasterFile, dataFolder}: EmbeddedLayout): Promise<number | undefined> {
	const file = await readPostmasterFile(postmasterFile);
	return file !== undefined && await findPidOwner(file.pid, dataFolder) === 'server' ? file.pid : undefined;
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return hasCode(error, 'EPERM');
	}
}
