import type {ExternalFilter} from '../../core/external-filter.js';
import type {JsonValue} from '../../core/json.js';
import type {SqlDialect} from './dialect.js';
import type {EntityProfile, ListProfile} from './profile.js';
import {createParameters, type Parameters, type SqlStatement} from './statement.js';

/** The values of a row's key columns, in the profile's order. */
export type RowKey = readonly JsonValue[];

/** Which rows: one by its key or its marker, or those after a key that changed since a time (UTC) or a transaction, up to a limit. */
export type RowChoice =
	| {readonly kind: 'one'; readonly key: RowKey}
	| {readonly kind: 'marked'; readonly column: string; readonly marker: string}
	| {readonly kind: 'page'; readonly after: RowKey | undefined; readonly since: string | undefined; readonly limit: number; readonly filters?: readonly ExternalFilter[]};

export type SelectContext = {readonly dialect: SqlDialect; readonly schema: string | undefined; readonly profile: EntityProfile};

/** Names of result columns that no field can have, because fields never start with "#". */
export const aliases = {
	key: (at: number) => `#key${at}`,
	changedAt: '#changedAt',
	changedBy: '#changedBy',
	deletion: '#deletion',
	total: '#total',
	nameless: '#nameless',
	startedAt: '#startedAt',
	version: '#version',
	rowVersion: '#rowVersion',
	marker: '#marker',
	bound: '#bound',
	counter: '#counter',
} as const;

const row = 't';
const item = 'c';

export const qualify = ({dialect, schema}: SelectContext, table: string): string =>
	schema === undefined ? dialect.quote(table) : `${dialect.quote(schema)}.${dialect.quote(table)}`;

const column = ({dialect}: SelectContext, alias: string, name: string): string => `${alias}.${dialect.quote(name)}`;

const keyColumns = (context: SelectContext): readonly string[] => context.profile.key.map(name => column(context, row, name));

/** The rows of one page or of one key, with their joined columns. `isLocked` keeps others from changing them. */
export function selectRows(context: SelectContext, choice: RowChoice, isLocked = false): SqlStatement {
	const {dialect, profile} = context;
	const parameters = createParameters(dialect);
	const joins = profile.joins.map((join, at) => {
		const conditions = Object.entries(join.on).map(([theirs, ours]) => `${column(context, `j${at}`, theirs)} = ${column(context, row, ours)}`);
		return ` left join ${qualify(context, join.table)} as j${at} on ${conditions.join(' and ')}`;
	});
	const text = `select ${rowColumns(context).join(', ')} from ${qualify(context, profile.table)} as ${row}${isLocked ? dialect.lock.hint : ''}`
		+ `${joins.join('')}${chooseRows(context, choice, parameters)}${isLocked ? dialect.lock.clause(row) : ''}`;
	return {verb: 'SELECT', table: profile.table, text, values: parameters.values};
}

/** The items of one list of the same rows, in one statement whatever their number. */
export function selectItems(context: SelectContext, list: ListProfile, choice: RowChoice, isLocked = false): SqlStatement {
	const {dialect, profile} = context;
	const parameters = createParameters(dialect);
	const keys = profile.key.map((name, at) => `${column(context, row, name)} as ${dialect.quote(aliases.key(at))}`);
	const columns = [
		...list.parent.map((name, at) => `${column(context, item, name)} as ${dialect.quote(aliases.key(at))}`),
		...Object.entries(list.columns).map(([field, name]) => `${column(context, item, name)} as ${dialect.quote(field)}`),
	];
	const conditions = list.parent.map((name, at) => `${column(context, item, name)} = ${column(context, 'page', aliases.key(at))}`);
	const text = `select ${columns.join(', ')} from ${qualify(context, list.table)} as ${item}${isLocked ? dialect.lock.hint : ''}`
		+ ` join (select ${keys.join(', ')} from ${qualify(context, profile.table)} as ${row}${chooseRows(context, choice, parameters)}) as page on ${conditions.join(' and ')}`
		+ ` order by ${column(context, item, list.key)}${isLocked ? dialect.lock.clause(item) : ''}`;
	return {verb: 'SELECT', table: list.table, text, values: parameters.values};
}

