import {isAscii} from 'node:buffer';
import {beginScan, isJsonSpace, scanElement, type ElementScan} from './element-scanner.js';
import type {JsonTraits} from './parse-json.js';

export type SplitterLimits = {
	/** The largest element that is kept, in bytes. */
	readonly maxElementBytes: number;
	/** The deepest nesting of brackets inside an element, its own included. */
	readonly maxDepth: number;
};

export const defaultSplitterLimits: SplitterLimits = {maxElementBytes: 8 * 1024 * 1024, maxDepth: 64};

/** One element of the array as it was written, or why it was let go. `bytes` is its whole length. */
export type SplitElement =
	| {readonly kind: 'element'; readonly text: string; readonly traits: JsonTraits; readonly bytes: number}
	| {readonly kind: 'refused'; readonly reason: 'too-large' | 'too-deep'; readonly beginning: string; readonly bytes: number};

export type ArraySplitter = {
	/** Takes the next bytes and gives the elements that they complete. Throws SyntaxError when this is no JSON array. */
	readonly push: (bytes: Buffer) => readonly SplitElement[];
	/** Throws SyntaxError unless the document is whole. */
	readonly end: () => void;
};

const comma = 0x2c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const byteOrderMark = [0xef, 0xbb, 0xbf];
const nullWord = [...Buffer.from('null')];
const beginningBytes = 200;

/** What may come next: the array, its first element or its end, an element, a comma or the end, nothing more. */
type Place = 'array' | 'first' | 'element' | 'separator' | 'nothing';

/**
 * Cuts a JSON array into the texts of its elements while its bytes arrive, so that memory holds one element and not the
 * document. It checks the syntax of the array itself; the syntax inside an element is for whoever parses that. The
 * document `null` counts as an empty array. `start` is where the bytes begin.
 */
export function createArraySplitter(limits: SplitterLimits = defaultSplitterLimits, start: 'array' | 'element' = 'array'): ArraySplitter {
	let place: Place = start;
	/** Bytes of a byte order mark or of `null` that are still to come. */
	let expected: readonly number[] = [];
	let isStart = true;
	let element: ElementUnderWay | undefined;
	let previousScan: ElementScan | undefined;

	function takePunctuation(byte: number): void {
		const [next, ...later] = expected;
		if (next !== undefined) {
			if (byte !== next) throw unexpected(byte);
			expected = later;
			return;
		}

		const isFirstByte = isStart;
		isStart = false;
		if (isJsonSpace(byte)) return;
		if (isFirstByte && byte === byteOrderMark[0]) expected = byteOrderMark.slice(1);
		else if (place === 'array' && byte === openBracket) place = 'first';
		else if (place === 'array' && byte === nullWord[0]) {
			expected = nullWord.slice(1);
			place = 'nothing';
		} else if ((place === 'first' || place === 'separator') && byte === closeBracket) place = 'nothing';
		else if (place === 'separator' && byte === comma) place = 'element';
		else throw unexpected(byte);
	}

	const beginsElement = (byte: number): boolean =>
		(place === 'first' || place === 'element') && byte !== comma && byte !== closeBracket && !isJsonSpace(byte);

	return {
		push(bytes) {
			const found: SplitElement[] = [];
			let index = 0;
			while (index < bytes.length) {
				const byte = bytes[index] ?? 0;
				if (element === undefined && beginsElement(byte)) element = createElement(beginScan(byte, previousScan), limits);
				if (element === undefined) {
					takePunctuation(byte);
					index++;
					continue;
				}

				const end = scanElement(element.scan, bytes, index);
				element.keep(bytes.subarray(index, end === -1 ? bytes.length : end));
				if (end === -1) break;
				found.push(element.complete());
				previousScan = element.scan;
				element = undefined;
				place = 'separator';
				index = end;
			}

			return found;
		},
		end() {
			if (place !== 'nothing' || expected.length > 0) throw new SyntaxError('The JSON array ends in the middle.');
		},
	};
}

type ElementUnderWay = {
	readonly scan: ElementScan;
	readonly keep: (bytes: Buffer) => void;
	readonly complete: () => SplitElement;
};

function createElement(scan: ElementScan, limits: SplitterLimits): ElementUnderWay {
	let pieces: Buffer[] = [];
	let length = 0;

	const refusal = (): 'too-large' | 'too-deep' | undefined =>
		length > limits.maxElementBytes ? 'too-large' : scan.deepest > limits.maxDepth ? 'too-deep' : undefined;

	return {
		scan,
		keep(bytes) {
			length += bytes.length;
			if (refusal() === undefined) pieces.push(bytes);
			// Of what is refused, the beginning is enough to recognise it by.
			else pieces = [Buffer.from((pieces[0] ?? bytes).subarray(0, beginningBytes))];
		},
		complete() {
			const reason = refusal();
			const [only, ...more] = pieces;
			const whole = more.length === 0 && only !== undefined ? only : Buffer.concat(pieces);
			if (reason !== undefined) return {kind: 'refused', reason, beginning: whole.toString('utf8'), bytes: length};
			const {hasLongNumber, hasUnicodeEscape} = scan;
			// Text of one byte a character is decoded and parsed faster.
			const text = whole.toString(isAscii(whole) ? 'latin1' : 'utf8');
			return {kind: 'element', text, traits: {hasLongNumber, hasUnicodeEscape}, bytes: length};
		},
	};
}

const unexpected = (byte: number): SyntaxError => new SyntaxError(`This is no JSON array: "${String.fromCharCode(byte)}" stands where it cannot.`);
