import type {ExternalRecord, WriteRequest, WriteResult} from '../../core/connector.js';
import {isSameValue} from '../../core/is-same-value.js';
import type {JsonObject} from '../../core/json.js';
import {parseExternalId} from './external-id.js';
import {itemsOf, itemStatements, trailStatements} from './list-statements.js';
import {planItems} from './plan-items.js';
import type {EntityProfile, ListProfile} from './profile.js';
import {readLists} from './read-lists.js';
import {RefusedError} from './refused-error.js';
import {changesOf, creationOf} from './row-assignments.js';
import {selectRows, type RowChoice, type RowKey} from './select-statements.js';
import type {SqlTransaction} from './sql-client.js';
import {findRefusal, findSqlState, isCollision} from './sql-errors.js';
import {toRecord} from './to-record.js';
import type {WriteContext} from './write-context.js';
import {insertRow, keyValues, updateRow, updateVersion} from './write-statements.js';

const maxAttempts = 3;
/** The other transaction is being woken when ours is ended; an attempt at once would slip in before it, and collide again. */
const pauseMs = 100;

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
	const owner = {key, current};
	for (const statement of [...itemStatements(context, request, owner), ...trailStatements(context, request, owner)]) await sql.run(statement);
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

function isDone(context: WriteContext, current: ExternalRecord, changes: JsonObject): boolean {
	return Object.entries(changes).every(([field, value]) => {
		const list = context.profile.lists.find(one => one.field === field);
		if (list === undefined) return isSameValue(current.fields[field], value);
		const plan = planItems(list, itemsOf(current, list), value);
		return plan.kind === 'plan' && plan.inserts.length === 0 && plan.updates.length === 0;
	});
}
