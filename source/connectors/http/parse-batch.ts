import {isAscii} from 'node:buffer';
import type {JsonValue} from '../../core/json.js';
import {BatchElement, ElementBatch} from './element-batch.js';
import {hasSuspiciousEscape, prototypeKey} from './parse-json.js';

const [openBracket, closeBracket] = [Buffer.from('['), Buffer.from(']')];

/**
 * The elements of an array that these bytes are, commas between and without its brackets. Undefined when they are not,
 * or when one of them needs the careful way: it is nested too deeply, or `JSON.parse` alone would lose or risk something.
 */
export function parseBatch(bytes: Buffer, maxDepth: number): readonly BatchElement[] | undefined {
	// Text of one byte a character is decoded and parsed faster, and brackets that are set around a text have it copied.
	const array = Buffer.concat([openBracket, bytes, closeBracket]);
	const encoding = isAscii(array) ? 'latin1' : 'utf8';
	const text = array.toString(encoding);
	if (hasSuspiciousEscape(text)) return undefined;
	try {
		const values = JSON.parse(text) as readonly JsonValue[];
		if (!values.every(value => isPlain(value, maxDepth))) return undefined;
		const batch = new ElementBatch({bytes: array, encoding}, values);
		return values.map((_, index) => new BatchElement(batch, index));
	} catch {
		return undefined; // Cut at the wrong place, or a syntax error: the splitter tells.
	}
}

/** Without an integer that may have lost digits, a "__proto__" key, and anything below the deepest level. */
function isPlain(value: JsonValue, depth: number): boolean {
	if (typeof value === 'number') return Number.isSafeInteger(value) || !Number.isInteger(value) && Number.isFinite(value);
	if (typeof value !== 'object' || value === null) return true;
	if (depth === 0) return false;
	if (Array.isArray(value)) {
		for (const item of value as readonly JsonValue[]) if (!isPlain(item, depth - 1)) return false;
		return true;
	}
	// Written like this, without another expression around the value, V8 makes no list of the keys: a tenth of the time.
	for (const key in value) if (key === prototypeKey || !isPlain((value as Record<string, JsonValue>)[key] as JsonValue, depth - 1)) return false;
	return true;
}
