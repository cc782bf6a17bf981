import * as z from 'zod';
import type {Cursor, ExternalRecord, ListRequest, Page} from '../../core/connector.js';
import type {ExternalFilter} from '../../core/external-filter.js';
import type {JsonValue} from '../../core/json.js';
import {AppError} from '../../errors/app-error.js';
import {aliases, selectExtent, selectNamelessRows, selectRows, selectTombstones, selectWindow, type RowChoice, type SelectContext} from './select-statements.js';
import type {SqlClient, SqlTransaction} from './sql-client.js';
import {readLists} from './read-lists.js';
import type {SqlRow} from './statement.js';
import {toGone, toRecord, toRowKey, toUnreadable, type ItemsByRow} from './to-record.js';

const maxPageSize = 500;
const maxNamelessRows = 100;

/** Where a listing goes on, and what was true when it began. */
const cursorSchema = z.strictObject({
	after: z.array(z.json()).nullable(),
	since: z.string().nullable(),
	startedAt: z.string(),
	done: z.number(),
	total: z.number(),
	nameless: z.number(),
	/** Below this no transaction was under way when it began, by that counter. */
	bound: z.string().exactOptional(),
	counter: z.string().exactOptional(),
	/** The rows are through: what follows are keys of rows that went. */
	isGone: z.literal(true).exactOptional(),
});
type Position = z.infer<typeof cursorSchema>;

/** The server's time before a complete listing looked, and which server's; by transactions, the bound and what counts them. */
const watermarkSchema = z.strictObject({startedAt: z.string(), source: z.string(), bound: z.string().exactOptional(), counter: z.string().optional()});

export type ListContext = SelectContext & {
	readonly client: SqlClient;
	/** Names the database: a watermark of another one means nothing here. */
	readonly source: string;
	readonly overlapSeconds: number;
	readonly filters?: readonly ExternalFilter[];
};

/**
 * One page in the order of the primary key, each row with its lists from the same snapshot. Rows are never skipped by
 * others that come or go, because a page goes on after a key and not after a number of rows; what changes behind the
 * page is younger than the watermark, so the next listing of changes meets it.
 */
export async function listPage(listed: Omit<ListContext, 'filters'>, request: ListRequest): Promise<Page> {
	const context: ListContext = {...listed, filters: request.filters ?? []};
	const {client, profile} = context;
	const cursor = request.cursor === undefined ? undefined : parseCursor(request.cursor);
	const limit = Math.min(Math.max(1, Math.trunc(request.pageSize)), maxPageSize);
	const atStart = profile.changed?.window === undefined ? 1 : 2;
	const statements = 1 + profile.lists.length + (cursor === undefined ? atStart : 0) + (profile.deletion.kind === 'tombstones' ? 1 : 0);
	return client.transact({mode: 'read', statements, signal: request.signal}, async sql => {
		const position = cursor ?? await begin(context, sql, request.since);
		return position.isGone ? listGone(context, sql, position, {records: [], limit}) : listRows(context, sql, position, limit);
	});
}

async function listRows(context: ListContext, sql: SqlTransaction, position: Position, limit: number): Promise<Page> {
	const {profile} = context;
	// One row more than asked for tells whether this is the last page.
	const choose = (count: number): RowChoice => ({kind: 'page', after: position.after ?? undefined, since: position.since ?? undefined, limit: count, filters: context.filters ?? []});
	const found = await sql.run(selectRows(context, choose(limit + 1)));
	const rows = found.slice(0, limit);
	const lists = rows.length === 0 ? new Map<string, ItemsByRow>() : await readLists(context, sql, choose(limit));
	const records = rows.map(row => toRecord(row, profile, lists));
	const done = position.done + rows.length;
	const lastRow = rows.at(-1);
	if (found.length > limit && lastRow !== undefined) {
		return {records, unreadable: [], next: toJson({...position, after: toPlace(lastRow, profile.key.length), done}), progress: toProgress({...position, done})};
	}
	return listGone(context, sql, {...position, after: null, done}, {records, limit});
}

