import type {Clock} from '../../core/clock.js';
import type {ExternalRecord, WriteRequest, WriteResult} from '../../core/connector.js';
import {isSameValue} from '../../core/is-same-value.js';
import type {JsonObject} from '../../core/json.js';
import {parseExternalId} from './external-id.js';
import {planItems} from './plan-items.js';
import type {EntityProfile, ListProfile} from './profile.js';
import {readLists} from './read-lists.js';
import {selectRows, type RowChoice, type RowKey, type SelectContext} from './select-statements.js';
import type {SqlClient, SqlTransaction} from './sql-client.js';
import {findRefusal, findSqlState, isCollision} from './sql-errors.js';
import type {SqlStatement} from './statement.js';
import {toRecord} from './to-record.js';
import {insertRow, keyValues, stampsOf, toAssignment, updateRow, updateVersion, type Assignment} from './write-statements.js';

const maxAttempts = 3;
/** The other transaction is being woken when ours is ended; an attempt at once would slip in before it, and collide again. */
const pauseMs = 100;

export type WriteContext = SelectContext & {
	readonly client: SqlClient;
	/** What goes into the columns that say who changed a row. */
	readonly writer: string;
	readonly clock: Clock;
};

/**
 * Creates or changes one row with its lists in one transaction, and gives back what it then holds. A write that finds its
 * own values there is done already: that is what makes a second attempt with the same marker harmless.
 */
export async function writeRecord(context: WriteContext, request: WriteRequest): Promise<WriteResult> {
	const refusals = findUnwritable(context, request);
	if (refusals.length > 0) return {kind: 'rejected', reasons: refusals};
	const choice = chooseRow(context, request);
	if (choice === undefined) return {kind: 'moved', record: undefined};
	const transaction = {mode: 'write', statements: countStatements(context, request), signal: request.signal} as const;
	for (let attempt = 1; ; attempt++) {
		try {
			return await context.client.transact(transaction, sql => attemptWrite(context, sql, request, choice));
		} catch (error) {
			if (error instanceof RefusedError) return {kind: 'rejected', reasons: error.reasons};
			if (attempt < maxAttempts && isWorthAnother(request, error)) {
				await context.clock.sleep(pauseMs * attempt, request.signal);
				continue;
			}
			const reasons = findRefusal(error);
			if (reasons === undefined) throw error;
			return {kind: 'rejected', reasons};
		}
	}
}

/** The server ended one of two transactions that waited for each other, or somebody created the row with this marker meanwhile: nothing was written. */
const isWorthAnother = ({action}: WriteRequest, error: unknown): boolean =>
	isCollision(error) || (action === 'create' && findSqlState(error) === '23505');

/** Ends the transaction without a trace when a list cannot be made what is wanted. */
class RefusedError extends Error {
	readonly reasons: readonly string[];

	constructor(reasons: readonly string[]) {
		super(reasons.join(' '));
		this.reasons = reasons;
	}
}

async function attemptWrite(context: WriteContext, sql: SqlTransaction, request: WriteRequest, choice: ChosenRow): Promise<WriteResult> {
	const current = await readRow(context, sql, choice, {isLocked: true, changes: request.changes});
	if (current === undefined) {
		if (request.action !== 'create') return {kind: 'moved', record: undefined};
		await sql.run(insertRow(context, context.profile.table, creationOf(context, request, choice)));
	} else {
		if (request.action === 'create') return {kind: 'written', record: current};
		if (isDone(context, current, request.changes)) return {kind: 'written', record: current};
		if (hasMoved(request, current)) return {kind: 'moved', record: current};
		if (!await changeRow(context, sql, request, current)) return {kind: 'moved', record: current};
	}
	// A key that the server makes is known once the row is there.
	const key = choice.kind === 'one' ? choice.key : keyOf(context, await readRow(context, sql, choice, {isLocked: false, changes: {}}));
	for (const statement of [...itemStatements(context, request, key, current), ...trailStatements(context, request, key, current)]) await sql.run(statement);
	const written = await readRow(context, sql, choice, {isLocked: false, changes: {}});
	if (written === undefined) throw new RefusedError(['The row could not be read back after it was written.']);
	return {kind: 'written', record: written};
}

/** A version tells of every change; without one only the fields that the request is about can. */
const hasMoved = ({expected, version}: WriteRequest, current: ExternalRecord): boolean =>
	(version !== undefined && current.version !== undefined && version !== current.version) || Object.entries(expected).some(([field, value]) => !isSameValue(current.fields[field], value));

/** False when the row got another version since it was read: a lock that somebody's trigger went around. */
async function changeRow(context: WriteContext, sql: SqlTransaction, request: WriteRequest, current: ExternalRecord): Promise<boolean> {
	const {profile} = context;
	const key = keyValues(profile.key, keyOf(context, current));
	const {version} = profile;
	if (version === undefined || current.version === undefined) {
		await sql.run(updateRow(context, profile.table, changesOf(context, request, current), key));
		return true;
	}
	return (await sql.run(updateVersion(context, changesOf(context, request, current), key, {column: version, value: current.version}))).length === 1;
}

