import {StringDecoder} from 'node:string_decoder';
import type {InputEvent} from './input-event.js';
import {createKeyDecoder} from './key-decoder.js';

/** The part of a terminal's input stream that the console uses. */
export type KeyboardStream = NodeJS.ReadableStream & {
	readonly isTTY?: boolean;
	readonly setRawMode?: (isRaw: boolean) => unknown;
	readonly ref?: () => unknown;
	readonly unref?: () => unknown;
};

export type KeyboardOptions = {
	readonly stdin: KeyboardStream;
	/** Over SSH a key's bytes may arrive apart. */
	readonly isRemote: boolean;
	readonly onInput: (event: InputEvent) => void;
	/** The terminal is gone. */
	readonly onEnd: () => void;
};

/** Reads keys while it is started. Whoever starts it stops it: the terminal is raw in between. */
export type Keyboard = {readonly start: () => void; readonly stop: () => void};

/** How long to wait for the rest of what is held back, in ms. */
const waits = {
	escape: {local: 20, remote: 100},
	// Once a sequence began it is never taken for typed text, so waiting longer costs nothing but the key itself.
	sequence: {local: 500, remote: 1000},
	paste: {local: 30_000, remote: 30_000},
};

export function createKeyboard({stdin, isRemote, onInput, onEnd}: KeyboardOptions): Keyboard {
	const decoder = createKeyDecoder();
	const characters = new StringDecoder('utf8'); // A character's bytes may arrive in two reads.
	let timer: NodeJS.Timeout | undefined;
	const emit = (events: readonly InputEvent[]): void => {
		for (const event of events) onInput(event);
	};
	let waitingFor: ReturnType<typeof decoder.pending> = 'nothing';
	const giveUp = (): void => {
		waitingFor = 'nothing';
		emit(decoder.flush());
	};
	// The wait is for one thing and does not begin anew with each byte: else typing on would keep it up for ever.
	const waitForRest = (isNew: boolean): void => {
		const pending = decoder.pending();
		if (pending === waitingFor && !isNew) return;
		clearTimeout(timer);
		waitingFor = pending;
		if (pending !== 'nothing') timer = setTimeout(giveUp, waits[pending][isRemote ? 'remote' : 'local']);
	};
	const read = (chunk: Buffer | string): void => {
		const events = decoder.push(typeof chunk === 'string' ? chunk : characters.write(chunk));
		emit(events);
		waitForRest(events.length > 0);
	};
	// A terminal that is gone answers with errors to whatever is asked of it, also after we have let go of it.
	stdin.on('error', () => {});
	return {
		start: () => {
			stdin.setRawMode?.(true);
			stdin.ref?.();
			stdin.on('data', read);
			stdin.on('end', onEnd);
			stdin.on('error', onEnd);
			stdin.resume();
		},
		stop: () => {
			clearTimeout(timer);
			waitingFor = 'nothing';
			decoder.flush();
			stdin.off('data', read);
			stdin.off('end', onEnd);
			stdin.off('error', onEnd);
			stdin.pause();
			stdin.setRawMode?.(false);
			stdin.unref?.();
		},
	};
}
