import type {JsonObject, JsonValue} from '../../../core/json.js';

/** What one writable field takes. Dates are Unix seconds. */
export type FieldRule = {
	readonly name: string;
	readonly kind: 'text' | 'date' | 'id';
	/** Characters of a text at most. */
	readonly limit?: number;
	readonly choices?: readonly string[];
};

export type FieldValue = string | number | null;
export type FieldValues = Readonly<Record<string, FieldValue>>;

/** The values of one item of a write, with "field: message" for each that is not what it must be. What is blank or absent is null: it will be cleared. */
export function readFields(item: JsonObject, rules: readonly FieldRule[]): {readonly values: FieldValues; readonly errors: readonly string[]} {
	const errors: string[] = [];
	const values = rules.map(rule => {
		const {value, problem} = readField(item[rule.name], rule);
		if (problem !== undefined) errors.push(`${rule.name}: ${problem}`);
		return [rule.name, value] as const;
	});
	return {values: Object.fromEntries(values), errors};
}

type Reading = {readonly value: FieldValue; readonly problem?: string};

function readField(given: JsonValue | undefined, {kind, limit, choices}: FieldRule): Reading {
	if (given === undefined || given === null || given === '') return {value: null};
	if (kind !== 'text') {
		const isWhole = typeof given === 'number' && Number.isSafeInteger(given);
		return isWhole ? {value: given} : {value: null, problem: kind === 'date' ? 'must be a date in Unix format' : 'must be an integer'};
	}
	if (typeof given !== 'string') return {value: null, problem: 'must be a string'};
	if (given.includes('\u0000')) return {value: null, problem: 'holds a character that is not allowed'};
	if (limit !== undefined && [...given].length > limit) return {value: given, problem: `exceeds the maximum of ${limit} characters`};
	if (choices !== undefined && !choices.includes(given)) return {value: given, problem: `must be one of ${choices.join(', ')}`};
	return {value: given};
}

/** "field: is required" for each that is blank. */
export const requireFields = (values: FieldValues, names: readonly string[], when = ''): readonly string[] =>
	names.filter(name => values[name] === null || values[name] === undefined).map(name => `${name}: is required${when}`);

export const isBlank = (values: FieldValues, name: string): boolean => (values[name] ?? null) === null;