const keyOf = ({profile}: WriteContext, record: ExternalRecord | undefined): RowKey => parseExternalId(record?.externalId ?? '', profile.key.length) ?? [];

/** The row as it is now. Locked, nobody else can change it, add to its lists, or change the items of those that will be written. */
async function readRow(context: WriteContext, sql: SqlTransaction, choice: ChosenRow, reading: {readonly isLocked: boolean; readonly changes: JsonObject}): Promise<ExternalRecord | undefined> {
	const {profile} = context;
	const [row] = await sql.run(selectRows(context, choice, reading.isLocked));
	if (row === undefined) return undefined;
	// What is only added to needs no lock of its own: the row that it belongs to is held.
	const isWritten = (list: ListProfile) => reading.changes[list.field] !== undefined && !list.isAppendOnly;
	const locked = await readLists(context, sql, choice, {lists: profile.lists.filter(isWritten), isLocked: reading.isLocked});
	const others = await readLists(context, sql, choice, {lists: profile.lists.filter(list => !isWritten(list))});
	return toRecord(row, profile, new Map([...locked, ...others]));
}

function findUnwritable({profile}: WriteContext, {action, changes}: WriteRequest): string[] {
	if (action === 'delete') return [`Rows of "${profile.table}" are never deleted.`];
	if (action === 'create' && profile.creation === undefined) return [`Rows of "${profile.table}" are not created by others.`];
	const allowed = new Set([...profile.writable, ...(action === 'create' ? creatableFieldsOf(profile) : [])]);
	return Object.keys(changes).filter(field => !allowed.has(field)).map(field => `Field "${field}" of "${profile.table}" cannot be written.`);
}

/** Columns that a new row may be given, beside those that can be changed later: all but its key. */
export const creatableFieldsOf = ({columns, key}: Pick<EntityProfile, 'columns' | 'key'>): readonly string[] =>
	Object.keys(columns).filter(field => !key.includes(columns[field] ?? ''));

type ChosenRow = Exclude<RowChoice, {kind: 'page'}>;

function chooseRow({profile: {creation, key: keyColumns}}: WriteContext, {action, externalId, marker}: WriteRequest): ChosenRow | undefined {
	if (action === 'create' && creation !== undefined) return 'marker' in creation ? {kind: 'marked', column: creation.marker, marker} : {kind: 'one', key: [`${creation.keyPrefix}${marker}`]};
	const key = externalId === undefined ? undefined : parseExternalId(externalId, keyColumns.length);
	return key === undefined ? undefined : {kind: 'one', key};
}

/** Read with lock, change, read back; and one statement for each item, of which most will prove unnecessary. */
function countStatements({profile}: WriteContext, {changes}: WriteRequest): number {
	const items = profile.lists.map(({field}) => changes[field]).map(value => (Array.isArray(value) ? value.length : 0));
	return 3 + 2 * profile.lists.length + profile.trails.length + items.reduce((sum, count) => sum + count, 0);
}

const changesOf = (context: WriteContext, {changes}: WriteRequest, current: ExternalRecord): readonly Assignment[] =>
	[...columnsOf(context, changes), ...demandsOf(context, changes, current), ...stampsOf(context, context.writer)];

/** An item that is completed needs the day on which it was, which our side may have no field for. */
const demandsOf = ({profile}: WriteContext, changes: JsonObject, current: ExternalRecord): readonly Assignment[] =>
	profile.demands.filter(({field, values}) => values.some(value => value === changes[field])).flatMap(({set}) => set)
		.filter(field => changes[field] === undefined && (current.fields[field] ?? null) === null)
		.map(field => ({column: profile.columns[field] ?? field, value: {kind: 'today'}}));

function creationOf(context: WriteContext, {changes}: WriteRequest, choice: ChosenRow): readonly Assignment[] {
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

function itemStatements(context: WriteContext, {changes}: WriteRequest, key: RowKey, current: ExternalRecord | undefined): readonly SqlStatement[] {
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
function trailStatements(context: WriteContext, {changes}: WriteRequest, key: RowKey, current: ExternalRecord | undefined): readonly SqlStatement[] {
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

function isDone(context: WriteContext, current: ExternalRecord, changes: JsonObject): boolean {
	return Object.entries(changes).every(([field, value]) => {
		const list = context.profile.lists.find(one => one.field === field);
		if (list === undefined) return isSameValue(current.fields[field], value);
		const plan = planItems(list, itemsOf(current, list), value);
		return plan.kind === 'plan' && plan.inserts.length === 0 && plan.updates.length === 0;
	});
}

const itemsOf = (record: ExternalRecord | undefined, list: ListProfile): readonly JsonObject[] =>
	(record?.fields[list.field] ?? []) as readonly JsonObject[];
