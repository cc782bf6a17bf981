import * as z from 'zod';
import {isJsonObject, type JsonObject, type JsonValue} from '../../core/json.js';
import {AttemptError} from '../http/http-failure.js';
import {toSample} from '../http/body-sample.js';

/** What Tenable puts on the wire, apart from the records of exports. Lenient where clients were seen to need it. */

export type ExportKind = 'assets' | 'vulns';

export type ExportStatus = {
	/** In capitals. Words that nobody knows yet count as "still at work". */
	readonly status: string;
	readonly available: readonly number[];
	readonly failed: readonly number[];
	readonly cancelled: readonly number[];
	/** Told for vulnerabilities only. */
	readonly totalChunks: number | undefined;
	readonly emptyChunks: number;
	readonly reason: string | undefined;
};

/** An entry of the list of exports. */
export type ListedExport = {
	readonly uuid: string;
	readonly createdAt: Date | undefined;
	readonly filters: JsonObject | undefined;
	readonly totalChunks: number | undefined;
	readonly emptyChunks: number;
};

export type TagAssignment = {readonly valueUuid: string; readonly categoryUuid: string; readonly category: string; readonly value: string};

export type TagValue = {readonly uuid: string; readonly category: string; readonly value: string};

const jobId = z.string().regex(/^[\da-f][\da-f-]{7,63}$/i);
const chunkIds = z.array(z.coerce.number().int().nonnegative()).nullish().transform(ids => [...new Set(ids ?? [])]);
const count = z.coerce.number().int().nonnegative().nullish().catch(undefined);
/** Milliseconds in the specification; seconds are taken too. */
const unixTime = z.coerce.number().positive().nullish().catch(undefined).transform(value => (typeof value !== 'number' ? undefined : new Date(value < 1e11 ? value * 1000 : value)));

const started = z.object({export_uuid: jobId});

const status = z.object({
	status: z.string(), chunks_available: chunkIds, chunks_failed: chunkIds, chunks_cancelled: chunkIds,
	total_chunks: count, empty_chunks_count: count, reason: z.string().nullish(),
});

const exportList = z.object({
	exports: z.array(z.object({uuid: z.string(), created: unixTime, filters: z.unknown(), total_chunks: count, empty_chunks_count: count})).nullish(),
});

const session = z.object({username: z.string().nullish(), email: z.string().nullish(), permissions: z.number().nullish(), enabled: z.boolean().nullish(), container_name: z.string().nullish()});

const signedIn = z.object({token: z.string().regex(/^[\x21-\x7e]{8,4096}$/)});

const serverStatus = z.object({status: z.string().nullish(), code: z.number().nullish()});

const assignments = z.object({
	tags: z.array(z.object({value_uuid: z.string(), category_uuid: z.string(), category_name: z.string(), value: z.string()})).nullish(),
});

const tagValue = z.object({uuid: z.string(), category_name: z.string(), value: z.string()});
/** The list may hold categories that have no value yet. */
const tagValues = z.object({values: z.array(z.object({uuid: z.string().optional(), category_name: z.string().optional(), value: z.string().optional()})).nullish(), pagination: z.object({total: count}).nullish()});

export const parseStarted = (body: JsonValue): string => readWire(started, body, 'the id of the export').export_uuid;

export function parseStatus(body: JsonValue): ExportStatus {
	const found = readWire(status, body, 'the status of the export');
	return {
		status: found.status.toUpperCase(), available: found.chunks_available, failed: found.chunks_failed, cancelled: found.chunks_cancelled,
		totalChunks: found.total_chunks ?? undefined, emptyChunks: found.empty_chunks_count ?? 0, reason: found.reason ?? undefined,
	};
}

export function parseExportList(body: JsonValue): readonly ListedExport[] {
	const {exports} = readWire(exportList, body, 'the list of exports');
	return (exports ?? []).map(entry => ({
		uuid: entry.uuid, createdAt: entry.created, filters: parseFilters(entry.filters as JsonValue | undefined),
		totalChunks: entry.total_chunks ?? undefined, emptyChunks: entry.empty_chunks_count ?? 0,
	}));
}

export function parseSession(body: JsonValue): {readonly username: string; readonly permissions: number | undefined; readonly container: string | undefined} {
	const found = readWire(session, body, 'the session');
	return {username: found.username ?? found.email ?? 'an unnamed user', permissions: found.permissions ?? undefined, container: found.container_name ?? undefined};
}

/** The token that signing in gave. What is no token is not quoted: it may be one all the same. */
export function parseToken(body: JsonValue): string {
	const result = signedIn.safeParse(body);
	if (result.success) return result.data.token;
	throw new AttemptError({kind: 'payload', problem: 'malformed', detail: 'its body holds no token of a session', sample: ''});
}

export const parseServerStatus = (body: JsonValue): string => readWire(serverStatus, body, 'the state of the server').status ?? 'unknown';

export function parseAssignments(body: JsonValue): readonly TagAssignment[] {
	const {tags} = readWire(assignments, body, 'the tags of the asset');
	return (tags ?? []).map(tag => ({valueUuid: tag.value_uuid, categoryUuid: tag.category_uuid, category: tag.category_name, value: tag.value}));
}

export function parseTagValue(body: JsonValue): TagValue {
	const found = readWire(tagValue, body, 'the tag value');
	return {uuid: found.uuid, category: found.category_name, value: found.value};
}

/** One page of values; `total` counts those of all pages. */
export function parseTagValues(body: JsonValue): {readonly values: readonly TagValue[]; readonly total: number} {
	const {values, pagination} = readWire(tagValues, body, 'the tag values');
	const found = (values ?? []).flatMap(entry => {
		const {uuid, category_name: category, value} = entry;
		return uuid === undefined || category === undefined || value === undefined ? [] : [{uuid, category, value}];
	});
	return {values: found, total: pagination?.total ?? 0};
}

/** An object for vulnerabilities; the same as a text for assets. */
function parseFilters(filters: JsonValue | undefined): JsonObject | undefined {
	if (isJsonObject(filters)) return filters;
	if (typeof filters !== 'string') return undefined;
	try {
		const value = JSON.parse(filters) as JsonValue;
		return isJsonObject(value) ? value : undefined;
	} catch {
		return undefined; // What it filters by is then not known.
	}
}

/** Parses a body, or throws an AttemptError that says what it is not. */
export function readWire<Output>(schema: z.ZodType<Output>, body: JsonValue, what: string): Output {
	const result = schema.safeParse(body);
	if (result.success) return result.data;
	throw new AttemptError({kind: 'payload', problem: 'malformed', detail: `its body is not ${what}`, sample: toSample(JSON.stringify(body))}, result.error);
}
