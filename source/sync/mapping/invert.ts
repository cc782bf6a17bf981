import {isSame} from './normalize.js';
import type {FieldKind} from '../../core/entity.js';
import type {JsonValue} from '../../core/json.js';
import type {FieldMapping, Transformation} from '../../core/mapping.js';
import {NotCanonical, toCanonical} from '../../core/canonical.js';
import {compileTransformation, NotTransformable} from './transform.js';

export type Inverted = {readonly kind: 'value'; readonly value: JsonValue} | {readonly kind: 'refused'; readonly reason: string};

/**
 * What has to be sent so that the mapping would read `value` from it. Refused when there is no such thing: a rule that
 * loses something, or a value that would come back as another.
 */
export function invertField(mapping: FieldMapping, kind: FieldKind, value: JsonValue): Inverted {
	if (value === null) return {kind: 'value', value: null};
	const sent = invert(mapping.transformation, value);
	if (sent === undefined) return {kind: 'refused', reason: `${mapping.externalField} is read by "${mapping.transformation.type}", which cannot be turned round.`};
	const returned = readBack(mapping.transformation, kind, sent);
	if (returned === undefined || !isSame(kind, returned, value)) {
		return {kind: 'refused', reason: `${JSON.stringify(value)} would come back from ${mapping.externalField} as ${JSON.stringify(returned ?? null)}.`};
	}
	return {kind: 'value', value: sent};
}

/** What would be read from it; undefined when it could not be read. */
function readBack(rule: Transformation, kind: FieldKind, sent: JsonValue): JsonValue | undefined {
	try {
		const returned = compileTransformation(rule)(sent);
		return returned === undefined ? undefined : toCanonical(kind, returned);
	} catch (error) {
		if (error instanceof NotTransformable || error instanceof NotCanonical) return undefined;
		throw error;
	}
}

function invert(rule: Transformation, value: JsonValue): JsonValue | undefined {
	switch (rule.type) {
		case 'none':
		case 'trim':
		case 'lowercase':
		case 'uppercase':
		case 'title_case':
		case 'to_number':
		case 'to_integer':
		case 'to_text':
		case 'control_id':
			return value;
		case 'array_to_string':
			return typeof value === 'string' ? value.split(rule.separator).filter(item => item !== '') : undefined;
		case 'string_to_array':
			return Array.isArray(value) ? value.join(rule.separator) : undefined;
		case 'map_values':
			return invertMapValues(rule, value);
		case 'to_boolean':
			return typeof value === 'boolean' ? (value ? rule.whenTrue : rule.whenFalse) : value === rule.whenTrue;
		case 'to_date':
		case 'to_timestamp':
			return typeof value === 'string' ? invertTime(rule.format, value) : undefined;
		case 'first':
		case 'extract':
		case 'pick':
			return undefined;
		case 'chain':
			return rule.steps.reduceRight<JsonValue | undefined>((result, step) => (result === undefined ? undefined : invert(step, result)), value);
	}
}

/** Other texts may mean a value too; its own spelling is nobody's dialect. */
function invertMapValues({values, otherwise, sent}: Extract<Transformation, {type: 'map_values'}>, value: JsonValue): JsonValue | undefined {
	const text = String(value);
	if (sent !== undefined && Object.hasOwn(sent, text)) return sent[text];
	if (Object.hasOwn(values, text) && values[text] === value) return text;
	if (otherwise === 'keep' && !Object.hasOwn(values, text)) return Object.values(values).includes(value) && typeof value !== 'string' ? firstOf(values, value) : value;
	return firstOf(values, value);
}

const firstOf = (values: Readonly<Record<string, JsonValue>>, value: JsonValue): string | undefined => Object.entries(values).find(([, mapped]) => mapped === value)?.[0];

function invertTime(format: 'iso' | 'us' | 'unix_seconds' | 'unix_ms', value: string): JsonValue | undefined {
	if (format === 'iso') return value;
	const [year = '', month = '', day = ''] = value.slice(0, 10).split('-');
	if (format === 'us') return `${month}/${day}/${year}`;
	const ms = Date.parse(value.length === 10 ? `${value}T00:00:00Z` : value);
	return Number.isNaN(ms) ? undefined : format === 'unix_ms' ? ms : Math.floor(ms / 1000);
}
