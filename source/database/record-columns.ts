import {toCanonical} from '../core/canonical.js';
import type {EntityDefinition} from '../core/entity.js';
import type {JsonObject, JsonValue} from '../core/json.js';
import {quoteName, type Columns} from './catalog.js';

/** Those of `fields` that this installation's table has. */
export const presentFields = (definition: EntityDefinition, columns: Columns, fields: readonly string[]): readonly string[] =>
	fields.filter(field => Object.hasOwn(definition.fields, field) && columns.has(field));

/** One jsonb value that holds these columns of the row `alias`. */
export const selectAsJson = (alias: string, fields: readonly string[]): string =>
	`jsonb_build_object(${fields.map(field => `'${field}', ${alias}.${quoteName(field)}`).join(', ')})`;

/** A row's columns in canonical form; what an old installation holds in another form stays as it is. */
export function toCanonicalFields(definition: EntityDefinition, row: JsonObject): Readonly<Record<string, JsonValue>> {
	const fields: Record<string, JsonValue> = {};
	for (const [field, value] of Object.entries(row)) {
		try {
			fields[field] = toCanonical(definition.fields[field] ?? 'text', value);
		} catch {
			// A value that no mapping could have written, for example a word where a fresh table has a number.
			fields[field] = value;
		}
	}
	return fields;
}

/** A cast that somebody writes out cuts a text to the length it names, and says nothing; the column itself refuses what is too long. */
const withoutLength = (type: string): string => type.replace(/^character(?: varying)?\(\d+\)/, 'text');

/** SQL that takes field `field` out of the jsonb expression `source` as a value for a column of this type, and leaves it to the column to refuse it. */
export function castFromJson(source: string, field: string, columnType: string): string {
	const type = withoutLength(columnType);
	if (type === 'jsonb' || type === 'json') return `nullif(${source}->'${field}', 'null'::jsonb)::${type}`;
	if (type.endsWith('[]')) {
		return `case when jsonb_typeof(${source}->'${field}') = 'array' then array(select jsonb_array_elements_text(${source}->'${field}'))::${type} end`;
	}
	return `(${source}->>'${field}')::${type}`;
}

/** A canonical value in COPY's text format for a column of this type. */
export function toCopyText(value: JsonValue | undefined, type: string): string {
	if (value === null || value === undefined) return '\\N';
	if (type.endsWith('[]') && Array.isArray(value)) {
		return escapeCopy(`{${value.map(item => `"${String(item).replace(/["\\]/g, '\\$&')}"`).join(',')}}`);
	}
	if (typeof value === 'string' && type !== 'jsonb' && type !== 'json') return escapeCopy(value);
	return escapeCopy(typeof value === 'object' || type === 'jsonb' || type === 'json' ? JSON.stringify(value) : String(value));
}

const special = /[\\\n\r\t]/;
const escapes: Readonly<Record<string, string>> = {'\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t'};

export const escapeCopy = (text: string): string =>
	special.test(text) ? text.replace(/[\\\n\r\t]/g, character => escapes[character] ?? character) : text;
