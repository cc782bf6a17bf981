import {Writable} from 'node:stream';
import {stripVTControlCharacters} from 'node:util';
import type {FrameOutput, Size} from './frame-output.js';
import {enterPaste, leavePaste} from './modes.js';
import {sayFrame, type Frame} from './say-frame.js';

/** Nothing is drawn, so nothing needs to be cut to what the terminal is wide; one list, no detail beside it. */
export const spokenSize: Size = {columns: 119, rows: 40};

/** All that one key brings about is said at once, in ms. */
const settleAfter = 60;

/**
 * In place of a screen, lines that a screen reader says as they come: nothing is ever drawn over. Ink writes each frame
 * whole (its debug mode); what is new in it is printed.
 */
export function createSpokenOutput(stdout: NodeJS.WritableStream): FrameOutput {
	let said: Frame | undefined;
	let latest: Frame | undefined;
	let timer: NodeJS.Timeout | undefined;
	const say = (): void => {
		clearTimeout(timer);
		timer = undefined;
		if (latest === undefined) return;
		const sayings = sayFrame(said, latest);
		said = latest;
		if (sayings.length > 0) stdout.write(`${sayings.join('\r\n')}\r\n`);
	};
	const stream = new Writable({
		decodeStrings: false,
		write: (chunk: unknown, _encoding, done) => {
			const rows = stripVTControlCharacters(String(chunk)).split('\n');
			if (rows.length > 1) {
				latest = rows;
				timer ??= setTimeout(say, settleAfter);
			}
			done();
		},
	});
	Object.defineProperties(stream, {isTTY: {value: true}, columns: {value: spokenSize.columns}, rows: {value: spokenSize.rows}});
	stdout.on('error', () => {});
	return {
		stream,
		size: () => spokenSize,
		enter: () => void stdout.write(enterPaste),
		leave: () => void stdout.write(leavePaste),
		erase: () => {
			said = undefined;
		},
		hold: () => {},
		release: () => {},
		flush: say,
		close: say,
	};
}
