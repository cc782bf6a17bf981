import type {JsonValue} from '../../core/json.js';
import {qualify, type RowKey, type SelectContext} from './select-statements.js';
import type {SqlDialect} from './dialect.js';
import {createParameters, type Parameters, type SqlStatement} from './statement.js';

/** What one column is set to: a value, or the server's clock or day. */
export type Assignment = {readonly column: string; readonly value: {readonly kind: 'value'; readonly value: JsonValue} | {readonly kind: 'now' | 'today'}};

export type ColumnValue = {readonly column: string; readonly value: JsonValue};

const toSql = (dialect: SqlDialect, parameters: Parameters, value: Assignment['value']): string => {
	switch (value.kind) {
		case 'now':
			return dialect.now;
		case 'today':
			return dialect.today;
		case 'value':
			return parameters.add(value.value);
	}
};

/** Sets columns of the one row that these columns name. */
export function updateRow(context: SelectContext, table: string, assignments: readonly Assignment[], key: readonly ColumnValue[]): SqlStatement {
	const {dialect} = context;
	const parameters = createParameters(dialect);
	const settings = assignments.map(({column, value}) => `${dialect.quote(column)} = ${toSql(dialect, parameters, value)}`);
	const conditions = key.map(({column, value}) => `${dialect.quote(column)} = ${parameters.add(value)}`);
	const text = `update ${qualify(context, table)} set ${settings.join(', ')} where ${conditions.join(' and ')}`;
	return {verb: 'UPDATE', table, text, values: parameters.values};
}

/** The same for a row that still has this version; it gives the version that it got, and nothing when somebody was faster. */
export function updateVersion(context: SelectContext, assignments: readonly Assignment[], key: readonly ColumnValue[], version: {readonly column: string; readonly value: JsonValue}): SqlStatement {
	const {dialect, profile} = context;
	const parameters = createParameters(dialect);
	const settings = assignments.map(({column, value}) => `${dialect.quote(column)} = ${toSql(dialect, parameters, value)}`);
	const conditions = [...key, version].map(({column, value}) => `${dialect.quote(column)} = ${parameters.add(value)}`);
	const text = dialect.updateReturning({target: qualify(context, profile.table), settings: settings.join(', '), conditions: conditions.join(' and '), column: dialect.quote(version.column)});
	return {verb: 'UPDATE', table: profile.table, text, values: parameters.values};
}

export function insertRow(context: SelectContext, table: string, assignments: readonly Assignment[]): SqlStatement {
	const {dialect} = context;
	const parameters = createParameters(dialect);
	const columns = assignments.map(({column}) => dialect.quote(column));
	const values = assignments.map(({value}) => (toSql(dialect, parameters, value)));
	const text = `insert into ${qualify(context, table)} (${columns.join(', ')}) values (${values.join(', ')})`;
	return {verb: 'INSERT', table, text, values: parameters.values};
}

/** Says in the row when and by whom it was changed, where the profile has columns for it. */
export function stampsOf({profile}: SelectContext, writer: string): readonly Assignment[] {
	const {changed} = profile;
	if (changed === undefined) return [];
	return [{column: changed.at, value: {kind: 'now'}}, ...(changed.by === undefined ? [] : [toAssignment(changed.by, writer)])];
}

export const toAssignment = (column: string, value: JsonValue): Assignment => ({column, value: {kind: 'value', value}});

export const keyValues = (columns: readonly string[], key: RowKey): readonly ColumnValue[] =>
	columns.map((column, at) => ({column, value: key[at] ?? null}));
