import {createRequire} from 'node:module';
import {dirname, join} from 'node:path';
import {spawn} from '@lydell/node-pty';
import {toKeyBytes} from './keys.js';
import {createTerminal, type Size, type TestTerminal} from './terminal.js';
import {waitFor} from './wait-for.js';

export type ProgramOptions = Partial<Size> & {
	readonly command: string;
	readonly args?: readonly string[];
	/** Added to a small environment; nothing of the test runner's own gets through. */
	readonly env?: Readonly<Record<string, string>>;
	readonly cwd?: string;
};

export type ProgramExit = {readonly exitCode: number; readonly signal: number | undefined};

/** What the screen must show: a text, a pattern over the lines joined by line feeds, or a condition. */
export type Expected = string | RegExp | ((lines: readonly string[]) => boolean);

/** A program in a pseudo-terminal, seen through a terminal emulator. */
export type TestProgram = AsyncDisposable & Pick<TestTerminal, 'screen' | 'emulator' | 'isAlternateScreen' | 'isInverse'> & {
	readonly pid: number;
	/** Everything it has written, as it left the program. */
	readonly output: () => string;
	/** One key after the other, each as a terminal sends it: `press('down', 'enter')`. */
	readonly press: (...keys: readonly string[]) => void;
	/** All characters at once, as fast typing or a paste arrives. */
	readonly type: (text: string) => void;
	readonly waitForScreen: (expected: Expected, options?: {readonly timeoutMs?: number}) => Promise<void>;
	readonly resize: (size: Size) => void;
	readonly signal: (name: NodeJS.Signals) => void;
	/** Closes the window: the terminal is gone for whoever runs in it. */
	readonly hangUp: () => void;
	/** Resolves when it has ended. */
	readonly exit: Promise<ProgramExit>;
};

/** The Node that tests run on: for `command`. */
export const nodeCommand = process.execPath;

export const packageFolder = dirname(createRequire(import.meta.url).resolve('../../package.json'));
/** The built program: `startProgram({command: nodeCommand, args: [parleyFile, 'status']})`. */
export const parleyFile = join(packageFolder, 'dist/parley.js');

const baseEnv = {
	PATH: `${dirname(nodeCommand)}:/usr/local/bin:/usr/bin:/bin`, LANG: 'C.UTF-8', TERM: 'xterm-256color', COLORTERM: '',
	CI: 'false', // Ink draws only the last frame where it believes in CI.
};

/** Starts a program in a pseudo-terminal of 80×24 unless said otherwise. Dispose of it: that kills what is left. */
export function startProgram(options: ProgramOptions): TestProgram {
	const {command, args = [], columns = 80, rows = 24, env = {}, cwd = packageFolder} = options;
	const child = spawn(command, [...args], {name: env['TERM'] ?? baseEnv.TERM, cols: columns, rows, cwd, env: {...baseEnv, ...env}});
	const terminal = createTerminal({columns, rows}, data => child.write(data));
	let output = '';
	let ended: ProgramExit | undefined;
	let drawn = Promise.resolve();
	child.onData(data => {
		output += data;
		drawn = terminal.write(data);
	});
	const exit = new Promise<ProgramExit>(resolve => child.onExit(({exitCode, signal}) => {
		ended = {exitCode, signal: signal === 0 ? undefined : signal};
		void drawn.then(() => resolve(ended ?? {exitCode, signal}));
	}));
	const picture = () => `${describeEnd(ended)}\n${frame(terminal.screen(), columns)}`;
	return {
		pid: child.pid,
		screen: terminal.screen,
		emulator: terminal.emulator,
		isAlternateScreen: terminal.isAlternateScreen,
		isInverse: terminal.isInverse,
		output: () => output,
		press: (...keys) => {
			for (const key of keys) child.write(toKeyBytes(key));
		},
		type: text => child.write(text),
		waitForScreen: async (expected, {timeoutMs = 60_000} = {}) => {
			let isShown = false;
			await waitFor(`the screen to show ${String(expected)}`, async () => {
				const hasEnded = ended !== undefined;
				// Half of a frame is no screen, and the last one may come with the end. What was shown once counts, whatever comes after it.
				await drawn;
				isShown = matches(expected, terminal.screen());
				return isShown || hasEnded;
			}, {timeoutMs, describe: picture});
			if (!isShown) throw new Error(`The program ended before its screen showed ${String(expected)}.\n${picture()}`);
		},
		resize: size => {
			terminal.resize(size);
			child.resize(size.columns, size.rows);
		},
		signal: name => process.kill(child.pid, name),
		hangUp: () => (child as unknown as {readonly destroy: () => void}).destroy(), // Its types leave this out.
		exit,
		[Symbol.asyncDispose]: async () => {
			if (ended === undefined) child.kill('SIGKILL');
			await exit;
		},
	};
}

function matches(expected: Expected, lines: readonly string[]): boolean {
	if (typeof expected === 'function') return expected(lines);
	return typeof expected === 'string' ? lines.some(line => line.includes(expected)) : expected.test(lines.join('\n'));
}

const describeEnd = (ended: ProgramExit | undefined): string =>
	ended === undefined ? 'The program is running. Its screen:' : `The program ended with exit code ${ended.exitCode}${ended.signal === undefined ? '' : `, signal ${ended.signal}`}. Its last screen:`;

const frame = (lines: readonly string[], columns: number): string =>
	['┌' + '─'.repeat(columns) + '┐', ...lines.map(line => `│${line.padEnd(columns)}│`), '└' + '─'.repeat(columns) + '┘'].join('\n');
