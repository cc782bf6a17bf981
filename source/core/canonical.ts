import type {FieldKind} from './entity.js';
import type {JsonValue} from './json.js';

/** A value that its field's kind cannot hold. */
export class NotCanonical extends Error {
	override readonly name = 'NotCanonical';
}

const largestInteger = 2_147_483_647;

/** PostgreSQL's text and jsonb refuse NUL and lone surrogates: they become visible signs. */
export const toStorableText = (text: string): string => {
	const visible = text.includes('\u0000') ? text.replaceAll('\u0000', '␀') : text;
	return visible.isWellFormed() ? visible : visible.toWellFormed();
};

/**
 * Brings a value into the canonical form of its kind, so that equal facts are equal JSON. `null` stays `null`.
 * @throws NotCanonical with a sentence for a person ("\"next week\" is not a date …").
 */
export function toCanonical(kind: FieldKind, value: JsonValue): JsonValue {
	if (value === null) return null;
	switch (kind) {
		case 'text':
			return toText(value);
		case 'uuid':
			return toUuid(value);
		case 'integer':
			return toInteger(value);
		case 'number':
			return toNumber(value);
		case 'boolean':
			return toBoolean(value);
		case 'date':
			return toDate(value);
		case 'timestamp':
			return toTimestamp(value);
		case 'text-list':
			return toTextList(value);
		case 'json':
			return toStorable(value);
	}
}

const show = (value: JsonValue): string => {
	const text = JSON.stringify(value);
	return text.length > 60 ? `${text.slice(0, 57)}…` : text;
};

function toText(value: JsonValue): string {
	if (typeof value === 'string') return toStorableText(value);
	if (typeof value === 'number' || typeof value === 'boolean') return String(value);
	throw new NotCanonical(`${show(value)} is a list or an object, not a text.`);
}

function toUuid(value: JsonValue): string {
	const text = typeof value === 'string' ? value.trim().toLowerCase() : '';
	if (/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text)) return text;
	throw new NotCanonical(`${show(value)} is not a UUID.`);
}

function toNumber(value: JsonValue): number {
	const number = typeof value === 'string' && /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(value) ? Number(value) : value;
	if (typeof number === 'number' && Number.isFinite(number)) return number === 0 ? 0 : number;
	throw new NotCanonical(`${show(value)} is not a number.`);
}

function toInteger(value: JsonValue): number {
	const number = toNumber(value);
	if (!Number.isInteger(number)) throw new NotCanonical(`${show(value)} is not a whole number.`);
	if (Math.abs(number) > largestInteger) throw new NotCanonical(`${show(value)} is larger than ${largestInteger}.`);
	return number;
}

function toBoolean(value: JsonValue): boolean {
	if (typeof value === 'boolean') return value;
	const text = String(value).trim().toLowerCase();
	if (['true', 't', 'yes', 'y', '1'].includes(text)) return true;
	if (['false', 'f', 'no', 'n', '0'].includes(text)) return false;
	throw new NotCanonical(`${show(value)} is neither true nor false.`);
}

const isRealDay = (year: number, month: number, day: number): boolean => {
	const date = new Date(Date.UTC(year, month - 1, day));
	return year >= 1 && year <= 9999 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
};

/** The day as it is written; a time of day that follows is left out, and anything else that follows is no date. */
function toDate(value: JsonValue): string {
	const match = typeof value === 'string' ? /^\s*(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}.*)?\s*$/.exec(value) : null;
	if (match === null || !isRealDay(Number(match[1]), Number(match[2]), Number(match[3]))) {
		throw new NotCanonical(`${show(value)} is not a date such as 2026-11-30.`);
	}
	return `${match[1]}-${match[2]}-${match[3]}`;
}

const timestampForm = /^\s*(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?\s*$/i;

const canonicalTimestamp = /^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

/** Without a zone it is read as UTC; below a millisecond is cut off. */
function toTimestamp(value: JsonValue): string {
	// Most times come in canonical form already; a date object for each would cost more than all other fields together.
	if (typeof value === 'string' && canonicalTimestamp.test(value) && isPlainDay(value)) return value;
	const match = typeof value === 'string' ? timestampForm.exec(value) : null;
	if (match === null || !isRealDay(Number(match[1]), Number(match[2]), Number(match[3]))) {
		throw new NotCanonical(`${show(value)} is not a time such as 2026-11-30T14:00:00Z.`);
	}
	const [, year, month, day, hour, minute, second = '00', fraction = '', zone = 'Z'] = match;
	const ms = fraction.padEnd(3, '0').slice(0, 3);
	const offset = zone.toUpperCase() === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(3).replace(':', '').padEnd(2, '0')}`;
	const time = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}${offset}`);
	if (Number.isNaN(time.getTime())) throw new NotCanonical(`${show(value)} is not a time such as 2026-11-30T14:00:00Z.`);
	return time.toISOString();
}

/** Days that every month of every year has; about the others the long way decides. */
function isPlainDay(text: string): boolean {
	const [month, day] = [Number(text.slice(5, 7)), Number(text.slice(8, 10))];
	return month >= 1 && month <= 12 && day >= 1 && day <= 28 && !text.startsWith('0000');
}

function toTextList(value: JsonValue): readonly string[] {
	if (Array.isArray(value)) return value.map(item => toText(item as JsonValue));
	throw new NotCanonical(`${show(value)} is not a list.`);
}

/** The same with all its texts, and the names of its members, in a form that PostgreSQL stores. */
export function toStorable(value: JsonValue): JsonValue {
	if (typeof value === 'string') return toStorableText(value);
	if (typeof value !== 'object' || value === null) return value;
	if (Array.isArray(value)) return value.map(item => toStorable(item as JsonValue));
	return Object.fromEntries(Object.entries(value).map(([key, member]) => [toStorableText(key), toStorable(member as JsonValue)]));
}