/** How many rows a listing will meet, how many of them have no key, and the server's time before it looked. */
export function selectExtent(context: SelectContext, since: string | undefined, filters: readonly ExternalFilter[] = []): SqlStatement {
	const {dialect, profile} = context;
	const parameters = createParameters(dialect);
	const changed = changedSince(context, since, parameters);
	const narrowed = narrow(context, filters, parameters);
	const kept = narrowed.length === 0 ? [] : [`(${[narrowed.join(' and '), namelessRow(context)].join(' or ')})`];
	const text = `select count(*) as ${dialect.quote(aliases.total)}, count(case when ${namelessRow(context)} then 1 end) as ${dialect.quote(aliases.nameless)}, `
		+ `${dialect.transactionStart} as ${dialect.quote(aliases.startedAt)} from ${qualify(context, profile.table)} as ${row}${where([...changed, ...kept])}`;
	return {verb: 'SELECT', table: profile.table, text, values: parameters.values};
}

/** Below which transaction none is under way, and what counts them. Of the same moment as the rows that are read after it. */
export const selectWindow = ({dialect}: SelectContext): SqlStatement => ({
	verb: 'SELECT', table: '(server)', values: [],
	text: `select ${dialect.window.bound} as ${dialect.quote(aliases.bound)}, ${dialect.window.counter} as ${dialect.quote(aliases.counter)}`,
});

/** Keys of rows that went since a transaction, after a key, up to a limit. One that is there again is not gone. */
export function selectTombstones(context: SelectContext, {after, since, limit}: {readonly after: RowKey | undefined; readonly since: string; readonly limit: number}): SqlStatement | undefined {
	const {dialect, profile} = context;
	const {deletion} = profile;
	if (deletion.kind !== 'tombstones') return undefined;
	const parameters = createParameters(dialect);
	const [keyColumn = ''] = profile.key;
	const id = column(context, item, deletion.id);
	const conditions = [
		`${column(context, item, deletion.entity)} = ${parameters.add(deletion.name)}`, dialect.isInWindow(column(context, item, deletion.window), parameters.add(since)),
		`not exists (select 1 from ${qualify(context, profile.table)} as ${row} where ${column(context, row, keyColumn)} = ${id})`,
		...(after === undefined ? [] : [`${id} > ${parameters.add(after[0] ?? null)}`]),
	];
	const stamps = [[deletion.at, aliases.changedAt], [deletion.by, aliases.changedBy]] as const;
	// A key that went twice went once.
	const columns = [`${id} as ${dialect.quote(aliases.key(0))}`, ...stamps.flatMap(([name, alias]) => (name === undefined ? [] : [`max(${column(context, item, name)}) as ${dialect.quote(alias)}`]))];
	const text = `select ${columns.join(', ')} from ${qualify(context, deletion.table)} as ${item}${where(conditions)} group by ${id} order by ${id} ${firstRows(limit)}`;
	return {verb: 'SELECT', table: deletion.table, text, values: parameters.values};
}

/** Rows that lack a part of their key: a table that was made without a primary key can hold them. */
export function selectNamelessRows(context: SelectContext, since: string | undefined, limit: number): SqlStatement {
	const {profile} = context;
	const parameters = createParameters(context.dialect);
	const conditions = [`(${namelessRow(context)})`, ...changedSince(context, since, parameters)];
	const text = `select ${rowColumns({...context, profile: {...profile, joins: []}}).join(', ')} from ${qualify(context, profile.table)} as ${row}`
		+ `${where(conditions)} order by ${keyColumns(context).join(', ')} ${firstRows(limit)}`;
	return {verb: 'SELECT', table: profile.table, text, values: parameters.values};
}

export function selectVersion(dialect: SqlDialect): SqlStatement {
	return {verb: 'SELECT', table: '(server)', text: `select ${dialect.version} as ${dialect.quote(aliases.version)}`, values: []};
}

