import process from 'node:process';
import {spawn} from '@lydell/node-pty';
import {toKeyBytes} from '../../test/support/keys.js';
import {createTerminal, type Size} from '../../test/support/terminal.js';
import {bundled} from './bundle.js';

/** The console in a pseudo-terminal, by what comes out of it and when. */
export type ConsoleProgram = AsyncDisposable & {
	readonly pid: number;
	/** `performance.now()` before it was started. */
	readonly startedMs: number;
	/** All bytes that it has written so far. */
	readonly written: () => number;
	/** Presses a key; gives the ms until the first bytes of what it brought. */
	readonly press: (key: string) => Promise<number>;
	/** Gives `performance.now()` when the screen shows what is asked for. @throws when it does not within half a minute */
	readonly shows: (text: string | RegExp) => Promise<number>;
	/** Resolves when nothing has come for `ms`. */
	readonly rests: (ms: number) => Promise<void>;
};

const patience = 30_000;

export function startConsole({url, dataHome, columns, rows}: Size & {readonly url: string; readonly dataHome: string}): ConsoleProgram {
	const startedMs = performance.now();
	const child = spawn(process.execPath, [bundled('parley')], {
		name: 'xterm-256color', cols: columns, rows,
		env: {PATH: process.env['PATH'] ?? '', HOME: dataHome, PARLEY_DATA_HOME: dataHome, DATABASE_URL: url, LANG: 'C.UTF-8', TERM: 'xterm-256color', CI: 'false'},
	});
	const terminal = createTerminal({columns, rows}, data => child.write(data));
	const listeners = new Set<() => void>();
	let written = 0;
	let lastAt = startedMs;
	child.onData(data => {
		lastAt = performance.now();
		written += Buffer.byteLength(data);
		for (const listener of listeners) listener();
		void terminal.write(data).then(() => {
			for (const listener of listeners) listener();
		});
	});
	const exit = new Promise<void>(resolve => void child.onExit(() => resolve()));
	/** Asks at each piece of output until `find` gives a time. */
	const waitUntil = (what: string, find: () => number | undefined) => new Promise<number>((resolve, reject) => {
		const end = (settle: () => void): void => {
			clearTimeout(timer);
			listeners.delete(look);
			settle();
		};
		const look = (): void => {
			const at = find();
			if (at !== undefined) end(() => resolve(at));
		};
		const timer = setTimeout(() => end(() => reject(new Error(`Waited in vain for ${what}. The screen:\n${terminal.screen().join('\n')}`))), patience);
		listeners.add(look);
		look();
	});
	return {
		pid: child.pid, startedMs,
		written: () => written,
		press: async key => {
			const before = written;
			const pressedMs = performance.now();
			child.write(toKeyBytes(key));
			return (await waitUntil(`what ${key} brings`, () => (written > before ? lastAt : undefined))) - pressedMs;
		},
		shows: text => waitUntil(String(text), () => {
			const screen = terminal.screen().join('\n');
			return (typeof text === 'string' ? screen.includes(text) : text.test(screen)) ? performance.now() : undefined;
		}),
		rests: async ms => {
			while (performance.now() - lastAt < ms) await new Promise(resolve => setTimeout(resolve, ms - (performance.now() - lastAt) + 1));
		},
		[Symbol.asyncDispose]: async () => {
			child.kill('SIGTERM');
			await exit;
		},
	};
}
