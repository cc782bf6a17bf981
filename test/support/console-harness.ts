import {Console} from 'node:console';
import {PassThrough, Writable} from 'node:stream';
import {type ConsoleOptions, runConsole} from '../../source/ui/run-console.js';
import {toKeyBytes} from './keys.js';
import {createMemoryOperations, type MemoryOperationsOptions} from './memory-operations/memory-operations.js';
import {createMemoryWorld, type MemoryWorld} from './memory-operations/memory-world.js';
import {createTerminal, type Size, type TestTerminal} from './terminal.js';
import {waitFor} from './wait-for.js';

// Ink replaces console's methods through a Console of its own, which the test runner's console does not offer.
console.Console ??= Console;

export type HarnessOptions = Partial<Size> & MemoryOperationsOptions & Partial<Omit<ConsoleOptions, 'stdin' | 'stdout' | 'stderr'>> & {readonly world?: MemoryWorld};

type Expected = string | RegExp | ((lines: readonly string[]) => boolean);

/** The console in this process, on a terminal emulator: what a person's terminal would show, with its attributes. */
export type TestConsole = AsyncDisposable & Pick<TestTerminal, 'screen' | 'isAlternateScreen' | 'isInverse' | 'attributesOf'> & {
	readonly world: MemoryWorld;
	/** One key after the other, each in a read of its own. */
	readonly press: (...keys: readonly string[]) => void;
	/** Bytes in one read, as they stand. */
	readonly send: (bytes: string) => void;
	readonly waitForScreen: (expected: Expected) => Promise<void>;
	/** All bytes since the last call, and in how many writes. */
	readonly takeOutput: () => {readonly text: string; readonly writes: number};
	readonly errors: () => string;
	readonly resize: (size: Size) => void;
	/** Whether the terminal's input is raw. */
	readonly isRaw: () => boolean;
	readonly exit: Promise<number>;
};

export function startConsole(options: HarnessOptions = {}): TestConsole {
	const {columns = 80, rows = 24, world = createMemoryWorld(), isReadOnly = false, username, role, ...rest} = options;
	const terminal = createTerminal({columns, rows}, () => {});
	let size: Size = {columns, rows};
	let output = '';
	let writes = 0;
	let errors = '';
	let isRaw = false;
	let drawn = Promise.resolve();
	const stdout = Object.defineProperties(new Writable({
		decodeStrings: false,
		write: (chunk: unknown, _encoding, done) => {
			const text = String(chunk);
			output += text;
			writes++;
			drawn = terminal.write(text.replaceAll('\n', '\r\n')); // As the terminal driver does.
			done();
		},
	}), {isTTY: {value: true}, columns: {get: () => size.columns}, rows: {get: () => size.rows}});
	const stderr = new Writable({
		write: (chunk: unknown, _encoding, done) => {
			errors += String(chunk);
			done();
		},
	});
	const stdin = Object.assign(new PassThrough(), {
		isTTY: true,
		setRawMode: (isOn: boolean) => {
			isRaw = isOn;
		},
		ref: () => {},
		unref: () => {},
	});
	const exit = runConsole({
		operations: async () => createMemoryOperations(world, {isReadOnly, ...(username === undefined ? {} : {username}), ...(role === undefined ? {} : {role})}),
		environmentName: 'test', isProduction: false, programs: {editor: 'ed', pager: 'more'}, version: '0.0.0', isReadOnly: false, now: world.now,
		terminal: {isColorless: false, name: 'xterm-256color', sshConnection: undefined}, ...rest, stdin, stdout, stderr,
	});
	let refusal: unknown;
	exit.catch((error: unknown) => {
		refusal = error;
	});
	const picture = (): string => `The screen:\n${terminal.screen().map(line => `│${line}`).join('\n')}\n${errors}`;
	const test: TestConsole = {
		world,
		exit: exit.finally(() => drawn),
		screen: terminal.screen, isAlternateScreen: terminal.isAlternateScreen, isInverse: terminal.isInverse, attributesOf: terminal.attributesOf,
		press: (...keys) => {
			for (const key of keys) stdin.write(toKeyBytes(key));
		},
		send: bytes => {
			stdin.write(bytes);
		},
		waitForScreen: async expected => {
			await waitFor(`the screen to show ${String(expected)}`, async () => {
				await drawn;
				if (refusal !== undefined) throw refusal;
				return matches(expected, terminal.screen());
			}, {intervalMs: 2, describe: picture});
		},
		takeOutput: () => {
			const taken = {text: output, writes};
			output = '';
			writes = 0;
			return taken;
		},
		errors: () => errors,
		resize: next => {
			size = next;
			terminal.resize(next);
			stdout.emit('resize');
		},
		isRaw: () => isRaw,
		[Symbol.asyncDispose]: async () => {
			stdin.end();
			await exit.catch(() => {}); // A test that expects a refusal awaits it itself.
		},
	};
	return test;
}

function matches(expected: Expected, lines: readonly string[]): boolean {
	if (typeof expected === 'function') return expected(lines);
	return typeof expected === 'string' ? lines.some(line => line.includes(expected)) : expected.test(lines.join('\n'));
}
