import type {Writable} from 'node:stream';
import {toSafeText} from '../core/safe-text.js';
import {cutText} from './cut-text.js';
import type {CommandOutput} from './command.js';

/** What a command needs to know of a process's stream. */
export type OutputStream = Writable & {readonly isTTY?: boolean; readonly columns?: number};

const defaultColumns = 80;
const clearLine = '\r\u001B[K';

/**
 * Writes to the process's streams. A reader that has gone away (`parley … | head`, a closed window) ends the output and is no failure:
 * what was asked for is done all the same.
 */
export function createCommandOutput(stdout: OutputStream, stderr: OutputStream): CommandOutput {
	const write = createWriter(stdout);
	const writeProgress = createWriter(stderr);
	let isProgressShown = false;
	const clearProgress = (): void => {
		if (isProgressShown) writeProgress(clearLine);
		isProgressShown = false;
	};
	return {
		line: text => {
			clearProgress();
			write(`${text}\n`);
		},
		json: value => {
			clearProgress();
			write(`${toInertJson(value)}\n`);
		},
		progress: text => {
			if (!stderr.isTTY) return;
			clearProgress();
			if (text === undefined) return;
			writeProgress(cutText(text, (stderr.columns ?? defaultColumns) - 1));
			isProgressShown = true;
		},
		isTerminal: stdout.isTTY ?? false,
		get columns() {
			return stdout.columns ?? defaultColumns;
		},
	};
}

function createWriter(stream: OutputStream): (text: string) => void {
	let isGone = false;
	stream.on('error', (error: NodeJS.ErrnoException) => {
		if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
		isGone = true;
	});
	return text => {
		if (!isGone) stream.write(text);
	};
}

/** JSON in which nothing can act on a terminal: what JSON itself does not escape (C1, bidi, tags) is escaped too. */
export const toInertJson = (value: unknown): string =>
	JSON.stringify(value, undefined, '\t').replaceAll(/[^\n\t\u0020-\u007e]/gu, character => (toSafeText(character) === character ? character : escape(character)));

const escape = (character: string): string =>
	Array.from({length: character.length}, (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`).join('');
