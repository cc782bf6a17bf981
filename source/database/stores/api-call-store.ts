import type {ApiCall} from '../../core/connector.js';
import {isJsonObject, type JsonObject, type JsonValue} from '../../core/json.js';
import type {Mask} from '../../core/text/mask.js';
import type {ApiCallStore, CallFilter, LoggedCall} from '../../core/stores/api-call-store.js';
import type {SqlExecutor} from '../executor.js';
import {appendApiCalls} from '../sql/append-api-calls.js';
import {createConditions, type Conditions} from './conditions.js';
import {fromJsonText} from './json-column.js';
import {toKeyPage, toKeyPageBefore} from './key-page.js';
import {toStorableBody, toStorableLine} from './storable-body.js';

type CallRow = {
	readonly id: string;
	readonly external_system_id: number;
	readonly system_name: string;
	readonly operation_id: string | null;
	readonly method: string;
	readonly endpoint: string;
	readonly request_headers: string | null;
	readonly request_body: string | null;
	readonly response_status: number | null;
	readonly response_headers: string | null;
	readonly response_body: string | null;
	readonly response_time_ms: number | null;
	readonly error_message: string | null;
	readonly called_at: Date;
	readonly user_agent: string | null;
};

const selectCall = `select l.id::text as id, l.external_system_id, s.system_name, l.operation_id, l.method, l.endpoint,
	l.request_headers::text as request_headers, l.request_body::text as request_body, l.response_status,
	l.response_headers::text as response_headers, l.response_body::text as response_body, l.response_time_ms, l.error_message,
	l.called_at, l.user_agent
	from api_call_logs l join external_systems s on s.id = l.external_system_id`;

/** `mask` knows the live secrets; nothing is kept that it did not see. */
export function createApiCallStore(sql: SqlExecutor, mask: Mask): ApiCallStore {
	const read = async (conditions: Conditions, order: 'asc' | 'desc', limit: number): Promise<readonly LoggedCall[]> => {
		const rows = await sql.query<CallRow>(`${selectCall} where ${conditions.text()} order by l.id ${order} limit ${conditions.parameter(limit + 1)}`, conditions.values);
		return rows.map(parseCall);
	};
	return {
		append: async (externalSystemId, operationId, calls) => {
			if (calls.length === 0) return;
			await sql.query(appendApiCalls, [externalSystemId, operationId ?? null, calls.length, ...toColumns(calls, mask)]);
		},
		page: async (filter, after, limit) => {
			const conditions = toConditions(filter);
			if (after !== undefined) conditions.add('l.id < $$', after);
			return toKeyPage(await read(conditions, 'desc', limit), limit, ({id}) => id);
		},
		pageBefore: async (filter, before, limit) => {
			const conditions = toConditions(filter);
			if (before !== undefined) conditions.add('l.id > $$', before);
			return toKeyPageBefore(await read(conditions, 'asc', limit), limit, ({id}) => id, 'down');
		},
	};
}

function toConditions({externalSystemId, operationId, onlyErrors}: CallFilter): Conditions {
	const conditions = createConditions();
	if (externalSystemId !== undefined) conditions.add('l.external_system_id = $$', externalSystemId);
	if (operationId !== undefined) conditions.add('l.operation_id in (select $$::uuid union all select batch_id from ingestion_batches where parent_operation_id = $$)', operationId);
	if (onlyErrors) conditions.addFixed('(l.response_status >= 400 or l.error_message is not null)');
	return conditions;
}

/** One array a column, as the statement unnests them. */
const toColumns = (calls: readonly ApiCall[], mask: Mask): readonly (readonly unknown[])[] => [
	calls.map(call => toStorableLine(call.method, mask, 10)),
	calls.map(call => toStorableLine(call.endpoint, mask, 500)),
	calls.map(call => toStorableBody(call.requestHeaders, mask)),
	calls.map(call => toStorableBody(call.requestBody, mask)),
	calls.map(call => call.responseStatus ?? null),
	calls.map(call => toStorableBody(call.responseHeaders, mask)),
	calls.map(call => toStorableBody(call.responseBody, mask)),
	calls.map(call => Math.round(call.responseTimeMs)),
	calls.map(call => toStorableLine(call.errorMessage, mask, 4000)),
	calls.map(call => call.calledAt.toISOString()),
	calls.map(call => toStorableLine(call.userAgent, mask, 500)),
];

function parseCall(row: CallRow): LoggedCall {
	return {
		id: Number(row.id),
		externalSystemId: row.external_system_id,
		systemName: row.system_name,
		operationId: row.operation_id ?? undefined,
		method: row.method,
		endpoint: row.endpoint,
		responseTimeMs: row.response_time_ms ?? 0,
		calledAt: row.called_at,
		...given('requestHeaders', toObject(row.request_headers)),
		...given('requestBody', fromJsonText(row.request_body)),
		...given('responseStatus', row.response_status ?? undefined),
		...given('responseHeaders', toObject(row.response_headers)),
		...given('responseBody', fromJsonText(row.response_body)),
		...given('errorMessage', row.error_message ?? undefined),
		...given('userAgent', row.user_agent ?? undefined),
	};
}

const given = <K extends keyof LoggedCall, V extends JsonValue>(key: K, value: V | undefined): {readonly [key in K]?: V} =>
	(value === undefined ? {} : {[key]: value}) as {readonly [key in K]?: V};

const toObject = (text: string | null): JsonObject | undefined => {
	const value = fromJsonText(text);
	return isJsonObject(value) ? value : undefined;
};
