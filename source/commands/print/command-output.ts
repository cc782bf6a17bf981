import type {Writable} from 'node:stream';
import {setImmediate} from 'node:timers/promises';
import {toSafeText} from '../../core/text/safe-text.js';
import {AppError} from '../../errors/app-error.js';
import {cutText} from './cut-text.js';
import type {CommandOutput} from '../command.js';

/** What a command needs to know of a process's stream. */
export type OutputStream = Writable & {readonly isTTY?: boolean; readonly columns?: number};

const clearLine = '\r\u001B[K';

/**
 * Writes to the process's streams. A reader that has gone away (`parley … | head`, a closed window) ends the output and is no failure:
 * what was asked for is done all the same. `check` rejects with OUTPUT_FAILED when something else kept stdout from being written.
 */
export function createCommandOutput(stdout: OutputStream, stderr: OutputStream): CommandOutput & {readonly check: () => Promise<void>} {
	let failure: Error | undefined;
	const write = createWriter(stdout, error => {
		failure ??= error;
	});
	// Without stderr nothing can be told; what is asked for goes on.
	const writeProgress = createWriter(stderr, () => {});
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
			const width = findWidth(stderr);
			if (width === undefined) return;
			clearProgress();
			if (text === undefined) return;
			writeProgress(cutText(text, width - 1));
			isProgressShown = true;
		},
		notice: text => {
			if (findWidth(stderr) === undefined) writeProgress(`${text}\n`);
		},
		check: async () => {
			// A stream tells what happened in a turn of its own.
			await setImmediate();
			if (failure !== undefined) throw outputFailed(failure);
		},
		get width() {
			return findWidth(stdout);
		},
	};
}

/** The cells of the terminal behind a stream, 80 where it does not tell; undefined for a file or a pipe. */
export const findWidth = ({isTTY, columns}: OutputStream): number | undefined => (isTTY ? (columns ?? 80) : undefined);

function createWriter(stream: OutputStream, onFailure: (error: Error) => void): (text: string) => void {
	let isGone = false;
	stream.on('error', (error: NodeJS.ErrnoException) => {
		isGone = true;
		if (error.code !== 'EPIPE' && error.code !== 'EIO') onFailure(error);
	});
	return text => {
		if (!isGone) stream.write(text);
	};
}

const outputFailed = (cause: Error): AppError => new AppError({
	code: 'OUTPUT_FAILED',
	message: `The output could not be written: ${cause.message}.`,
	nextStep: 'What was asked for is done. Make room where the output goes, and look what came of it: parley operations list',
	cause,
});

/** JSON in which nothing can act on a terminal: what JSON itself does not escape (C1, bidi, tags) is escaped too. */
export const toInertJson = (value: unknown): string =>
	JSON.stringify(value, undefined, '\t').replaceAll(/[^\n\t\u0020-\u007e]/gu, character => (toSafeText(character) === character ? character : escape(character)));

const escape = (character: string): string =>
	Array.from({length: character.length}, (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`).join('');
