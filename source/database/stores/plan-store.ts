import {isEntityType} from '../../core/entity.js';
import type {PairPlan, PlanRequest, PlanRow, SyncPlan} from '../../core/sync-plan.js';
import type {PlanStore} from '../../core/stores/plan-store.js';
import {AppError} from '../../errors/app-error.js';
import type {SqlExecutor} from '../executor.js';
import {createConditions} from './conditions.js';
import {toIdRange} from './id-range.js';
import {toStorableJson} from './json-column.js';
import {toKeyPage} from './key-page.js';
import {createSpool} from './plan-spool.js';

type Row = {
	readonly id: string; readonly request: StoredRequest; readonly pairs: readonly PairPlan[]; readonly created_at: Date; readonly created_by: string;
	readonly applied_at: Date | null; readonly applied_by: string | null; readonly operation_id: string | null;
};
/** As JSON keeps it: times are texts, and what is undefined has no key. */
type StoredRequest = {
	readonly systemName?: string; readonly entityType?: string; readonly scope: 'changes' | 'full';
	readonly selection?: {readonly kind: 'since'; readonly at: string} | {readonly kind: 'ids'; readonly externalIds: readonly string[]};
};

const insertRowsSql = `
	insert into sync_plan_rows (plan_id, ordinal, kind, content)
	select $1, u.ordinal, u.content->>'kind', u.content from jsonb_array_elements($2::jsonb) with ordinality as u(content, ordinal)`;

const findWaitingSql = `
	select count(*)::int as count, min(created_at) as oldest_at
	from (select distinct on (request) created_at, applied_at, pairs from sync_plans order by request, created_at desc, id desc) newest
	where applied_at is null and exists (select from jsonb_array_elements(pairs) pair where (pair->>'touched')::bigint > 0)`;

export function createPlanStore(sql: SqlExecutor): PlanStore {
	const findOne = async (id: string, lock: '' | 'for update'): Promise<SyncPlan | undefined> => {
		const range = toIdRange(id);
		if (range === undefined) return undefined;
		const rows = await sql.query<Row>(`select * from sync_plans where id between $1 and $2 limit 2 ${lock}`, range);
		if (rows.length > 1) throw ambiguousId(id);
		return rows[0] === undefined ? undefined : toPlan(rows[0]);
	};
	return {
		create: async (plan, rows) => {
			await sql.query('insert into sync_plans (id, request, pairs, created_at, created_by) values ($1, $2, $3, $4, $5)', [
				plan.id, JSON.stringify(plan.request), toStorableJson(plan.pairs), plan.createdAt, plan.createdBy,
			]);
			await sql.query(insertRowsSql, [plan.id, toStorableJson(rows)]);
		},
		find: id => findOne(id, ''),
		findForUpdate: id => findOne(id, 'for update'),
		page: async (after, limit) => {
			const rows = await sql.query<Row>(
				`select * from sync_plans where $1::uuid is null or (created_at, id) < (select created_at, id from sync_plans where id = $1)
				order by created_at desc, id desc limit $2`, [after ?? null, limit + 1]);
			return toKeyPage(rows.map(toPlan), limit, plan => plan.id);
		},
		findWaiting: async () => {
			const [row] = await sql.query<{count: number; oldest_at: Date | null}>(findWaitingSql);
			return row === undefined || row.oldest_at === null ? undefined : {count: row.count, oldestAt: row.oldest_at};
		},
		listRows: async (planId, {kind}, after, limit) => {
			const conditions = createConditions();
			conditions.add('plan_id = $$', planId);
			if (kind !== undefined) conditions.add('kind = $$', kind);
			if (after !== undefined) conditions.add('ordinal > $$', after);
			const rows = await sql.query<{ordinal: number; content: PlanRow}>(
				`select ordinal, content from sync_plan_rows where ${conditions.text()} order by ordinal limit ${conditions.parameter(limit + 1)}`, conditions.values);
			const page = toKeyPage(rows, limit, row => row.ordinal);
			return {rows: page.rows.map(row => row.content), next: page.next};
		},
		markApplied: async (id, {at, by, operationId}) => {
			await sql.query('update sync_plans set applied_at = $2, applied_by = $3, operation_id = $4 where id = $1', [id, at, by, operationId]);
		},
		forget: async before => {
			const rows = await sql.query('delete from sync_plans where created_at < $1 returning id', [before]);
			return rows.length;
		},
		...createSpool(sql),
	};
}

const toPlan = (row: Row): SyncPlan => ({
	id: row.id, request: toRequest(row.request), pairs: row.pairs, createdAt: row.created_at, createdBy: row.created_by,
	appliedAt: row.applied_at ?? undefined, appliedBy: row.applied_by ?? undefined, operationId: row.operation_id ?? undefined,
});

function toRequest({systemName, entityType, scope, selection}: StoredRequest): PlanRequest {
	return {
		systemName, entityType: entityType !== undefined && isEntityType(entityType) ? entityType : undefined, scope,
		selection: selection?.kind === 'since' ? {kind: 'since', at: new Date(selection.at)} : selection,
	};
}

const ambiguousId = (prefix: string): AppError => new AppError({
	code: 'USAGE',
	message: `Several plans have an id that begins with "${prefix}".`,
	nextStep: 'Give more of the id; "parley plans list" shows them.',
});
