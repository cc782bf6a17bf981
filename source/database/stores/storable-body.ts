import {createHash} from 'node:crypto';
import type {JsonValue} from '../../core/json.js';
import type {Mask} from '../../core/text/mask.js';

/** The most of one body or set of headers that a log row keeps, in characters. */
const longestBody = 64_000;

/** A secret that begins before the cut is masked whole, because this much more is masked than is kept. */
const maskMargin = 8000;

/** PostgreSQL's jsonb parser recurses; far below its limit nobody reads the structure any more. */
const deepest = 200;

/** Names under which secrets travel, also such as Parley never saw (a session cookie, a fresh token). */
const secretMember =
	/("(?:[^"\\]|\\.){0,80}?(?:passw(?:or)?d|secret|api[-_]?keys?|access[-_]?key|access[-_]?token|refresh[-_]?token|id[-_]?token|authorization|cookie|private[-_]?key)(?:[^"\\]|\\.){0,80}?"\s*:\s*)(?:"(?:[^"\\]|\\.)*(?:"|$)|\[[^\]]*(?:\]|$))/gi;

/**
 * A body or headers as the text of a jsonb value that PostgreSQL takes and that holds no secret: masked by value and by
 * name, NUL and lone surrogates replaced, and cut to 64,000 characters with a note of its size and SHA-256. `null` for none.
 */
export function toStorableBody(value: JsonValue | undefined, mask: Mask): string | null {
	if (value === undefined) return null;
	const text = serialize(value);
	if (text === undefined) return JSON.stringify({parley_note: 'nested too deeply to be kept'});
	if (text.length > longestBody) return replaceUnstorable(JSON.stringify(cut(text, mask)));
	const masked = replaceUnstorable(maskText(text, mask));
	// A mask may have hit a number or a name's quotes; then the text is kept, because it is JSON no longer.
	return isJson(masked) && depthOf(masked) <= deepest ? masked : replaceUnstorable(JSON.stringify(masked));
}

/** A text column: masked, without what PostgreSQL refuses, and no longer than the column. */
export function toStorableLine(text: string | undefined, mask: Mask, maxLength: number): string | null {
	if (text === undefined) return null;
	const masked = mask(text).replaceAll('\u0000', '␀').toWellFormed();
	return masked.length > maxLength ? `${masked.slice(0, maxLength - 1).toWellFormed()}…` : masked;
}

/** Undefined when it is nested deeper than the engine's own stack. */
function serialize(value: JsonValue): string | undefined {
	try {
		return JSON.stringify(value);
	} catch (error) {
		if (error instanceof RangeError) return undefined;
		throw error;
	}
}

const cut = (text: string, mask: Mask): JsonValue => ({
	parley_truncated: {bytes: Buffer.byteLength(text), sha256: createHash('sha256').update(text).digest('hex')},
	head: maskText(text.slice(0, longestBody + maskMargin), mask).slice(0, longestBody),
});

const maskText = (text: string, mask: Mask): string => mask(text.replaceAll(secretMember, '$1"***"'));

/** In finished JSON both stand as escapes; a pair of backslashes before them is a backslash of the value's own. */
const replaceUnstorable = (json: string): string =>
	json.replaceAll(/\\\\|\\u0000|\\ud[89a-f][\da-f]{2}/gi, escape => {
		if (escape === '\\\\') return escape;
		return escape === '\\u0000' ? '␀' : '\uFFFD';
	});

function isJson(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false; // What it is not is all that was asked.
	}
}

/** How deep brackets are nested; those inside of texts count too, which only errs on the safe side. */
function depthOf(json: string): number {
	let depth = 0;
	let deepestSeen = 0;
	for (const character of json) {
		if (character === '[' || character === '{') deepestSeen = Math.max(deepestSeen, ++depth);
		else if (character === ']' || character === '}') depth--;
	}
	return deepestSeen;
}
