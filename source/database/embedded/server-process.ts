import {spawn} from 'node:child_process';
import {readdir, readFile, rm, stat} from 'node:fs/promises';
import {join} from 'node:path';
import {AppError} from '../../errors/app-error.js';
import type {PostgresBinaries} from './binaries.js';
import {hasCode} from './has-code.js';
import {socketFile, type EmbeddedLayout} from './layout.js';
import {poll} from './poll.js';
import {findPidOwner, findServerPid, readPostmasterFile} from './postmaster-file.js';
import {knock} from './presence.js';
import {cleanProcess} from './run-program.js';
import {toServerFlags} from './server-settings.js';
import type {ServerAccount} from './server-account.js';

export type StartRequest = {readonly layout: EmbeddedLayout; readonly binaries: PostgresBinaries; readonly account: ServerAccount | undefined};

// A server that was killed may have much to recover; it says "starting" all the while.
const startTimeoutMs = 120_000;

/** Starts the server as a process of its own, which outlives this one however it ends, and waits until it lets people in. */
export async function startServer(request: StartRequest): Promise<void> {
	const {layout} = request;
	await removeStaleFiles(layout);
	const outcome = await poll(async () => {
		const failure = await startOnce(request);
		// After the server was killed, its children may need a moment to notice that they are alone.
		return failure?.includes('is still in use') ? undefined : {failure};
	}, {timeoutMs: 15_000, intervalMs: 100});
	if (outcome?.failure !== undefined || outcome === undefined) throw toStartError(layout, outcome?.failure ?? 'a former server\'s process does not end');
}

/** Why the server ended at once; undefined when it runs and answers. */
async function startOnce({layout, binaries, account}: StartRequest): Promise<string | undefined> {
	const startedAt = Date.now();
	const server = spawn(binaries.postgres, ['-D', layout.dataFolder, ...toServerFlags(layout.socketFolder)], {
		...cleanProcess,
		...(account === undefined ? {} : {uid: account.uid, gid: account.gid}),
		detached: true,
		// A pipe, because a file could not be written on a full disk. Once it runs it writes into its own log.
		stdio: ['ignore', 'ignore', 'pipe'],
	});
	let said = '';
	server.stderr.on('data', (data: Buffer) => {
		said += data.toString();
	});
	let hasEnded = false;
	server.once('close', () => {
		hasEnded = true;
	});
	server.once('error', error => {
		said += `FATAL: ${error.message}`;
		hasEnded = true;
	});
	const isSettled = await poll(async () => (hasEnded || await answers(layout) ? true : undefined), {timeoutMs: startTimeoutMs});
	// From here on it is on its own; nothing of it keeps this process alive.
	server.unref();
	server.stderr.destroy();
	if (isSettled === undefined) return `it is still recovering after ${startTimeoutMs / 1000} s, and goes on with that`;
	return hasEnded ? findLastWords(layout, said, startedAt) : undefined;
}

async function answers(layout: EmbeddedLayout): Promise<boolean> {
	const answer = await knock(layout, 'postgres');
	if (answer.kind !== 'present') return false;
	await answer.presence.end();
	return true;
}

/** How to ask a server to stop, and how long to wait for it. */
export type StopStep = {readonly signal: NodeJS.Signals; readonly timeoutMs: number};

const stopSteps: readonly StopStep[] = [
	// It ends open transactions and connections, writes everything down, and goes.
	{signal: 'SIGINT', timeoutMs: 60_000},
	// It goes at once, and reads its log at the next start: no commit is lost. A server on a full disk may not know another way.
	{signal: 'SIGQUIT', timeoutMs: 15_000},
];

export async function stopServer(layout: EmbeddedLayout, pid: number, steps: readonly StopStep[] = stopSteps): Promise<void> {
	for (const {signal, timeoutMs} of steps) {
		process.kill(pid, signal);
		const isGone = await poll(async () => (await findServerPid(layout)) === pid ? undefined : true, {timeoutMs});
		if (isGone) return;
	}
	throw new AppError({
		code: 'EMBEDDED_POSTGRES_FAILED',
		message: `The embedded PostgreSQL (process ${pid}) does not stop.`,
		nextStep: `Look at its log in ${join(layout.dataFolder, 'log')}, then run "parley db stop" again.`,
		isRetryable: true,
	});
}

/**
 * PostgreSQL tidies up after a crash by itself, except when the dead server's process id belongs to another process by
 * now: then it takes that one for a server and refuses. Only called while we hold the lock and no server of ours runs.
 */
async function removeStaleFiles(layout: EmbeddedLayout): Promise<void> {
	for (const file of [layout.postmasterFile, `${socketFile(layout.socketFolder)}.lock`]) {
		const found = await readPostmasterFile(file);
		if (found !== undefined && await findPidOwner(found.pid, layout.dataFolder) === 'other') await rm(file, {force: true});
	}
}

/** Why the server ended: what it said before its log was open, else what it wrote into that since `startedAt`. */
async function findLastWords({dataFolder}: EmbeddedLayout, said: string, startedAt: number): Promise<string> {
	const early = findFatal(said);
	if (early !== undefined) return early;
	const logFolder = join(dataFolder, 'log');
	const names = await readdir(logFolder).catch((error: unknown) => {
		if (hasCode(error, 'ENOENT')) return [];
		throw error;
	});
	for (const file of names.map(name => join(logFolder, name))) {
		const fatal = (await stat(file)).mtimeMs < startedAt ? undefined : findFatal(await readFile(file, 'utf8'));
		if (fatal !== undefined) return fatal;
	}
	return said.trim().split('\n').at(-1) || 'it said nothing';
}

const findFatal = (log: string): string | undefined => [...log.matchAll(/(?:FATAL|PANIC): +(.*)/g)].at(-1)?.[1];

function toStartError(layout: EmbeddedLayout, reason: string): AppError {
	if (reason.includes('No space left on device')) {
		return new AppError({
			code: 'DATABASE_DISK_FULL',
			message: `The disk is full: the embedded PostgreSQL in ${layout.dataFolder} cannot start.`,
			nextStep: 'Free space on the disk that holds this folder and run it again; nothing in the database is lost.',
			isRetryable: true,
		});
	}
	return new AppError({
		code: 'EMBEDDED_POSTGRES_FAILED',
		message: `The embedded PostgreSQL in ${layout.dataFolder} did not start: ${reason}.`,
		nextStep: `Read the newest file in ${join(layout.dataFolder, 'log')}, or set DATABASE_URL to another PostgreSQL server.`,
	});
}
