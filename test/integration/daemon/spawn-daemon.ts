import {spawn, type ChildProcessByStdio} from 'node:child_process';
import {once} from 'node:events';
import {join} from 'node:path';
import type {Readable} from 'node:stream';
import {emptyHome} from '../../support/empty-home.js';
import {nodeCommand, packageFolder} from '../../support/program.js';
import {waitFor} from '../../support/wait-for.js';
import type {LogLine} from './start-daemon.js';

export type DaemonProcess = AsyncDisposable & {
	readonly child: ChildProcessByStdio<null, Readable, Readable>;
	/** Every line of stderr; one that is not JSON fails the test that reads it. */
	readonly lines: readonly string[];
	/** What was logged with this message so far. */
	readonly logged: (message: string) => readonly LogLine[];
	/** Waits for a log line with this message. */
	readonly waitForLog: (message: string) => Promise<LogLine>;
	/** The exit code, or the name of the signal that ended it. */
	readonly ended: Promise<number | string>;
};

/** `parley daemon --port 0` as a process of its own; killed at the latest when it is disposed of. */
export function spawnDaemon(url: string): DaemonProcess {
	const args = ['--import', join(packageFolder, 'test/support/typescript-hooks.js'), join(packageFolder, 'test/integration/daemon/daemon-process.ts'), 'daemon', '--port', '0'];
	const child = spawn(nodeCommand, args, {cwd: '/', env: {DATABASE_URL: url, HOME: emptyHome, PATH: process.env['PATH']}, stdio: ['ignore', 'pipe', 'pipe']});
	const lines: string[] = [];
	let rest = '';
	child.stderr.setEncoding('utf8').on('data', (text: string) => {
		const parts = `${rest}${text}`.split('\n');
		rest = parts.pop() ?? '';
		lines.push(...parts);
	});
	const closed = once(child, 'close') as Promise<[number | null, string | null]>;
	const logged = (message: string) => lines.map(line => JSON.parse(line) as LogLine).filter(line => line.message === message);
	return {
		child, lines, logged,
		waitForLog: message => waitFor(`the daemon to log "${message}"`, () => logged(message).at(-1), {timeoutMs: 150_000, describe: () => lines.join('\n')}),
		ended: closed.then(([code, signal]) => code ?? signal ?? 'unknown'),
		[Symbol.asyncDispose]: async () => {
			if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
			await closed;
		},
	};
}
