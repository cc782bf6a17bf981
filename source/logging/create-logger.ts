import {hostname} from 'node:os';
import {pino} from 'pino';
import type {LogFacts, Logger} from '../core/process/logger.js';
import {createMask, isTooShortToMask} from '../core/text/mask.js';
import {createLineSink, type LineSink} from './create-line-sink.js';
import {toLogValue} from './to-log-value.js';

export type LoggerOptions = {
	readonly level: 'debug' | 'info' | 'warn' | 'error';
	/** The live secrets; asked for each line, so it may grow as connections are read. */
	readonly secrets: () => readonly string[];
	/** Stderr (2), or an open file. Never stdout: it belongs to results and to the console. */
	readonly fileDescriptor?: number;
	/** Opens the file when there is a first line for it; undefined when that is not possible, and nothing is written. */
	readonly openFile?: () => number | undefined;
	/** Facts for every line, such as the version. */
	readonly facts?: LogFacts;
	/** Takes the finished lines instead of a file. */
	readonly write?: (line: string) => void;
};

/** What would be taken for the end of a line, or act on a terminal, and JSON leaves as it is. It only stands in strings. */
// oxlint-disable-next-line no-control-regex
const unescaped = /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

/** The names of a line's own facts: a caller's fact of the same name would make the line ambiguous. */
const ownNames = new Set(['level', 'time', 'message', 'pid', 'host']);

/**
 * JSON lines, one for each event, whatever its texts hold. Secrets are masked by value in the finished line, so it does
 * not matter where in the facts they were. A closed stderr does not end the process.
 */
export function createLogger({level, secrets, fileDescriptor = 2, openFile, facts = {}, write}: LoggerOptions): Logger {
	const mask = createMask(secrets);
	const sink = write === undefined ? createLateSink(openFile ?? (() => fileDescriptor)) : {write};
	const output = pino({
		level,
		base: {pid: process.pid, host: hostname()},
		messageKey: 'message',
		timestamp: pino.stdTimeFunctions.isoTime,
		formatters: {level: label => ({level: label})},
	}, {write: (line: string) => sink.write(`${mask(line.trimEnd()).replace(unescaped, toEscape)}\n`)});

	const log = (severity: LoggerOptions['level'], context: LogFacts, message: string, more: LogFacts = {}): void => {
		if (!output.isLevelEnabled(severity)) return;
		const told = Object.entries({...context, ...more}).map(([name, value]) => [ownNames.has(name) ? `fact.${name}` : name, value] as const);
		output[severity](toLogValue(Object.fromEntries(told), mask), message);
	};
	const withFacts = (context: LogFacts): Logger => ({
		debug: (message, more) => log('debug', context, message, more),
		info: (message, more) => log('info', context, message, more),
		warn: (message, more) => log('warn', context, message, more),
		error: (message, more) => log('error', context, message, more),
		with: more => withFacts({...context, ...more}),
	});
	const logger = withFacts(facts);
	const tooShort = secrets().filter(isTooShortToMask).length;
	if (tooShort > 0) logger.warn('Some secrets are too short to be masked in the log', {secrets: tooShort});
	return logger;
}

/** A process that has nothing to say leaves no file, and no folder for one. */
function createLateSink(open: () => number | undefined): LineSink {
	let sink: LineSink | undefined;
	const openSink = (): LineSink => {
		const fileDescriptor = open();
		return fileDescriptor === undefined ? {write: () => {}} : createLineSink({fileDescriptor, lossLine});
	};
	return {
		write(line) {
			sink ??= openSink();
			sink.write(line);
		},
	};
}

const toEscape = (character: string): string => character.split('').map(unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');

const lossLine = (lost: number): string => `${JSON.stringify({
	level: 'warn', time: new Date().toISOString(), pid: process.pid, host: hostname(), message: 'Log lines were lost: they could not be written', lost,
})}\n`;
