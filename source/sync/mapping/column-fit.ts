import type {JsonValue} from '../../core/json.js';
import type {ColumnLimit} from '../../core/stores/page-store.js';
import {roundToSingle} from './round-to-single.js';
import type {Validate} from './validate.js';

/** How a column of this installation takes canonical values. */
export type ColumnFit = {
	/** What it keeps of a value, where that may be less: a base of more than that would make our own row look edited. */
	readonly keep: ((value: JsonValue) => JsonValue) | undefined;
	/** Why it does not take what would be kept; a text is never cut. */
	readonly refuse: Validate;
};

export const compileColumnFit = ({maxLength, maxMagnitude, scale, holdsDays, holdsSingles}: ColumnLimit): ColumnFit => ({
	keep: scale !== undefined ? ofNumber(value => roundTo(scale, value)) : holdsSingles ? ofNumber(roundToSingle) : holdsDays ? toDay : undefined,
	refuse: value => {
		if (maxLength !== undefined && typeof value === 'string' && value.length > maxLength && [...value].length > maxLength) return `is longer than the ${maxLength} characters of its column`;
		if (holdsSingles && typeof value === 'number' && !Number.isFinite(Math.fround(value))) return 'is beyond what its column of type real can hold';
		return maxMagnitude !== undefined && typeof value === 'number' && Math.abs(value) >= maxMagnitude ? `does not fit its column, which ends below ${maxMagnitude}` : undefined;
	},
});

const ofNumber = (keep: (value: number) => number) => (value: JsonValue): JsonValue => (typeof value === 'number' ? keep(value) : value);

/** As PostgreSQL rounds: by the decimal digits, and a half away from zero. */
function roundTo(scale: number, value: number): number {
	const [digits = '', exponent = '0'] = String(Math.abs(value)).split('e');
	const shifted = Math.round(Number(`${digits}e${Number(exponent) + scale}`));
	// So large that it has no decimals.
	if (!Number.isSafeInteger(shifted)) return value;
	return shifted === 0 ? 0 : Math.sign(value) * Number(`${shifted}e-${scale}`);
}

/** A canonical time in a column of type `date`; anything else is as it was. */
const toDay = (value: JsonValue): JsonValue => (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T/.test(value) ? `${value.slice(0, 10)}T00:00:00.000Z` : value);
