import {describe, expect, test} from 'vitest';
import {AppError} from '../../../source/errors/app-error.js';
import {startConsole, type TestConsole} from '../../support/console-harness.js';
import {createMemoryOperations} from '../../support/memory-operations/memory-operations.js';
import {createMemoryWorld} from '../../support/memory-operations/memory-world.js';

/** What the console switches on, as it was left by the last bytes. */
function modesOf(ui: TestConsole) {
	const {text} = ui.takeOutput();
	const last = (mode: string): string | undefined => [...text.matchAll(new RegExp(`\\u001B\\[\\?${mode}([hl])`, 'g'))].at(-1)?.[1];
	return {isAlternateScreen: ui.isAlternateScreen(), isRaw: ui.isRaw(), wrap: last('7'), paste: last('2004'), alternate: last('1049'), cursor: last('25')};
}

/** The terminal as a person wants it back. */
const asFound = {isAlternateScreen: false, isRaw: false, wrap: 'h', paste: 'l', alternate: 'l', cursor: 'h'};

describe('the terminal is left as it was found', () => {
	test('by q', async () => {
		await using ui = startConsole();
		await ui.waitForScreen('live');
		expect(ui.isAlternateScreen()).toBe(true);
		expect(ui.isRaw()).toBe(true);
		ui.press('q');
		expect(await ui.exit).toBe(0);
		expect(modesOf(ui)).toEqual(asFound);
	});

	test.each([['SIGTERM', 143], ['SIGHUP', 129], ['SIGINT', 130]] as const)('by %s, with exit code %i', async (signal, exitCode) => {
		await using ui = startConsole();
		await ui.waitForScreen('live');
		process.emit(signal, signal);
		expect(await ui.exit).toBe(exitCode);
		expect(modesOf(ui)).toEqual(asFound);
	});

	test('when the terminal hangs up', async () => {
		const ui = startConsole();
		await ui.waitForScreen('live');
		await ui[Symbol.asyncDispose]();
		expect(await ui.exit).toBe(129);
	});

	test('by a bug, which is told after the screen was given back', async () => {
		const world = createMemoryWorld();
		await using ui = startConsole({world, operations: async () => {
			const operations = createMemoryOperations(world);
			// Health that no view can draw: a component throws.
			return {...operations, getHealth: async () => ({...(await operations.getHealth()), pairs: undefined as never})};
		}});
		expect(await ui.exit).toBe(70);
		expect(modesOf(ui)).toEqual(asFound);
		expect(ui.errors()).toContain('This is a bug in Parley');
	});

	test('no listener of the process stays behind', async () => {
		const count = (): number => ['SIGTERM', 'SIGHUP', 'SIGINT', 'uncaughtException', 'unhandledRejection', 'exit'].reduce((sum, name) => sum + process.listenerCount(name), 0);
		const before = count();
		await using ui = startConsole();
		await ui.waitForScreen('live');
		ui.press('q');
		await ui.exit;
		expect(count()).toBe(before);
	});
});

test('Ctrl-Z gives the terminal to the shell, and the console draws itself again afterwards', async () => {
	const {promise: stopped, resolve: onStop} = Promise.withResolvers<void>();
	const {promise: goOn, resolve: resume} = Promise.withResolvers<void>();
	await using ui = startConsole({stop: async () => {
		onStop();
		await goOn;
	}});
	await ui.waitForScreen('43 conflicts wait');
	ui.press('ctrl-z');
	await stopped;
	await ui.waitForScreen(() => !ui.isAlternateScreen());
	const modes = modesOf(ui);
	resume();
	expect(modes).toEqual(asFound);
	await ui.waitForScreen('43 conflicts wait');
	expect(ui.isAlternateScreen()).toBe(true);
	expect(ui.isRaw()).toBe(true);
	ui.press('3');
	await ui.waitForScreen('STARTED (UTC)');
});

describe('where no console can be drawn', () => {
	const refusal = async (ui: TestConsole): Promise<unknown> => ui.exit.then(() => undefined, (error: unknown) => error);

	test('a dumb terminal is refused, with what works there', async () => {
		await using ui = startConsole({terminal: {isColorless: false, name: 'dumb', sshConnection: undefined}});
		const error = await refusal(ui);
		expect(error).toBeInstanceOf(AppError);
		expect(error).toMatchObject({code: 'TERMINAL_UNSUITABLE', message: 'The console cannot open: this terminal can only print lines (TERM is "dumb").'});
		expect(ui.takeOutput().text).toBe('');
	});
});

describe('keys as terminals send them', () => {
	test('a held key arrives as many', async () => {
		await using ui = startConsole();
		await ui.waitForScreen('43 conflicts wait');
		ui.send('jjj');
		await ui.waitForScreen(lines => lines.some(line => line.startsWith('>') && line.includes('controls')));
	});

	test('an arrow that arrives in pieces moves, and does nothing else', async () => {
		await using ui = startConsole({terminal: {isColorless: false, name: 'xterm', sshConnection: '10.0.0.1 22 10.0.0.2 22'}});
		await ui.waitForScreen('43 conflicts wait');
		ui.send('\u001B');
		ui.send('[');
		ui.send('B');
		await ui.waitForScreen(lines => lines.some(line => line.startsWith('>') && line.includes('vulnerabilities')));
		expect(ui.screen().join('\n')).not.toContain('Off:');
	});

	test('Escape alone closes what is open, after the wait for more', async () => {
		await using ui = startConsole();
		await ui.waitForScreen('43 conflicts wait');
		ui.press('?');
		await ui.waitForScreen('Keys › health');
		ui.send('\u001B');
		await ui.waitForScreen(lines => !lines.some(line => line.includes('Keys › health')));
	});

	test('a paste of commands runs none of them', async () => {
		await using ui = startConsole();
		await ui.waitForScreen('43 conflicts wait');
		ui.send('\u001B[200~2\rxq\u001B[201~');
		await ui.waitForScreen('A paste runs no commands');
		expect(ui.world.conflicts.every(conflict => conflict.status === 'pending')).toBe(true);
		expect(ui.screen()[1]).toContain('Health');
	});

	test('reports of the terminal are no keys', async () => {
		await using ui = startConsole();
		await ui.waitForScreen('43 conflicts wait');
		ui.send('\u001B[I\u001B[<0;10;5M\u001B[24;80R\u001B]11;rgb:0/0/0\u0007j');
		await ui.waitForScreen(lines => lines.some(line => line.startsWith('>') && line.includes('vulnerabilities')));
	});
});
