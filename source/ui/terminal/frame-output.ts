import {Writable} from 'node:stream';
import {compressFrame} from './compress-frame.js';
import {enterModes, eraseScreen, leaveModes} from './modes.js';

/** The part of a terminal's output stream that the console uses. */
export type TerminalStream = NodeJS.WritableStream & {
	readonly isTTY?: boolean;
	readonly columns?: number;
	readonly rows?: number;
};

export type Size = {readonly columns: number; readonly rows: number};

/** What Ink draws on: it makes one write of all that belongs to one frame, and tells the console of a new size before Ink. */
export type FrameOutput = {
	readonly stream: NodeJS.WritableStream;
	readonly size: () => Size;
	/** Switches the terminal's modes to what the console needs, and back. */
	readonly enter: () => void;
	readonly leave: () => void;
	/** Nothing of what was drawn counts any more: the next frame is drawn whole. */
	readonly erase: () => void;
	/** Keeps back what is written until `release`, so that an erased screen and its new frame arrive together. */
	readonly hold: () => void;
	readonly release: () => void;
	/** Writes what waits, at once: before the terminal is given away. */
	readonly flush: () => void;
	readonly close: () => void;
};

const usualSize: Size = {columns: 80, rows: 24};

export const sizeOf = (stdout: TerminalStream): Size => ({columns: stdout.columns || usualSize.columns, rows: stdout.rows || usualSize.rows});

export type FrameOutputOptions = {
	readonly stdout: TerminalStream;
	/** Before Ink hears of it. */
	readonly onResize: (size: Size) => void;
	/** After Ink has laid out for the new size. */
	readonly onResized: () => void;
};

export function createFrameOutput({stdout, onResize, onResized}: FrameOutputOptions): FrameOutput {
	let waiting = '';
	let isHeld = false;
	let scheduled: NodeJS.Immediate | undefined;
	const flush = (): void => {
		clearImmediate(scheduled);
		scheduled = undefined;
		if (waiting === '') return;
		const frame = waiting;
		waiting = '';
		stdout.write(compressFrame(frame));
	};
	const stream = new Writable({
		decodeStrings: false,
		write: (chunk: unknown, _encoding, done) => {
			waiting += String(chunk);
			if (!isHeld) scheduled ??= setImmediate(flush);
			done();
		},
	});
	Object.defineProperties(stream, {
		isTTY: {value: true},
		columns: {get: () => sizeOf(stdout).columns},
		rows: {get: () => sizeOf(stdout).rows},
	});
	const resized = (): void => {
		onResize(sizeOf(stdout));
		// By then React has drawn for the new size, so Ink does not lay out the old frame on the new screen.
		setImmediate(() => {
			stream.emit('resize');
			onResized();
		});
	};
	stdout.on('resize', resized);
	// A terminal that went away cannot be told, and may say so after the last write; the keyboard's end is what ends the console.
	stdout.on('error', () => {});
	return {
		stream,
		size: () => sizeOf(stdout),
		enter: () => void stream.write(enterModes),
		leave: () => void stream.write(leaveModes),
		erase: () => void stream.write(eraseScreen),
		flush,
		hold: () => {
			isHeld = true;
		},
		release: () => {
			isHeld = false;
			flush();
		},
		close: () => {
			flush();
			stdout.off('resize', resized);
		},
	};
}
