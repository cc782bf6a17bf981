import type {JsonValue} from '../../core/json.js';

/**
 * A jsonb column in which SQL NULL means absent and jsonb `null` means null. The driver reads both as `null`, so such a
 * column is selected as `column::text` and written as `$1::jsonb`.
 */
export const fromJsonText = (text: string | null): JsonValue | undefined => (text === null ? undefined : (JSON.parse(text) as JsonValue));

export const toJsonText = (value: JsonValue | undefined): string | null => (value === undefined ? null : JSON.stringify(value));
