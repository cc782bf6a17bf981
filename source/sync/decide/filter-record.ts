import {assertNever} from '../../errors/assert-never.js';
import type {JsonValue} from '../../core/json.js';
import type {RecordFilter} from '../../core/policy.js';
import type {LinkedRecord} from '../../core/stores/page-store.js';
import type {Pair} from '../pair.js';

/** Whether a record, in canonical form, is one that the policy's filters let through. A missing field counts as null. */
export const passesFilters = (filters: readonly RecordFilter[], fields: Readonly<Record<string, JsonValue>>): boolean =>
	filters.every(filter => passes(filter, fields[filter.field] ?? null));

/** Whether the filters leave a linked record out, by what the other side last showed, and by ours where it shows nothing, or is not read any more. */
export function isLeftOut({policy, mapper}: Pick<Pair, 'policy' | 'mapper'>, {internal, base, theirs}: Pick<LinkedRecord, 'internal' | 'base' | 'theirs'>): boolean {
	if (policy.filters.length === 0) return false;
	const shown = Object.entries({...base, ...theirs}).filter(([field]) => mapper.fields.includes(field));
	return !passesFilters(policy.filters, {...internal, ...Object.fromEntries(shown)});
}

function passes({operator, value = null}: RecordFilter, actual: JsonValue): boolean {
	switch (operator) {
		case 'eq':
			return actual === value;
		case 'ne':
			return actual !== value;
		case 'in':
			return Array.isArray(value) && value.includes(actual);
		case 'not_in':
			return Array.isArray(value) && !value.includes(actual);
		case 'is_null':
			return actual === null;
		case 'not_null':
			return actual !== null;
		case 'gt':
			return compare(actual, value) > 0;
		case 'gte':
			return compare(actual, value) >= 0;
		case 'lt':
			return compare(actual, value) < 0;
		case 'lte':
			return compare(actual, value) <= 0;
		default:
			return assertNever(operator);
	}
}

/** Only two numbers or two texts have an order; NaN, which no comparison holds for, stands for "none". */
function compare(actual: JsonValue, value: JsonValue): number {
	if (typeof actual === 'number' && typeof value === 'number') return actual - value;
	if (typeof actual !== 'string' || typeof value !== 'string') return Number.NaN;
	return actual === value ? 0 : actual > value ? 1 : -1;
}
