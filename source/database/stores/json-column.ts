import {toStorable} from '../../core/canonical.js';
import type {JsonValue} from '../../core/json.js';

/**
 * A jsonb column in which SQL NULL means absent and jsonb `null` means null. The driver reads both as `null`, so such a
 * column is selected as `column::text` and written as `$1::jsonb`.
 */
export const fromJsonText = (text: string | null): JsonValue | undefined => (text === null ? undefined : (JSON.parse(text) as JsonValue));

export const toJsonText = (value: JsonValue | undefined): string | null => (value === undefined ? null : toStorableJson(value));

/** What others say, as in the text of an error, may hold what jsonb refuses: NUL and lone surrogates, in names too, become visible signs. */
export const toStorableJson = (value: unknown): string => {
	const text = JSON.stringify(value);
	return text.includes('\\u') && /\\u(?:0000|d[89a-f])/i.test(text) ? JSON.stringify(toStorable(JSON.parse(text) as JsonValue)) : text;
};