function rowColumns(context: SelectContext): readonly string[] {
	const {dialect, profile} = context;
	const as = (expression: string, alias: string) => `${expression} as ${dialect.quote(alias)}`;
	return [
		...keyColumns(context).map((expression, at) => as(expression, aliases.key(at))),
		...(profile.changed === undefined ? [] : [as(column(context, row, profile.changed.at), aliases.changedAt)]),
		...(profile.changed?.by === undefined ? [] : [as(column(context, row, profile.changed.by), aliases.changedBy)]),
		...(profile.version === undefined ? [] : [as(column(context, row, profile.version), aliases.rowVersion)]),
		...(profile.creation !== undefined && 'marker' in profile.creation ? [as(column(context, row, profile.creation.marker), aliases.marker)] : []),
		...(profile.deletion.kind === 'marked' ? [as(column(context, row, profile.deletion.column), aliases.deletion)] : []),
		...Object.entries(profile.columns).map(([field, name]) => as(column(context, row, name), field)),
		...profile.joins.flatMap((join, at) => Object.entries(join.columns).map(([field, name]) => as(column(context, `j${at}`, name), field))),
	];
}

function chooseRows(context: SelectContext, choice: RowChoice, parameters: Parameters): string {
	const keys = keyColumns(context);
	if (choice.kind === 'marked') return where([`${column(context, row, choice.column)} = ${parameters.add(choice.marker)}`]);
	if (choice.kind === 'one') return where(keys.map((name, at) => `${name} = ${parameters.add(choice.key[at] ?? null)}`));
	const conditions = choice.after === undefined
		? keys.map(name => `${name} is not null`)
		: [`(${context.dialect.isAfter(keys, choice.after.map(parameters.add))})`];
	conditions.push(...changedSince(context, choice.since, parameters), ...narrow(context, choice.filters ?? [], parameters));
	return `${where(conditions)} order by ${keys.join(', ')} ${firstRows(choice.limit)}`;
}

/** By time, a row whose time is unknown may have changed: it is always among them. */
function changedSince(context: SelectContext, since: string | undefined, parameters: Parameters): string[] {
	const {changed} = context.profile;
	if (since === undefined || changed === undefined) return [];
	if (changed.window !== undefined) return [context.dialect.isInWindow(column(context, row, changed.window), parameters.add(since))];
	const changedAt = column(context, row, changed.at);
	return [`(${changedAt} >= ${parameters.add(since)} or ${changedAt} is null)`];
}

/** Columns that a filter can be asked of: those of the table itself, where a row that is gone is gone. */
export const filterableColumns = ({deletion, columns}: EntityProfile): Readonly<Record<string, string>> => (deletion.kind === 'marked' ? {} : columns);

/** Both sides as even text, so that no spelling that our rules take for the same is left out; values that are no text are not asked for. */
function narrow(context: SelectContext, filters: readonly ExternalFilter[], parameters: Parameters): string[] {
	const {dialect, profile} = context;
	return filters.flatMap(filter => {
		const name = Object.hasOwn(filterableColumns(profile), filter.field) ? filterableColumns(profile)[filter.field] : undefined;
		if (name === undefined || filter.kind !== 'any_of' || filter.values.some(value => typeof value !== 'string')) return [];
		const values = filter.values.map(value => dialect.evenText(parameters.add(value)));
		return [`${dialect.evenText(column(context, row, name))} in (${values.join(', ')})`];
	});
}

const namelessRow = (context: SelectContext): string => keyColumns(context).map(name => `${name} is null`).join(' or ');

const where = (conditions: readonly string[]): string => (conditions.length === 0 ? '' : ` where ${conditions.join(' and ')}`);

/** Understood by PostgreSQL and SQL Server alike. The limit is a number of ours, never somebody's text. */
const firstRows = (limit: number): string => `offset 0 rows fetch next ${Math.trunc(limit)} rows only`;
