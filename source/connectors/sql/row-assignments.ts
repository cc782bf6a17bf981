import type {ExternalRecord, WriteRequest} from '../../core/connector.js';
import type {JsonObject} from '../../core/json.js';
import type {RowChoice} from './select-statements.js';
import type {WriteContext} from './write-context.js';
import {keyValues, stampsOf, toAssignment, type Assignment} from './write-statements.js';

/** What a row that is there gets: what is asked for, what that demands, and who writes. */
export const changesOf = (context: WriteContext, {changes}: WriteRequest, current: ExternalRecord): readonly Assignment[] =>
	[...columnsOf(context, changes), ...demandsOf(context, changes, current), ...stampsOf(context, context.writer)];

/** An item that is completed needs the day on which it was, which our side may have no field for. */
const demandsOf = ({profile}: WriteContext, changes: JsonObject, current: ExternalRecord): readonly Assignment[] =>
	profile.demands.filter(({field, values}) => values.some(value => value === changes[field])).flatMap(({set}) => set)
		.filter(field => changes[field] === undefined && (current.fields[field] ?? null) === null)
		.map(field => ({column: profile.columns[field] ?? field, value: {kind: 'today'}}));

/** All that a new row holds; `choice` names it. */
export function creationOf(context: WriteContext, {changes}: WriteRequest, choice: Exclude<RowChoice, {kind: 'page'}>): readonly Assignment[] {
	const {creation, key: keyColumns} = context.profile;
	const name = choice.kind === 'one' ? keyValues(keyColumns, choice.key) : [{column: choice.column, value: choice.marker}];
	const own = [
		...name.map(({column, value}) => toAssignment(column, value)), ...columnsOf(context, changes), ...stampsOf(context, context.writer),
		...(creation?.at === undefined ? [] : [{column: creation.at, value: {kind: 'now'}} as const]),
		...(creation?.by === undefined ? [] : [toAssignment(creation.by, context.writer)]),
	];
	// A column that the request names and that we stamp is ours to stamp.
	return [...new Map(own.map(assignment => [assignment.column, assignment])).values()];
}

const columnsOf = ({profile}: WriteContext, changes: JsonObject): readonly Assignment[] =>
	Object.entries(changes).flatMap(([field, value]) => {
		const column = profile.columns[field];
		return column === undefined ? [] : [toAssignment(column, value)];
	});
