import type {JsonValue} from '../json.js';
import type {ConflictStrategy, FieldPolicy, RecordFilter, SyncDirection} from '../policy.js';
import {formatAmount} from './format-count.js';
import {formatValue} from './format-value.js';

export const directionWords: Readonly<Record<SyncDirection, string>> = {inbound: 'in only', outbound: 'out only', bidirectional: 'both ways'};
export const strategyWords: Readonly<Record<ConflictStrategy, string>> = {external_wins: 'theirs wins', internal_wins: 'ours wins', newest_wins: 'newest wins', manual: 'a person'};

const operatorWords: Readonly<Record<RecordFilter['operator'], string>> = {
	eq: 'is', ne: 'is not', in: 'is one of', not_in: 'is none of', gt: 'is more than', gte: 'is at least', lt: 'is less than', lte: 'is at most', is_null: 'has no value', not_null: 'has a value',
};

/** "severity is one of high, critical and status has a value". */
export const describeFilters = (filters: readonly RecordFilter[]): string => filters.map(({field, operator, value}) =>
	[field, operatorWords[operator], ...(operator === 'is_null' || operator === 'not_null' ? [] : [tellValue(value)])].join(' ')).join(' and ');

/** "status becomes Archived". */
export const describeWhenGone = (whenGone: Readonly<Record<string, JsonValue>>): string =>
	Object.entries(whenGone).map(([field, value]) => `${field} becomes ${tellValue(value)}`).join(', ');

/** What a field has of its own, part by part: "ours wins · frozen while status is completed". */
export function describeFieldPolicy({direction, strategy, ignore, frozenWhen, merge, states, equality}: FieldPolicy): string {
	return [
		...(ignore === true ? ['not compared'] : []),
		...(direction === undefined ? [] : [directionWords[direction]]),
		...(strategy === undefined ? [] : [strategy === 'manual' ? 'a person decides' : strategyWords[strategy]]),
		...(merge === undefined ? [] : [tellMerge(merge)]),
		...(frozenWhen === undefined ? [] : [`frozen while ${frozenWhen.field} is ${frozenWhen.values.map(value => tellValue(value)).join(' or ')}`]),
		...(states === undefined ? [] : [`moves only ${Object.entries(states).map(([from, to]) => `${from} → ${to.join('/')}`).join(', ')}`]),
		...(equality === undefined ? [] : tellEquality(equality)),
	].join(' · ');
}

function tellMerge(merge: NonNullable<FieldPolicy['merge']>): string {
	switch (merge) {
		case 'union': return 'takes the items of both';
		case 'append': return 'keeps what both appended';
		case 'max': return 'takes the larger';
		case 'min': return 'takes the smaller';
		default: return `merges items by ${merge.itemsBy}${merge.orBy.length === 0 ? '' : `, else by ${merge.orBy.join(', ')}`}`;
	}
}

const tellEquality = ({ignoreCase, asSet, separator, precision, scale, onlyValues}: NonNullable<FieldPolicy['equality']>): readonly string[] => [
	...(ignoreCase === true ? ['case does not count'] : []),
	...(asSet === true ? [`order does not count${separator === undefined ? '' : ` (parted by "${separator}")`}`] : []),
	...(precision === undefined ? [] : [`compared to the ${precision}`]),
	...(scale === undefined ? [] : [`compared to ${formatAmount(scale, 'decimal', 'decimals')}`]),
	...(onlyValues === undefined ? [] : [`tells only ${onlyValues.map(value => tellValue(value)).join(', ')}`]),
];

const tellValue = (value: JsonValue | undefined): string => formatValue(value, Infinity);
