import {entityDefinitions, type EntityType, type FieldKind} from '../../core/entity.js';
import type {FieldPolicy, PolicyRules, RecordFilter} from '../../core/policy.js';
import {explainForeign} from './explain-foreign.js';

type Fields = Readonly<Record<string, FieldKind>>;

/** Everything that is wrong with a policy beyond its form, as sentences. Schedules are judged where schedules are known. Pure. */
export function checkPolicy(entityType: EntityType, {fields: own, filters, whenGone = {}}: PolicyRules): readonly string[] {
	const {fields, table} = entityDefinitions[entityType];
	const named = [...Object.keys(own), ...Object.values(own).flatMap(({frozenWhen}) => frozenWhen?.field ?? []), ...filters.map(({field}) => field), ...Object.keys(whenGone)];
	return [
		...new Set(named.filter(field => !Object.hasOwn(fields, field)).map(field => `${table} has no ${field} that is synced; possible are ${Object.keys(fields).join(', ')}.`)),
		...filters.flatMap(filter => explainFilter(filter, fields[filter.field]).map(why => `The filter on ${filter.field} ${why}.`)),
		...Object.entries(own).flatMap(([field, policy]) => explainFieldPolicy(policy, fields[field], fields).map(why => `The policy of ${field}: ${why}.`)),
		...Object.entries(whenGone).flatMap(([field, value]) => explainForeign(fields[field] ?? 'text', value).map(why => `whenGone: ${field} ${why}.`)),
	];
}

/** A filter that compares with what the field never holds lets nothing through, or everything. A field that is not known is told of elsewhere. */
function explainFilter({operator, value}: RecordFilter, kind: FieldKind | undefined): readonly string[] {
	if (kind === undefined) return [];
	const isSingle = kind !== 'json' && kind !== 'text-list';
	switch (operator) {
		case 'is_null':
		case 'not_null':
			return value === undefined ? [] : [`takes no value with ${operator}`];
		case 'in':
		case 'not_in':
			if (!Array.isArray(value) || value.length === 0) return ['needs a list of values'];
			return isSingle ? value.flatMap(item => explainForeign(kind, item)) : [`can only ask whether this ${kind} is there: is_null, not_null`];
		case 'eq':
		case 'ne':
			if (value === undefined) return ['needs a value'];
			return isSingle ? explainForeign(kind, value) : [`can only ask whether this ${kind} is there: is_null, not_null`];
		case 'gt':
		case 'gte':
		case 'lt':
		case 'lte':
			if (!isSingle || kind === 'boolean' || kind === 'uuid') return [`cannot order a ${kind}`];
			return value === undefined || value === null ? ['needs a value'] : explainForeign(kind, value);
	}
}

/** Rules that say nothing about a field of this kind would be passed over without a word. */
function explainFieldPolicy({frozenWhen, merge, states, equality = {}}: FieldPolicy, kind: FieldKind | undefined, fields: Fields): readonly string[] {
	if (kind === undefined) return [];
	const isFor = (kinds: readonly FieldKind[], what: string): readonly string[] => (kinds.includes(kind) ? [] : [`${what} is for ${kinds.join(' or ')}, and this field is ${kind}`]);
	const frozenKind = frozenWhen && fields[frozenWhen.field];
	return [
		...(merge === undefined ? [] : typeof merge === 'object' ? isFor(['json'], 'merging by items') : isFor(mergeKinds[merge], `merge ${merge}`)),
		...(states === undefined ? [] : isFor(['text'], 'states')),
		...(equality.ignoreCase === undefined ? [] : isFor(['text', 'text-list', 'json'], 'ignoreCase')),
		...(equality.asSet === undefined ? [] : isFor(['text', 'text-list', 'json'], 'asSet')),
		...(equality.precision === undefined ? [] : isFor(['timestamp'], 'precision')),
		...(equality.scale === undefined ? [] : isFor(['number', 'integer'], 'scale')),
		...(equality.onlyValues ?? []).flatMap(value => explainForeign(kind, value).map(why => `onlyValues ${why}`)),
		...(frozenWhen === undefined || frozenKind === undefined ? [] : frozenWhen.values.length === 0
			? ['frozenWhen has no values, so it would never hold']
			: frozenWhen.values.flatMap(value => explainForeign(frozenKind, value).map(why => `frozenWhen ${why}`))),
	];
}

const mergeKinds: Readonly<Record<'union' | 'append' | 'max' | 'min', readonly FieldKind[]>> = {
	union: ['text', 'text-list', 'json'], append: ['text'], max: ['number', 'integer'], min: ['number', 'integer'],
};
