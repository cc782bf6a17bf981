import {RE2JS} from 're2js';
import {isJsonObject, type JsonValue} from '../../core/json.js';
import type {Transformation} from '../../core/mapping.js';

/** A value that a transformation cannot take. */
export class NotTransformable extends Error {
	override readonly name = 'NotTransformable';
}

/** What a rule gives for a value; `undefined` means that the field is absent. */
export type Transform = (value: JsonValue) => JsonValue | undefined;

/** Compiles a rule once, for use on many records. `null` passes through every rule unchanged. */
export function compileTransformation(rule: Transformation): Transform {
	const transform = compileStep(rule);
	return value => (value === null ? null : transform(value));
}

function compileStep(rule: Transformation): Transform {
	switch (rule.type) {
		case 'none':
			return value => value;
		case 'array_to_string':
			return value => toList(rule, value).map(item => toText(rule, item)).join(rule.separator);
		case 'string_to_array':
			return value => toText(rule, value).split(rule.separator).map(item => item.trim()).filter(item => item !== '');
		case 'first':
			return value => toList(rule, value)[0] ?? null;
		case 'trim':
			return value => toText(rule, value).trim();
		case 'lowercase':
			return value => toText(rule, value).toLowerCase();
		case 'uppercase':
			return value => toText(rule, value).toUpperCase();
		case 'title_case':
			return value => toText(rule, value).toLowerCase().replace(/(^|[\s_-])\p{L}/gu, start => start.toUpperCase());
		case 'map_values':
			return compileMapValues(rule);
		case 'to_number':
		case 'to_integer':
			return value => toNumber(rule, value);
		case 'to_text':
			return value => toText(rule, value);
		case 'to_boolean':
			return value => toBoolean(rule, value);
		case 'to_date':
			return value => toTime(rule, value).slice(0, 10);
		case 'to_timestamp':
			return value => toTime(rule, value);
		case 'extract':
			return compileExtract(rule);
		case 'pick':
			return value => pick(rule, value);
		case 'control_id':
			return value => toControlId(toText(rule, value));
		case 'chain': {
			const steps = rule.steps.map(compileStep);
			return value => steps.reduce<JsonValue | undefined>((result, step) => (result === undefined || result === null ? result : step(result)), value);
		}
	}
}

const refuse = (rule: Transformation, value: JsonValue, wanted: string): NotTransformable =>
	new NotTransformable(`${rule.type} needs ${wanted}, and got ${JSON.stringify(value).slice(0, 60)}.`);

function toText(rule: Transformation, value: JsonValue): string {
	if (typeof value === 'string') return value;
	if (typeof value === 'number' || typeof value === 'boolean') return String(value);
	throw refuse(rule, value, 'a text');
}

function toList(rule: Transformation, value: JsonValue): readonly JsonValue[] {
	if (Array.isArray(value)) return value as readonly JsonValue[];
	throw refuse(rule, value, 'a list');
}

function toNumber(rule: Transformation, value: JsonValue): number {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value.replace(/^[$€£]|,(?=\d{3}\b)/g, '')) : value;
	if (typeof number !== 'number' || !Number.isFinite(number)) throw refuse(rule, value, 'a number');
	return rule.type === 'to_integer' ? Math.round(number) : number;
}

function toBoolean(rule: Extract<Transformation, {type: 'to_boolean'}>, value: JsonValue): JsonValue {
	if (typeof value === 'boolean') return value ? rule.whenTrue : rule.whenFalse;
	const text = toText(rule, value);
	if (text === rule.whenTrue) return true;
	if (text === rule.whenFalse) return false;
	throw refuse(rule, value, `"${rule.whenTrue}" or "${rule.whenFalse}"`);
}

function toTime(rule: Extract<Transformation, {type: 'to_date' | 'to_timestamp'}>, value: JsonValue): string {
	if (rule.format === 'iso') return toText(rule, value);
	if (rule.format === 'us') {
		const match = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(toText(rule, value).trim());
		if (match === null) throw refuse(rule, value, 'a date such as 11/30/2026');
		return `${match[3]}-${(match[1] ?? '').padStart(2, '0')}-${(match[2] ?? '').padStart(2, '0')}`;
	}
	const time = new Date(toNumber(rule, value) * (rule.format === 'unix_seconds' ? 1000 : 1));
	if (Number.isNaN(time.getTime())) throw refuse(rule, value, 'a Unix time');
	return time.toISOString();
}

function compileMapValues(rule: Extract<Transformation, {type: 'map_values'}>): Transform {
	const values = new Map(Object.entries(rule.values));
	return value => {
		const text = toText(rule, value);
		const mapped = values.get(text);
		if (mapped !== undefined) return mapped;
		if (rule.otherwise === 'keep') return value;
		throw refuse(rule, value, `one of ${[...values.keys()].map(key => `"${key}"`).join(', ')}`);
	};
}

function compileExtract(rule: Extract<Transformation, {type: 'extract'}>): Transform {
	const pattern = RE2JS.compile(rule.pattern);
	return value => {
		const matcher = pattern.matcher(toText(rule, value));
		if (!matcher.find()) return null;
		return (matcher.groupCount() > 0 ? matcher.group(1) : matcher.group()) ?? null;
	};
}

function pick(rule: Extract<Transformation, {type: 'pick'}>, value: JsonValue): JsonValue | undefined {
	const found = toList(rule, value).find(item => isJsonObject(item) && item[rule.key] === rule.equals);
	return isJsonObject(found) ? found[rule.take] : undefined;
}

/** The NIST spelling of a control: "ac-2.3", "AC-02(03)" and "AC-2 (3)" all give "AC-2(3)". Other texts come back trimmed. */
export function toControlId(text: string): string {
	const match = /^\s*([a-z]{2})-0*(\d+)(?:\s*[.(]\s*0*(\d+)\s*\)?)?\s*$/i.exec(text);
	if (match === null) return text.trim();
	const enhancement = match[3] === undefined ? '' : `(${match[3]})`;
	return `${(match[1] ?? '').toUpperCase()}-${match[2]}${enhancement}`;
}
