import type {JsonObject, JsonValue} from '../../../core/json.js';
import {gatewayError, propertyError, refuse} from '../http/refusals.js';

export type Pagination = {readonly total: number; readonly limit: number; readonly offset: number; readonly sort: ReadonlyArray<{readonly name: string; readonly order: string}>};

const operators: Readonly<Record<string, (actual: string, wanted: string) => boolean>> = {
	'eq': (actual, wanted) => actual === wanted,
	'neq': (actual, wanted) => actual !== wanted,
	'match': (actual, wanted) => actual.toLowerCase().includes(wanted.toLowerCase()),
	'nmatch': (actual, wanted) => !actual.toLowerCase().includes(wanted.toLowerCase()),
};

/**
 * A page of a list by `f=field:operator:value` (repeated, tied by `ft`), `sort=field:order`, `limit` and `offset`. Only the
 * named fields can be filtered and sorted by.
 */
export function listPage(
	items: readonly JsonObject[], query: URLSearchParams, fields: readonly string[], defaultLimit: number,
): {readonly items: readonly JsonObject[]; readonly pagination: Pagination} {
	const filtered = items.filter(filterOf(query, fields));
	const [name = fields[0] ?? '', order = 'asc'] = (query.get('sort') ?? '').split(':').filter(part => part !== '');
	if (!fields.includes(name)) refuse(propertyError({property: 'sort', rule: 'invalidvalue', message: `Cannot sort by '${name}'.`}));
	const textOf = (item: JsonObject) => asText(item[name]);
	const sorted = filtered.toSorted((left, right) => textOf(left).localeCompare(textOf(right)) * (order === 'desc' ? -1 : 1));
	const limit = count(query, 'limit', defaultLimit);
	const offset = count(query, 'offset', 0);
	return {items: sorted.slice(offset, offset + limit), pagination: {total: sorted.length, limit, offset, sort: [{name, order}]}};
}

const asText = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : JSON.stringify(value ?? null));

function filterOf(query: URLSearchParams, fields: readonly string[]): (item: JsonObject) => boolean {
	const tests = query.getAll('f').map(filter => {
		const [field = '', operator = '', ...value] = filter.split(':');
		const compare = operators[operator];
		if (!fields.includes(field) || compare === undefined) {
			return refuse(propertyError({property: 'filter', rule: 'invalidvalue', message: `Invalid filter '${filter}'.`}));
		}
		return (item: JsonObject) => compare(asText(item[field]), value.join(':'));
	});
	const isAny = query.get('ft') === 'or';
	return item => tests.length === 0 || (isAny ? tests.some(test => test(item)) : tests.every(test => test(item)));
}

function count(query: URLSearchParams, name: string, missing: number): number {
	const text = query.get(name);
	const value = text === null ? missing : Number(text);
	return Number.isInteger(value) && value >= 0 ? value : refuse(gatewayError(400, `"${name}" must be a number`, {source: 'query', keys: [name]}));
}
