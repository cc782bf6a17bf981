import {EventEmitter} from 'node:events';
import {expect, test} from 'vitest';
import {silentLogger, type LogFacts, type Logger} from '../../../source/core/process/logger.js';
import {guardProcess} from '../../../source/daemon/guard-process.js';

/** A process that can be thrown at without harm. */
function createWorld() {
	const printed: string[] = [];
	const exits: number[] = [];
	const log: Array<readonly [string, string, LogFacts | undefined]> = [];
	const target = Object.assign(new EventEmitter(), {stdout: new EventEmitter(), stderr: new EventEmitter(), exit: (code: number) => void exits.push(code)}) as unknown as NodeJS.Process;
	target.on('warning', warning => void printed.push(`(node) ${warning.message}`));
	const print = (...values: unknown[]) => void printed.push(values.join(' '));
	const printer = {log: print, info: print, debug: print, warn: print, error: print} as unknown as Console;
	const tell = (level: string) => (message: string, facts?: LogFacts) => void log.push([level, message, facts]);
	const logger: Logger = {...silentLogger, info: tell('info'), warn: tell('warn'), error: tell('error')};
	return {target, printer, printed, exits, log, release: guardProcess(target, printer, logger)};
}

test('a promise that nobody waited for is told, and the process lives', () => {
	const {target, log, exits} = createWorld();
	const reason = new Error('forgotten');
	target.emit('unhandledRejection', reason, Promise.resolve());
	expect(log).toEqual([['error', expect.stringContaining('a bug'), {error: reason}]]);
	expect(exits).toEqual([]);
});

test('an exception that nobody caught is told, and ends the process as a bug', () => {
	const {target, log, exits} = createWorld();
	target.emit('uncaughtException', new Error('unexpected'));
	expect(log).toHaveLength(1);
	expect(exits).toEqual([70]);
});

test('what libraries and Node print becomes log lines', () => {
	const {target, printer, printed, log} = createWorld();
	printer.warn('Rolling back transaction %s failed', 'x');
	printer.log('hello');
	target.emit('warning', new Error('deprecated'));
	expect(printed).toEqual([]);
	expect(log).toMatchObject([['warn', expect.any(String), {text: 'Rolling back transaction x failed'}], ['info', expect.any(String), {text: 'hello'}], ['warn', 'Node warns', {}]]);
});

test('a closed pipe is survived', () => {
	const {target} = createWorld();
	expect(() => target.stderr.emit('error', new Error('EPIPE'))).not.toThrow();
});

test('afterwards everything is as it was', () => {
	const {target, printer, printed, log, release} = createWorld();
	release();
	printer.error('plain');
	target.emit('warning', new Error('deprecated'));
	expect(printed).toEqual(['plain', '(node) deprecated']);
	expect(log).toEqual([]);
	expect(target.listenerCount('unhandledRejection') + target.listenerCount('uncaughtException')).toBe(0);
});
