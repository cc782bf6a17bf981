import type {JsonValue} from '../../core/json.js';

/** What a text needs beyond `JSON.parse`; a scanner that has seen the bytes knows it cheaply. */
export type JsonTraits = {
	/** A run of 16 or more digits, or an exponent, outside of strings: an integer may be beyond 2^53. */
	readonly hasLongNumber: boolean;
	/** A `\u` escape: a lone surrogate, a NUL or a disguised key may hide in it. */
	readonly hasUnicodeEscape: boolean;
};

export type ParsedJson = {
	readonly value: JsonValue;
	/** Something in it could not be kept in a database as it was sent, and was replaced by a visible sign. */
	readonly isSanitized: boolean;
};

/** The traits of a text that nobody has scanned: the careful way is taken. */
const unknownTraits: JsonTraits = {hasLongNumber: true, hasUnicodeEscape: true};

export const prototypeKey = '__proto__';
/** `\u0000`, a surrogate, or an escaped letter of "__proto__". */
const suspiciousEscape = /\\u(?:0000|[dD][89a-fA-F]|005[fF]|007[0024]|006[fF])/;

/**
 * Parses JSON as `JSON.parse` does, but loses and risks nothing: an integer beyond 2^53 becomes a string with all its
 * digits, "__proto__" keys are dropped, NUL becomes "␀" and a lone surrogate "�" (PostgreSQL can keep neither).
 * Throws SyntaxError.
 */
export function parseJson(text: string, traits: JsonTraits = unknownTraits): ParsedJson {
	const needsCare = traits.hasLongNumber || (traits.hasUnicodeEscape && suspiciousEscape.test(text)) || text.includes(prototypeKey);
	return needsCare ? parseCarefully(text) : {value: JSON.parse(text) as JsonValue, isSanitized: false};
}

/** Whether the text holds an escape that `JSON.parse` alone would take as it is: a NUL, a lone surrogate, a disguised "__proto__". */
export const hasSuspiciousEscape = (text: string): boolean => text.includes('\\u') && suspiciousEscape.test(text);

type Reviver = (this: unknown, key: string, value: unknown, context: {readonly source?: string}) => unknown;

function parseCarefully(text: string): ParsedJson {
	let isSanitized = false;
	const clean = (value: string): string => {
		if (!value.includes('\0') && value.isWellFormed()) return value;
		isSanitized = true;
		return value.replaceAll('\0', '␀').toWellFormed();
	};

	const revive: Reviver = (_key, value, context) => {
		if (typeof value === 'number') return isExact(value, context.source) ? value : context.source;
		if (typeof value === 'string') return clean(value);
		return typeof value === 'object' && value !== null && !Array.isArray(value) ? cleanKeys(value, clean) : value;
	};

	// The types of the language do not know the reviver's third argument yet; Node has it since 21.
	const value = JSON.parse(text, revive as Parameters<typeof JSON.parse>[1]) as JsonValue;
	return {value, isSanitized};
}

/** Whether the number is what was written: an integer within ±2^53, or any finite fraction. */
function isExact(value: number, source: string | undefined): boolean {
	if (source === undefined || Number.isSafeInteger(value)) return true;
	return Number.isFinite(value) && /[.eE]/.test(source);
}

function cleanKeys(object: object, clean: (text: string) => string): object {
	if (Object.keys(object).every(key => key !== prototypeKey && clean(key) === key)) return object;
	const entries = Object.entries(object).filter(([key]) => key !== prototypeKey);
	return Object.fromEntries(entries.map(([key, value]) => [clean(key), value]));
}
