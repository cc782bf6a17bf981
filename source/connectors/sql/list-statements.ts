import type {ExternalRecord, WriteRequest} from '../../core/connector.js';
import {isSameValue} from '../../core/is-same-value.js';
import type {JsonObject} from '../../core/json.js';
import {planItems} from './plan-items.js';
import type {ListProfile} from './profile.js';
import {RefusedError} from './refused-error.js';
import type {RowKey} from './select-statements.js';
import type {SqlStatement} from './statement.js';
import type {WriteContext} from './write-context.js';
import {insertRow, keyValues, toAssignment, updateRow, type Assignment} from './write-statements.js';

/** The row that lists belong to, and what it held before; undefined: it is new. */
export type ListOwner = {readonly key: RowKey; readonly current: ExternalRecord | undefined};

/** Makes the items of each list that the request names what is wanted. @throws RefusedError where that cannot be */
export function itemStatements(context: WriteContext, {changes}: WriteRequest, {key, current}: ListOwner): readonly SqlStatement[] {
	return context.profile.lists.filter(({field}) => changes[field] !== undefined).flatMap(list => {
		const plan = planItems(list, itemsOf(current, list), changes[list.field] ?? []);
		if (plan.kind === 'refused') throw new RefusedError(plan.reasons);
		const parent = keyValues(list.parent, key);
		const set = (item: JsonObject) => Object.entries(item).map(([field, value]) => toAssignment(list.columns[field] ?? field, value));
		return [
			...plan.updates.map(update => updateRow(context, list.table, set(update.changes), [{column: list.key, value: update.key}, ...parent])),
			...plan.inserts.map(item => insertRow(context, list.table, [...newItem(context, list, key), ...set(item)])),
		];
	});
}

/** One row for each trail whose field is changed: what was decided before stays. */
export function trailStatements(context: WriteContext, {changes}: WriteRequest, {key, current}: ListOwner): readonly SqlStatement[] {
	return context.profile.trails.filter(({when}) => changes[when] !== undefined && !isSameValue(current?.fields[when], changes[when])).flatMap(trail => {
		const list = context.profile.lists.find(({field}) => field === trail.list);
		if (list === undefined) return [];
		const set = Object.entries(trail.columns).map(([field, source]): Assignment => {
			const column = list.columns[field] ?? field;
			if ('writer' in source) return toAssignment(column, context.writer);
			if ('text' in source) return toAssignment(column, source.text);
			const value = changes[source.field];
			return value === undefined && source.orToday ? {column, value: {kind: 'today'}} : toAssignment(column, value ?? current?.fields[source.field] ?? null);
		});
		return [insertRow(context, list.table, [...newItem(context, list, key), ...set])];
	});
}

const newItem = ({writer}: WriteContext, {parent, creation: {at, by}}: ListProfile, key: RowKey): readonly Assignment[] => [
	...keyValues(parent, key).map(({column, value}) => toAssignment(column, value)),
	...(at === undefined ? [] : [{column: at, value: {kind: 'now'}} as const]), ...(by === undefined ? [] : [toAssignment(by, writer)]),
];

/** The items of a list that a record shows. */
export const itemsOf = (record: ExternalRecord | undefined, list: ListProfile): readonly JsonObject[] =>
	(record?.fields[list.field] ?? []) as readonly JsonObject[];
