import {graphemesOf} from '../text/width.js';
import type {InputEvent} from './input-event.js';
import {nameControl, nameCsi, nameSs3} from './key-names.js';

/** Turns what a terminal sends into keys. It holds back what may be the start of more. */
export type KeyDecoder = {
	readonly push: (chunk: string) => readonly InputEvent[];
	/** What is held back, and so how long the caller should wait for the rest before it calls `flush`. */
	readonly pending: () => 'nothing' | 'escape' | 'sequence' | 'paste';
	/** The rest did not come: a lone ESC was the Escape key, and half a sequence was nothing. */
	readonly flush: () => readonly InputEvent[];
};

const pasteStart = '\u001B[200~';
const pasteEnd = '\u001B[201~';

/** Nobody types this many different characters within one read: it is a paste that the terminal did not mark. */
const unmarkedPaste = 32;

/** One thing at the start of the input: its length, and the key if it is one. Undefined: the rest has yet to come. */
type Token = {readonly length: number; readonly key?: string; readonly paste?: string};

export function createKeyDecoder(): KeyDecoder {
	let held = '';
	return {
		push: chunk => {
			held += chunk;
			const events: InputEvent[] = [];
			for (;;) {
				const text = /^[^\u0000-\u001F\u007F-\u009F]+/.exec(held)?.[0];
				if (text !== undefined) {
					events.push(...textEvents(text));
					held = held.slice(text.length);
					continue;
				}
				const token = held === '' ? undefined : readToken(held);
				if (token === undefined) break;
				held = held.slice(token.length);
				if (token.paste !== undefined) events.push({kind: 'paste', text: token.paste});
				if (token.key !== undefined) events.push({kind: 'key', key: token.key, text: undefined, isTypedAhead: false});
			}
			return markTypedAhead(events);
		},
		pending: () => {
			if (held === '') return 'nothing';
			if (held === '\u001B') return 'escape';
			return held.startsWith(pasteStart) ? 'paste' : 'sequence';
		},
		flush: () => {
			const rest = held;
			held = '';
			if (rest === '\u001B') return [{kind: 'key', key: 'escape', text: undefined, isTypedAhead: false}];
			return rest.startsWith(pasteStart) ? [{kind: 'paste', text: rest.slice(pasteStart.length)}] : [];
		},
	};
}

function textEvents(text: string): readonly InputEvent[] {
	const graphemes = graphemesOf(text);
	if (graphemes.length >= unmarkedPaste && new Set(graphemes).size > 1) return [{kind: 'paste', text}];
	return graphemes.map(grapheme => ({kind: 'key', key: grapheme === ' ' ? 'space' : grapheme, text: grapheme, isTypedAhead: false}));
}

/** A held key is the same key many times; anything else in one read was not typed at the screen that it reaches. */
function markTypedAhead(events: readonly InputEvent[]): readonly InputEvent[] {
	const kinds = new Set(events.map(event => (event.kind === 'key' ? event.key : 'paste')));
	return kinds.size < 2 ? events : events.map(event => (event.kind === 'key' ? {...event, isTypedAhead: true} : event));
}

function readToken(input: string): Token | undefined {
	if (!input.startsWith('\u001B')) {
		const key = nameControl(input.slice(0, 1));
		return key === undefined ? {length: 1} : {length: 1, key};
	}
	switch (input[1]) {
		case undefined: return undefined;
		case '\u001B': return {length: 1, key: 'escape'};
		case '[': return input.startsWith(pasteStart) ? readPaste(input) : readCsi(input);
		case 'O': return readSs3(input);
		// Answers of the terminal to questions: OSC, DCS, APC, PM and SOS end with BEL or ST.
		case ']': case 'P': case '_': case '^': case 'X': return readString(input);
		default: {
			const [grapheme = ''] = graphemesOf(input.slice(1));
			return {length: 1 + grapheme.length, key: `alt-${nameControl(grapheme) ?? grapheme}`};
		}
	}
}

function readCsi(input: string): Token | undefined {
	// A second "[" right after the first is the Linux console's way to send F1 to F5.
	const complete = /^\u001B\[(\[?[0-?]*[ -/]*[@-~])/.exec(input);
	if (complete?.[1] !== undefined && complete[1] !== '[') return named(complete[0].length, nameCsi(complete[1]));
	if (/^\u001B\[\[?[0-?]*[ -/]*$/.test(input)) return undefined;
	// Something that cannot belong to the sequence: what there was of it is dropped, the rest is read anew.
	return {length: /^\u001B\[\[?[0-?]*[ -/]*/.exec(input)?.[0].length ?? 2};
}

function readSs3(input: string): Token | undefined {
	const complete = /^\u001BO([0-9;]*[@-~])/.exec(input);
	if (complete?.[1] !== undefined) return named(complete[0].length, nameSs3(complete[1]));
	return /^\u001BO[0-9;]*$/.test(input) ? undefined : {length: 2};
}

/** Any other control character ends it too: that is a key of somebody who typed ESC and "]". */
function readString(input: string): Token | undefined {
	const end = /\u0007|\u001B\\|(?=[\u0000-\u0006\u0008-\u001A])/.exec(input.slice(2));
	return end === null ? undefined : {length: 2 + end.index + end[0].length};
}

function readPaste(input: string): Token | undefined {
	const end = input.indexOf(pasteEnd);
	return end === -1 ? undefined : {length: end + pasteEnd.length, paste: input.slice(pasteStart.length, end)};
}

const named = (length: number, key: string | undefined): Token => (key === undefined ? {length} : {length, key});
