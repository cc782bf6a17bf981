import type {OperationChange, OperationFilter, OperationStore} from '../../core/stores/operation-store.js';
import type {RunPart} from '../../core/operation.js';
import type {JsonObject} from '../../core/json.js';
import {AppError} from '../../errors/app-error.js';
import type {SqlExecutor} from '../executor.js';
import {endAbandoned} from '../sql/end-abandoned.js';
import {endDeadRun} from '../sql/end-dead-run.js';
import {findAbandoned} from '../sql/find-abandoned.js';
import {findGuardedPass} from '../sql/find-guarded-pass.js';
import {createConditions, type Conditions} from './conditions.js';
import {toIdRange} from './id-range.js';
import {toStorableJson} from './json-column.js';
import {toKeyPage, toKeyPageBefore} from './key-page.js';
import {operationColumns, parseOperation, type OperationRow} from './operation-row.js';

/** `ingestion_batches` holds other programs' batches too: ours are those of this type. */
const selectOperation = `select ${operationColumns} from ingestion_batches b where b.batch_type = 'sync'`;

const toNumber = (row: OperationRow): number => Number(row.row_number);

export function createOperationStore(sql: SqlExecutor): OperationStore {
	const read = (conditions: Conditions, order: 'asc' | 'desc', limit: number): Promise<readonly OperationRow[]> =>
		sql.query<OperationRow>(`${selectOperation} and ${conditions.text()} order by b.id ${order} limit ${conditions.parameter(limit + 1)}`, conditions.values);
	return {
		create: async operation => {
			const metadata: JsonObject = {
				externalSystemId: operation.externalSystemId,
				scope: operation.scope,
				...(operation.entityType === undefined ? {} : {entityType: operation.entityType}),
				...(operation.direction === undefined ? {} : {direction: operation.direction}),
				...(operation.part === undefined ? {} : {part: toStoredPart(operation.part)}),
				...(operation.entityTypes === undefined ? {} : {entityTypes: operation.entityTypes}),
			};
			await sql.query(
				`insert into ingestion_batches (batch_id, source_system, batch_type, operation_type, external_system, parent_operation_id,
					correlation_id, status, started_at, created_by, metadata, total_records, successful_records, failed_records, retry_count)
				values ($1, $2, 'sync', 'sync', $3, $4, $5, 'running', $6::timestamptz, $7, $8::jsonb, 0, 0, 0, 0)`,
				[operation.id, operation.systemName, operation.systemType, operation.parentId ?? null, operation.correlationId,
					operation.startedAt.toISOString(), operation.startedBy, JSON.stringify(metadata)]);
		},
		change: async (id, change) => {
			const assignments = toAssignments(change);
			await sql.query(
				`update ingestion_batches set ${assignments.text} where batch_id = ${assignments.conditions.parameter(id)}`, assignments.conditions.values);
		},
		endAbandoned: async (id, {externalSystemId, entityType}, problem) => {
			await sql.query(endAbandoned, [externalSystemId, entityType, id, JSON.stringify([problem])]);
		},
		findGuarded: async ({externalSystemId, entityType}) => {
			const [row] = await sql.query<OperationRow>(findGuardedPass, [externalSystemId, entityType]);
			return row === undefined ? undefined : parseOperation(row);
		},
		requestCancel: async (runId, by) => {
			const rows = await sql.query(
				`update ingestion_batches set metadata = jsonb_build_object('cancelRequestedBy', $2::text) || coalesce(metadata, '{}')
				where batch_id = $1 and batch_type = 'sync' and status in ('queued', 'running') returning id`, [runId, by]);
			return rows.length === 1;
		},
		findCanceller: async runId => {
			const [row] = await sql.query<{by: string | null}>(`select metadata ->> 'cancelRequestedBy' as by from ingestion_batches where batch_id = $1`, [runId]);
			return row?.by ?? undefined;
		},
		endIfDead: async (runId, problem) => (await sql.query(endDeadRun, [runId, JSON.stringify([problem])])).length > 0,
		find: async id => {
			const range = toIdRange(id);
			if (range === undefined) return undefined;
			const rows = await sql.query<OperationRow>(`${selectOperation} and b.batch_id between $1 and $2 order by b.batch_id limit 2`, range);
			if (rows.length > 1) throw ambiguousId(id);
			return rows[0] === undefined ? undefined : parseOperation(rows[0]);
		},
		page: async (filter, after, limit) => {
			const conditions = toConditions(filter);
			if (after !== undefined) conditions.add('b.id < $$', after);
			const page = toKeyPage(await read(conditions, 'desc', limit), limit, toNumber);
			return {...page, rows: page.rows.map(parseOperation)};
		},
		pageBefore: async (filter, before, limit) => {
			const conditions = toConditions(filter);
			if (before !== undefined) conditions.add('b.id > $$', before);
			const page = toKeyPageBefore(await read(conditions, 'asc', limit), limit, toNumber, 'down');
			return {...page, rows: page.rows.map(parseOperation)};
		},
		listChildren: async parentId => {
			const rows = await sql.query<OperationRow>(`${selectOperation} and b.parent_operation_id = $1 order by b.id`, [parentId]);
			return rows.map(parseOperation);
		},
	};
}

const toStoredPart = (part: RunPart): JsonObject => (part.kind === 'since' ? {...part, at: part.at.toISOString()} : part);

/** One small statement after each page: only what is given is touched, and `metadata` keeps its other keys. */
function toAssignments(change: OperationChange): {readonly text: string; readonly conditions: Conditions} {
	const {status, completedAt, counts, ...metadata} = change;
	const conditions = createConditions();
	const texts = [`metadata = coalesce(metadata, '{}') || ${conditions.parameter(toStorableJson({...metadata, ...(counts === undefined ? {} : {counts})}))}::jsonb`];
	if (status !== undefined) texts.push(`status = ${conditions.parameter(status)}`);
	if (completedAt !== undefined) texts.push(`completed_at = ${conditions.parameter(completedAt.toISOString())}::timestamptz`);
	if (counts !== undefined) {
		texts.push(
			`total_records = ${conditions.parameter(counts.read)}`,
			`successful_records = ${conditions.parameter(counts.read - counts.rejected)}`,
			`failed_records = ${conditions.parameter(counts.rejected)}`);
	}
	if (change.problems !== undefined) texts.push(`error_details = ${conditions.parameter(change.problems.length === 0 ? null : toStorableJson(change.problems))}`);
	return {text: texts.join(', '), conditions};
}

function toConditions(filter: OperationFilter): Conditions {
	const conditions = createConditions();
	if (filter.parentId === undefined) conditions.addFixed('b.parent_operation_id is null');
	else conditions.add('b.parent_operation_id = $$', filter.parentId);
	if (filter.externalSystemId !== undefined) conditions.add(`b.metadata->>'externalSystemId' = $$`, String(filter.externalSystemId));
	if (filter.entityType !== undefined) conditions.add(`b.metadata->>'entityType' = $$`, filter.entityType);
	const {status} = filter;
	if (status === 'abandoned') conditions.addFixed(`b.status in ('queued', 'running') and (${findAbandoned}) is not null`);
	else if (status !== undefined) conditions.add(`b.status = $$ and (${findAbandoned}) is null`, status);
	return conditions;
}

const ambiguousId = (prefix: string): AppError => new AppError({
	code: 'USAGE',
	message: `Several operations have an id that begins with "${prefix}".`,
	nextStep: 'Give more of the id; "parley operations list" shows them.',
});
