import type {FieldKind} from '../../core/entity.js';
import {toCanonicalJson, type JsonValue} from '../../core/json.js';
import type {FieldPolicy} from '../../core/policy.js';

type Equality = NonNullable<FieldPolicy['equality']>;

/**
 * Whether two canonical values say the same thing. Texts are trimmed and their line ends and Unicode forms evened out;
 * `equality` adds what means nothing for this field: case, order, precision. `undefined`, `null` and "" stay three things.
 */
export function isSame(kind: FieldKind, left: JsonValue | undefined, right: JsonValue | undefined, equality: Equality = {}): boolean {
	const [one, other] = [toMeant(left, equality), toMeant(right, equality)];
	if (one === other) return true;
	if (one === undefined || other === undefined || one === null || other === null) return false;
	return toCanonicalJson(normalize(kind, one, equality)) === toCanonicalJson(normalize(kind, other, equality));
}

/** What a value says to the other side: null where it is none of the words that the two share. */
export function toMeant<Value extends JsonValue | undefined>(value: Value, {onlyValues}: Equality = {}): Value | null {
	return onlyValues === undefined || value === undefined || onlyValues.includes(value) ? value : null;
}

function normalize(kind: FieldKind, value: JsonValue, equality: Equality): JsonValue {
	if (typeof value === 'string') return normalizeText(kind, value, equality);
	if (typeof value === 'number') return equality.scale === undefined ? value : Number(value.toFixed(equality.scale));
	if (Array.isArray(value) && equality.asSet) {
		const items = value.map(item => toCanonicalJson(normalize('text', item as JsonValue, equality)));
		return [...new Set(items)].sort();
	}
	return value;
}

function normalizeText(kind: FieldKind, text: string, equality: Equality): JsonValue {
	if (kind === 'timestamp' && equality.precision !== undefined) return text.slice(0, equality.precision === 'day' ? 10 : 19);
	if (kind !== 'text') return text;
	const even = text.normalize('NFC').replaceAll('\r\n', '\n').trim();
	const folded = equality.ignoreCase ? even.toLowerCase() : even;
	if (!equality.asSet) return folded;
	const items = folded.split(equality.separator ?? ',').map(item => item.trim()).filter(item => item !== '');
	return [...new Set(items)].sort();
}
