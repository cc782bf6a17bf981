/** What is known so far of a JSON value whose bytes arrive in pieces. */
export type ElementScan = {
	kind: 'container' | 'string' | 'primitive';
	depth: number;
	deepest: number;
	isInString: boolean;
	isEscaped: boolean;
	/** How many digits stand before the next byte, outside of strings. */
	digitRun: number;
	hasLongNumber: boolean;
	hasUnicodeEscape: boolean;
	/** The bytes in which `nextBackslash` was looked for. */
	searched: Buffer | undefined;
	nextBackslash: number;
};

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const longRun = 16;
const nearBytes = 24;

export const isJsonSpace = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/** A scan of the value that begins with this byte; its text need not be valid JSON. `previous` lends what it searched. */
export function beginScan(firstByte: number, previous: ElementScan | undefined): ElementScan {
	const isContainer = firstByte === openBrace || firstByte === openBracket;
	return {
		kind: isContainer ? 'container' : firstByte === quote ? 'string' : 'primitive',
		depth: 0, deepest: 0, isInString: false, isEscaped: false, digitRun: 0,
		hasLongNumber: false, hasUnicodeEscape: false, searched: previous?.searched, nextBackslash: previous?.nextBackslash ?? -1,
	};
}

/**
 * Goes on from `start` to the end of the value and gives the index after its last byte, or -1 when it goes on beyond
 * these bytes. Brackets are counted, not matched: whoever parses the text finds the rest.
 */
export function scanElement(scan: ElementScan, bytes: Buffer, start: number): number {
	return scan.kind === 'primitive' ? scanPrimitive(scan, bytes, start) : scanNested(scan, bytes, start);
}

function scanPrimitive(scan: ElementScan, bytes: Buffer, start: number): number {
	for (let index = start; index < bytes.length; index++) {
		const byte = bytes[index] ?? 0;
		if (byte === comma || byte === closeBracket || isJsonSpace(byte)) return index;
		// Primitives of an array are rare and short: all of them are parsed the careful way.
		scan.hasLongNumber = true;
	}

	return -1;
}

/** Strings and containers. Locals and flat loops, because every byte of every download passes here. */
function scanNested(scan: ElementScan, bytes: Buffer, start: number): number {
	let {depth, deepest, isInString, digitRun, hasLongNumber} = scan;
	let end = -1;
	let index = start;
	while (index < bytes.length) {
		if (isInString) {
			index = scanString(scan, bytes, index);
			if (index === -1) break;
			isInString = false;
			if (depth > 0) continue;
			end = index;
			break;
		}

		const byte = bytes[index] ?? 0;
		index++;
		if (byte >= 0x30 && byte <= 0x39) {
			digitRun++;
			if (digitRun >= longRun) hasLongNumber = true;
			continue;
		}

		// "1e400" is a number to its writer and infinite here.
		if (digitRun > 0 && (byte | 0x20) === 0x65) hasLongNumber = true;
		digitRun = 0;
		if (byte === quote) isInString = true;
		else if (byte === openBrace || byte === openBracket) {
			depth++;
			if (depth > deepest) deepest = depth;
		} else if (byte === closeBrace || byte === closeBracket) {
			depth--;
			if (depth > 0) continue;
			end = index;
			break;
		}
	}

	Object.assign(scan, {depth, deepest, isInString, digitRun, hasLongNumber});
	return end;
}

/** From inside a string to the index after its closing quote, or -1 when it goes on beyond these bytes. */
function scanString(scan: ElementScan, bytes: Buffer, start: number): number {
	let index = start;
	let {isEscaped} = scan;
	for (;;) {
		// Most strings are short; a long one is worth a native search, which stops at nothing but quotes.
		const nearEnd = Math.min(index + nearBytes, bytes.length);
		for (; index < nearEnd; index++) {
			const byte = bytes[index] ?? 0;
			if (isEscaped) {
				isEscaped = false;
				if (byte === 0x75) scan.hasUnicodeEscape = true;
			} else if (byte === backslash) isEscaped = true;
			else if (byte === quote) {
				scan.isEscaped = false;
				return index + 1;
			}
		}

		if (index === bytes.length) {
			scan.isEscaped = isEscaped;
			return -1;
		}

		if (!isEscaped) index = skipPlain(scan, bytes, index);
	}
}

/** Skips to the next quote or backslash, or to the end. */
function skipPlain(scan: ElementScan, bytes: Buffer, start: number): number {
	// The next backslash is remembered: texts without one would be searched to their end for each string.
	if (scan.searched !== bytes || scan.nextBackslash < start) {
		const found = bytes.indexOf(backslash, start);
		scan.searched = bytes;
		scan.nextBackslash = found === -1 ? bytes.length : found;
	}

	const end = bytes.indexOf(quote, start);
	return Math.min(end === -1 ? bytes.length : end, scan.nextBackslash);
}
