import type {JsonValue} from '../../core/json.js';
import type {SqlDialect} from './dialect.js';

/** One statement with its values apart: nothing but names of the profile is ever spliced into the text. */
export type SqlStatement = {
	readonly verb: 'SELECT' | 'INSERT' | 'UPDATE';
	/** The table that a person would look at. */
	readonly table: string;
	readonly text: string;
	readonly values: readonly JsonValue[];
};

/** A row by column alias. Dates are "YYYY-MM-DD", times ISO 8601 UTC, whole numbers of 8 bytes strings. */
export type SqlRow = Readonly<Record<string, JsonValue>>;

export type Parameters = {
	readonly values: readonly JsonValue[];
	/** Keeps the value and gives the placeholder that stands for it. */
	readonly add: (value: JsonValue) => string;
};

export function createParameters(dialect: SqlDialect): Parameters {
	const values: JsonValue[] = [];
	return {values, add: value => dialect.parameter(values.push(value))};
}