/** Behind the rows come the keys of those that went, where a table tells of them and only changes were asked for. */
async function listGone(context: ListContext, sql: SqlTransaction, position: Position, {records, limit}: {readonly records: readonly ExternalRecord[]; readonly limit: number}): Promise<Page> {
	const statement = position.since === null ? undefined : selectTombstones(context, {after: position.after ?? undefined, since: position.since, limit: limit + 1});
	const found = statement === undefined ? [] : await sql.run(statement);
	const gone = found.slice(0, limit);
	const done = position.done + gone.length;
	const all = [...records, ...gone.map(toGone)];
	const last = gone.at(-1);
	if (found.length > limit && last !== undefined) {
		return {records: all, unreadable: [], next: toJson({...position, isGone: true, after: toPlace(last, 1), done}), progress: toProgress({...position, done})};
	}
	const {startedAt, bound, counter} = position;
	const watermark = {startedAt, source: context.source, ...(bound === undefined || counter === undefined ? {} : {bound, counter})};
	return {progress: toProgress({...position, done}), watermark, ...await endListing(context, sql, position, all)};
}

const toPlace = (row: SqlRow, partCount: number): Position['after'] => [...toRowKey(row, partCount)] as Position['after'];

const toProgress = ({done, total}: Position) => ({done, total: Math.max(total, done), unit: 'records'}) as const;

async function begin(context: ListContext, sql: SqlTransaction, watermark: Cursor | undefined): Promise<Position> {
	const window = context.profile.changed?.window === undefined ? {} : toWindow((await sql.run(selectWindow(context)))[0]);
	const since = watermark === undefined ? null : toSince(context, watermark, window.counter);
	const [extent = {}] = await sql.run(selectExtent(context, since ?? undefined, context.filters));
	const nameless = Number(extent[aliases.nameless] ?? 0);
	return {
		after: null, since, startedAt: String(extent[aliases.startedAt]), done: 0,
		total: Number(extent[aliases.total] ?? 0) - nameless, nameless, ...window,
	};
}

const toWindow = (row: SqlRow = {}): {readonly bound?: string; readonly counter?: string} => ({bound: String(row[aliases.bound]), counter: String(row[aliases.counter])});

async function endListing(context: ListContext, sql: SqlTransaction, {nameless, since}: Position, records: readonly ExternalRecord[]): Promise<Pick<Page, 'records' | 'unreadable' | 'gaps'>> {
	if (nameless === 0) return {records, unreadable: []};
	const rows = await sql.run(selectNamelessRows(context, since ?? undefined, maxNamelessRows));
	const unreadable = rows.map(row => toUnreadable(row, context.profile));
	if (nameless <= maxNamelessRows) return {records, unreadable};
	return {records, unreadable, gaps: [`${nameless} rows of "${context.profile.table}" have no key; only ${maxNamelessRows} of them were read.`]};
}

/** Null (everything) without anything to go by, or when the watermark is of another database or of another count of transactions. */
function toSince({profile, source, overlapSeconds}: ListContext, watermark: Cursor, counter: string | undefined): string | null {
	const parsed = watermarkSchema.safeParse(watermark);
	if (!parsed.success || parsed.data.source !== source || profile.changed === undefined) return null;
	if (profile.changed.window !== undefined) return parsed.data.counter === counter ? (parsed.data.bound ?? null) : null;
	const startedAt = Date.parse(parsed.data.startedAt);
	return Number.isNaN(startedAt) ? null : new Date(startedAt - overlapSeconds * 1000).toISOString();
}

function parseCursor(cursor: Cursor): Position {
	const parsed = cursorSchema.safeParse(cursor);
	if (parsed.success) return parsed.data;
	throw new AppError({
		code: 'EXTERNAL_BAD_PAYLOAD',
		message: 'The place where the interrupted listing should go on is not one that this connector gave.',
		nextStep: 'Begin anew: parley sync run --full',
		cause: parsed.error,
	});
}

/** A plain object for the checkpoint: what is in it is JSON already. */
const toJson = (position: Position): Cursor => ({...position, after: position.after as JsonValue});

