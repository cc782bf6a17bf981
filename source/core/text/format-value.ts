import type {JsonValue} from '../json.js';

/** The longest text that a sentence quotes whole, in characters. */
const longest = 60;

/**
 * A canonical value as a sentence or a table cell shows it. Absent, `null` and `""` read differently; lists are joined.
 * The result still holds text from outside: it goes through `toSafeText` before it is drawn.
 */
export function formatValue(value: JsonValue | undefined, maxLength = longest): string {
	const characters = [...formatWhole(value)];
	return characters.length > maxLength ? `${characters.slice(0, maxLength - 1).join('')}…` : characters.join('');
}

function formatWhole(value: JsonValue | undefined): string {
	if (value === undefined) return '(absent)';
	if (value === null) return '(none)';
	if (value === '') return '(empty)';
	if (typeof value === 'string') return value;
	if (typeof value !== 'object') return String(value);
	if (Array.isArray(value) && value.every(item => typeof item === 'string')) return value.length === 0 ? '(empty list)' : value.join(', ');
	return JSON.stringify(value);
}
