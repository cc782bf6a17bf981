import {toSample} from './body-sample.js';
import {createArraySplitter, defaultSplitterLimits, type ArraySplitter, type SplitElement, type SplitterLimits} from './array-splitter.js';
import type {JsonValue} from '../../core/json.js';
import {parseBatch} from './parse-batch.js';
import {parseJson} from './parse-json.js';

/**
 * One element of a large array; its value may be made when it is asked for, which is cheaper where whoever holds on to it
 * says so by `keep`. `isSanitized`: something in it was replaced by a visible sign.
 */
export type ArrayElement =
	| {readonly kind: 'value'; readonly value: JsonValue; readonly isSanitized: boolean; readonly keep?: () => void}
	| {readonly kind: 'unreadable'; readonly reason: string; readonly raw: string};

export type ArrayReader = {
	/** Takes the next bytes and gives the elements that they complete, a little later. Throws SyntaxError when this is no JSON array. */
	readonly push: (bytes: Buffer) => readonly ArrayElement[];
	/** Gives the last elements. Throws SyntaxError unless the document is whole. */
	readonly end: () => readonly ArrayElement[];
};

const openBracket = 0x5b;
const openBrace = 0x7b;
const colon = 0x3a;
const betweenObjects = Buffer.from('},');
/** Parsed together from this size on. */
const defaultBatchBytes = 65_536;

/**
 * Parses a JSON array while its bytes arrive. Where its elements are objects that begin alike, as records do, as many as
 * have arrived are parsed by one `JSON.parse`, with nothing of ours that looks at each byte. A batch was cut at a true
 * border exactly when it parses: inside a text or a bracket it would lack an end. From the first one that does not, the
 * rest of the document goes through the splitter, which finds the element at fault and keeps its neighbours.
 */
export function createArrayReader(limits: SplitterLimits = defaultSplitterLimits, batchBytes = defaultBatchBytes): ArrayReader {
	/** What has arrived and is not parsed yet; after the first batch it begins where an element does. */
	let waiting: Buffer = Buffer.alloc(0);
	let border: Buffer | undefined;
	let splitter: ArraySplitter | undefined;

	function splitFromHere(): readonly ArrayElement[] {
		splitter = createArraySplitter(limits, border === undefined ? 'array' : 'element');
		return splitter.push(waiting).map(toArrayElement);
	}

	/** The elements that have arrived whole; undefined when they have to be told apart by the splitter. */
	function takeBatch(): readonly ArrayElement[] | undefined {
		const start = border === undefined ? 1 : 0;
		if (border === undefined && (waiting[0] !== openBracket || waiting[1] !== openBrace)) return undefined;
		// Records begin with the same key, mostly: `},{"asset":` stands between two of them and hardly anywhere else.
		const next = border ?? Buffer.concat([betweenObjects, waiting.subarray(1, waiting.indexOf(colon) + 1)]);
		const end = waiting.lastIndexOf(next) + 1;
		if (end === 0 || end - start > limits.maxElementBytes) return undefined;
		const batch = waiting.subarray(start, end);
		const elements = parseBatch(batch, limits.maxDepth);
		if (elements === undefined) return undefined;
		border = next;
		waiting = waiting.subarray(end + 1);
		return elements;
	}

	return {
		push(bytes) {
			if (splitter !== undefined) return splitter.push(bytes).map(toArrayElement);
			waiting = waiting.length === 0 ? bytes : Buffer.concat([waiting, bytes]);
			return waiting.length < batchBytes ? [] : takeBatch() ?? splitFromHere();
		},
		end() {
			const last = splitter === undefined ? splitFromHere() : [];
			splitter?.end();
			return last;
		},
	};
}

function toArrayElement(element: SplitElement): ArrayElement {
	if (element.kind === 'refused') {
		const reason = element.reason === 'too-large' ? `It is too large (${element.bytes} bytes).` : 'It is nested too deeply.';
		return {kind: 'unreadable', reason, raw: toSample(element.beginning)};
	}

	try {
		return {kind: 'value', ...parseJson(element.text, element.traits)};
	} catch {
		// A syntax error inside one element: the array around it was cut soundly.
		return {kind: 'unreadable', reason: 'It is not valid JSON.', raw: toSample(element.text)};
	}
}
