import {isJsonObject, toCanonicalJson, type JsonObject, type JsonValue} from '../../core/json.js';

/**
 * Whether an export that is running was asked for by the same filters as ours. Tenable echoes them in its own form: words
 * in capitals, times that were not given as 0, tags apart. An export by other filters must not be taken for ours: what
 * it leaves out would count as gone.
 */
export function isSameExport(ours: JsonObject, theirs: JsonObject): boolean {
	const names = new Set([...Object.keys(ours), ...Object.keys(theirs)]);
	return [...names].every(name => toComparable(ours[name]) === toComparable(theirs[name]));
}

function toComparable(value: JsonValue | undefined): string {
	if (value === undefined || isEmpty(value)) return '';
	if (typeof value === 'string') return value.toUpperCase();
	if (Array.isArray(value)) return value.map(toComparable).sort().join(' ');
	return toCanonicalJson(value);
}

function isEmpty(value: JsonValue): boolean {
	if (value === null || value === 0 || value === '' || value === false) return true;
	return Array.isArray(value) ? value.length === 0 : isJsonObject(value) && Object.keys(value).length === 0;
}
