import {toStorable} from '../../core/canonical.js';
import {isJsonObject, toCanonicalJson, type JsonObject, type JsonValue} from '../../core/json.js';
import type {FieldMapping, Transformation} from '../../core/mapping.js';
import type {PayloadDrift, PayloadKey, PayloadKind, PayloadShape} from '../../core/payload-shape.js';
import type {FieldPolicy} from '../../core/policy.js';
import type {Pair} from '../pair.js';

/** So many records without a key that all before them had are no accident. */
const fewestWithout = 10;
const most = {depth: 5, keys: 1000, items: 5, words: 200, text: 200} as const;

export type ShapeLook = {
	readonly shape: PayloadShape;
	readonly hasChanged: boolean;
	readonly drift: readonly PayloadDrift[];
};

/** Compares the form of some records with what is known of their pair's: keys, their types, and words where rules name words. Pure. */
export function lookAtShape({mappings, policy}: Pick<Pair, 'mappings' | 'policy'>, stored: PayloadShape | undefined, records: readonly JsonObject[]): ShapeLook {
	// Maps, because a key of theirs may be "constructor" or "__proto__".
	const known = stored === undefined ? undefined : new Map(Object.entries(stored));
	const shape = new Map(known);
	const drift: PayloadDrift[] = [];
	const read = records.map(record => flatten(record));
	const paths = [...new Set(read.flatMap(values => [...values.keys()]))].slice(0, most.keys);
	const fieldsOf = (path: string): readonly string[] => mappings.filter(mapping => touches(mapping, path)).map(({internalField}) => internalField);
	const tell = (change: PayloadDrift['change'], key: string, more: Pick<PayloadDrift, 'before' | 'sample'> = {}) => drift.push({change, key, ...more, fields: fieldsOf(key)});
	for (const path of paths) {
		const before = known?.get(path);
		const values = read.flatMap(found => found.get(path) ?? []);
		const kinds = new Set(values.flatMap(value => kindOf(value) ?? []));
		const fresh = [...kinds].filter(kind => before?.kinds.includes(kind) !== true);
		const sampleOf = (kind: PayloadKind | undefined) => toSample(values.find(value => kind === undefined || kindOf(value) === kind));
		if (before === undefined && isParentKnown(known, path)) tell('new key', path, {sample: sampleOf(undefined)});
		else if (before !== undefined && before.kinds.length > 0 && fresh.length > 0) tell('new type', path, {before: before.kinds, sample: sampleOf(fresh[0])});
		const words = findWords(wordsNamedFor(path, mappings, policy.fields), values, before?.words ?? []);
		if (before !== undefined) for (const word of words.fresh) tell('new word', path, {sample: toSample(word)});
		const isInAll = read.every(found => found.has(path));
		shape.set(path, {
			kinds: [...before?.kinds ?? [], ...fresh], ...(isInAll && (before === undefined ? known === undefined : before.isAlways === true) ? {isAlways: true} : {}),
			...(words.all.length === 0 ? {} : {words: words.all}),
		});
	}
	for (const [path, key] of known ?? []) {
		if (key.isAlways !== true || key.isMissing === true || read.length < fewestWithout || read.some(found => found.has(path)) || !mappings.some(({externalField}) => externalField === path)) continue;
		tell('missing key', path);
		shape.set(path, {...key, isMissing: true});
	}
	const after: PayloadShape = Object.fromEntries(shape);
	return {shape: after, hasChanged: toCanonicalJson(after) !== toCanonicalJson(stored ?? {}), drift};
}

/** Every key with what it holds: several values for a key of a list's items. */
function flatten(record: JsonObject): ReadonlyMap<string, readonly JsonValue[]> {
	const found = new Map<string, JsonValue[]>();
	const walk = (value: JsonValue, path: string, depth: number): void => {
		if (path !== '') found.set(path, [...found.get(path) ?? [], value]);
		if (depth >= most.depth) return;
		if (Array.isArray(value)) for (const item of value.slice(0, most.items)) walk(item as JsonValue, `${path}[]`, depth + 1);
		else if (isJsonObject(value)) for (const [key, member] of Object.entries(value)) walk(member, path === '' ? key : `${path}.${key}`, depth + 1);
	};
	walk(record, '', 0);
	return found;
}

function kindOf(value: JsonValue): PayloadKind | undefined {
	if (value === null) return undefined;
	if (Array.isArray(value)) return 'list';
	switch (typeof value) {
		case 'string': return 'text';
		case 'number': return 'number';
		case 'boolean': return 'boolean';
		default: return 'object';
	}
}

/** What is in a new object, or in the first item of a list, is new with it, and not told key by key. */
function isParentKnown(known: ReadonlyMap<string, PayloadKey> | undefined, path: string): boolean {
	if (known === undefined || path.endsWith('[]')) return false;
	return [...path.matchAll(/\.|\[\]/g)].every(({0: sign, index}) => known.get(path.slice(0, index))?.kinds.includes(sign === '.' ? 'object' : 'list') === true);
}

const touches = ({externalField}: FieldMapping, path: string): boolean =>
	externalField === path || externalField.startsWith(`${path}.`) || path.startsWith(`${externalField}.`) || path.startsWith(`${externalField}[]`);

/** The words that the rules of a key's fields know, in lower case; none where no rule names any. */
function wordsNamedFor(path: string, mappings: readonly FieldMapping[], fields: Readonly<Record<string, FieldPolicy>>): ReadonlySet<string> {
	const named = mappings.filter(({externalField}) => externalField === path).flatMap(({internalField, transformation, validations}) => [
		...wordsOf(transformation),
		...validations.flatMap(rule => (rule.type === 'one_of' ? rule.values : [])),
		...Object.entries(fields[internalField]?.states ?? {}).flatMap(([from, to]) => [from, ...to]),
	]);
	return new Set(named.map(word => toWord(word)));
}

function wordsOf(rule: Transformation): readonly JsonValue[] {
	if (rule.type === 'map_values') return [...Object.keys(rule.values), ...Object.values(rule.values), ...Object.values(rule.sent ?? {})];
	return rule.type === 'chain' ? rule.steps.flatMap(wordsOf) : [];
}

const toWord = (value: JsonValue): string => String(value).trim().toLowerCase().slice(0, most.text);

function findWords(named: ReadonlySet<string>, values: readonly JsonValue[], told: readonly string[]): {readonly all: readonly string[]; readonly fresh: readonly string[]} {
	if (named.size === 0) return {all: told, fresh: []};
	const words = values.filter(value => typeof value === 'string' || typeof value === 'number').map(toWord);
	const fresh = [...new Set(words)].filter(word => !named.has(word) && !told.includes(word)).slice(0, most.words - told.length);
	return {all: [...told, ...fresh], fresh};
}

function toSample(value: JsonValue | undefined): JsonValue {
	const text = JSON.stringify(value ?? null);
	return toStorable(text.length <= most.text ? (value ?? null) : `${text.slice(0, most.text)}…`);
}
