import type {Mask} from '../core/text/mask.js';

const limits = {depth: 8, entries: 100, characters: 8192} as const;

/** What may be told of an error; everything else (a request, a statement's parameters, a driver's state) stays out. */
const errorFacts = ['code', 'nextStep', 'isRetryable', 'errno', 'syscall', 'severity', 'schema', 'table', 'column', 'constraint', 'routine'] as const;

/** Makes anything plain JSON of bounded size. Errors keep an allow-list of facts, and their causes; a cycle ends. */
export function toLogValue(value: unknown, mask: Mask): unknown {
	return convert(value, {mask, depth: 0, ancestors: []});
}

type Place = {readonly mask: Mask; readonly depth: number; readonly ancestors: readonly object[]};

function convert(value: unknown, place: Place): unknown {
	switch (typeof value) {
		case 'string': return shorten(value, place.mask);
		case 'number': return maskNumber(value, place.mask);
		case 'bigint': return place.mask(String(value));
		case 'boolean': return value;
		case 'object': return value === null ? null : convertObject(value, place);
		default: return undefined; // Functions, symbols and undefined say nothing.
	}
}

function convertObject(value: object, place: Place): unknown {
	if (place.ancestors.includes(value)) return '[circular]';
	if (place.depth >= limits.depth) return '[too deep]';
	const inside: Place = {mask: place.mask, depth: place.depth + 1, ancestors: [...place.ancestors, value]};
	try {
		if (value instanceof Error) return convertError(value, inside);
		if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
		if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
		if (value instanceof URL || value instanceof RegExp) return shorten(String(value), place.mask);
		if ('toJSON' in value && typeof value.toJSON === 'function') return convert((value.toJSON as () => unknown)(), inside);
		if (value instanceof Map) return convertEntries([...value].map(([key, held]) => [String(key), held]), inside);
		if (Array.isArray(value) || value instanceof Set) return convertList([...value], inside);
		return convertEntries(Object.entries(value), inside);
	} catch (error) {
		// A getter or a toJSON of somebody else's object: the log line matters more than that one value.
		return `[unreadable: ${error instanceof Error ? place.mask(error.message) : 'unknown'}]`;
	}
}

function convertError(error: Error, place: Place): unknown {
	const facts = errorFacts.flatMap(name => (name in error ? [[name, (error as unknown as Record<string, unknown>)[name]] as const] : []));
	const {name, message, stack, cause} = error;
	const parts = error instanceof AggregateError ? {errors: convertList(error.errors, place)} : {};
	return {
		name,
		message: shorten(message, place.mask),
		...convertEntries(facts, place),
		...(stack === undefined ? {} : {stack: shorten(stack, place.mask)}),
		...(cause === undefined ? {} : {cause: convert(cause, place)}),
		...parts,
	};
}

function convertEntries(entries: ReadonlyArray<readonly [string, unknown]>, place: Place): Record<string, unknown> {
	const kept = entries.slice(0, limits.entries).map(([key, value]) => [shorten(key, place.mask), convert(value, place)] as const);
	const more = entries.length - kept.length;
	return Object.fromEntries(more > 0 ? [...kept, ['…', `${more} more`]] : kept);
}

function convertList(list: readonly unknown[], place: Place): unknown[] {
	const kept = list.slice(0, limits.entries).map(value => convert(value, place) ?? null);
	return list.length > kept.length ? [...kept, `… ${list.length - kept.length} more`] : kept;
}

/** Masked before it is cut: the first half of a secret could not be recognised afterwards. */
function shorten(text: string, mask: Mask): string {
	if (text.length <= limits.characters) return text;
	const masked = mask(text);
	return masked.length <= limits.characters ? masked : `${masked.slice(0, limits.characters)}… (${text.length} characters)`;
}

/** A secret of digits alone, as a number: masked here, because `***` without quotes would break the line. */
function maskNumber(value: number, mask: Mask): number | string {
	const text = String(value);
	const masked = mask(text);
	return masked === text ? value : masked;
}
