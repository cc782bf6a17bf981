import {execFile} from 'node:child_process';
import {chmod, mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect} from 'vitest';
import {stopEmbeddedServer} from '../../source/database/embedded/stop-embedded-server.js';
import {nodeCommand, parleyFile} from './program.js';

export type Outcome = {readonly exitCode: number; readonly stdout: string; readonly stderr: string};

type Env = Readonly<Record<string, string>>;

/** A person's home folder, with nothing in it. Disposing of it stops an embedded server in it, too. */
export type ProgramHome = AsyncDisposable & {
	readonly folder: string;
	readonly env: Env;
	/** Runs the built program to its end: no terminal, and nothing of the test runner's environment. */
	readonly parley: (args: readonly string[], env?: Env, input?: string) => Promise<Outcome>;
};

export async function createProgramHome(): Promise<ProgramHome> {
	const folder = await mkdtemp(join(tmpdir(), 'parley-home-'));
	// Root's server runs under an account that has to pass through here.
	await chmod(folder, 0o711);
	const dataHome = join(folder, 'data');
	const env = {PATH: process.env['PATH'] ?? '', HOME: folder, PARLEY_DATA_HOME: dataHome};
	return {
		folder, env,
		parley: (args, more = {}, input = '') => runToEnd([parleyFile, ...args], {...env, ...more}, input),
		[Symbol.asyncDispose]: async () => {
			await stopEmbeddedServer({dataHome});
			await rm(folder, {recursive: true, force: true, maxRetries: 5, retryDelay: 100});
		},
	};
}

/** Runs Node with these words to its end. */
export const runToEnd = (words: readonly string[], env: Env, input = ''): Promise<Outcome> =>
	new Promise((resolve, reject) => {
		const child = execFile(nodeCommand, [...words], {env, maxBuffer: 64 * 1024 * 1024}, (error, stdout, stderr) => {
			if (error !== null && typeof error.code !== 'number') reject(error);
			else resolve({exitCode: error === null ? 0 : Number(error.code), stdout, stderr});
		});
		child.stdin?.end(input);
	});

export type Told = {readonly exitCode: number; readonly what: string | RegExp; readonly next: string | RegExp};

/** A failure as a person wants it told: what failed, on what, and what to do now; nothing else, and no stack. */
export function expectTold({exitCode, stderr}: Outcome, told: Told): void {
	const lines = stderr.split('\n').filter(line => !line.startsWith('{"level"')); // The daemon's log, for its supervisor.
	const [first = '', ...rest] = lines;
	expect(first, stderr).toMatch(/^✖ .*\.$/);
	expect(lines.join('\n')).toMatch(told.what);
	expect(rest.filter(line => line.startsWith('  Next: ')).join('\n'), stderr).toMatch(told.next);
	expect(lines.join('\n')).not.toMatch(/This is a bug|^\s+at .*:\d+/m);
	expect(exitCode, stderr).toBe(told.exitCode);
}
