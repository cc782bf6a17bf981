import * as z from 'zod';
import {verdictKinds, conflictReasons, conflictTypes, type Verdict} from '../../core/conflict.js';
import type {ConflictPredicate} from '../../core/predicate/conflict-predicate.js';
import {conflictPredicateSchema} from '../../core/predicate/conflict-predicate-schema.js';
import type {ConflictSelection} from '../../core/conflict-selection.js';
import {entityTypes} from '../../core/entity.js';
import type {BulkVerdict, BulkVerdictPage, BulkVerdictStore, VerdictGroup} from '../../core/stores/bulk-verdict-store.js';
import type {Catalog} from '../catalog.js';
import type {SqlExecutor} from '../executor.js';
import {groupConflicts} from '../sql/group-conflicts.js';
import {createConditions, type Conditions} from './conditions.js';
import {toConflictConditions} from './conflict-conditions.js';

const verdict: z.ZodType<Verdict> = z.discriminatedUnion('kind', [
	z.strictObject({kind: z.literal('edit'), value: z.json()}),
	...verdictKinds.filter(kind => kind !== 'edit').map(kind => z.strictObject({kind: z.literal(kind)})),
]);

const verdictRow: z.ZodType<BulkVerdict> = z
	.object({id: z.string(), predicate: conflictPredicateSchema, verdict, total: z.int(), requested_by: z.string(), requested_at: z.date()})
	.transform(row => ({requestId: row.id, predicate: row.predicate, verdict: row.verdict, total: row.total, requestedBy: row.requested_by, requestedAt: row.requested_at}));

const ids = z.array(z.int());

const pageRow: z.ZodType<BulkVerdictPage> = z
	.object({page: z.int(), conflict_ids: ids, versions: ids, settled_ids: ids, skipped: z.record(z.string(), ids), undone_ids: ids})
	.transform(row => ({
		page: row.page, selection: {ids: row.conflict_ids, versions: row.versions}, settledIds: row.settled_ids, undoneIds: row.undone_ids,
		skipped: Object.entries(row.skipped).map(([reason, list]) => ({reason, ids: list})),
	}));

const groupRow: z.ZodType<VerdictGroup> = z
	.object({
		external_system_id: z.int(), system_name: z.string(), entity_type: z.enum(entityTypes), field_name: z.string().nullable(), reason: z.enum(conflictReasons).catch('both_changed'),
		conflict_type: z.enum(conflictTypes).catch('field_mismatch'), lacks_external: z.boolean(), is_linked: z.boolean(), oldest_at: z.date().nullable(), ids, versions: ids,
	})
	.transform(row => ({
		externalSystemId: row.external_system_id, systemName: row.system_name, entityType: row.entity_type, fieldName: row.field_name ?? undefined, reason: row.reason,
		conflictType: row.conflict_type, lacksExternal: row.lacks_external, isLinked: row.is_linked, oldestAt: row.oldest_at ?? new Date(0),
		selection: {ids: row.ids, versions: row.versions},
	}));

const pageColumns = 'page, conflict_ids, versions, settled_ids, skipped, undone_ids';

/** Reasons that a page has already get more ids; new ones are added. */
const advanceSql = `
	update sync_bulk_verdict_pages p set
		settled_ids = p.settled_ids || $3::integer[],
		skipped = p.skipped || coalesce((
			select jsonb_object_agg(s.reason, coalesce(p.skipped -> s.reason, '[]') || s.ids) from jsonb_to_recordset($4::jsonb) as s(reason text, ids jsonb)
		), '{}')
	where p.bulk_verdict_id = $1 and p.page = $2`;

export function createBulkVerdictStore(sql: SqlExecutor, catalog: Catalog): BulkVerdictStore {
	return {
		selectPending: async of => {
			const {from, conditions} = await toScope(of, catalog);
			const rows = await sql.query(groupConflicts(from, conditions.text()), conditions.values);
			return rows.map(row => groupRow.parse(row)).sort((left, right) => right.selection.ids.length - left.selection.ids.length);
		},
		begin: async (request, pages) => {
			const added = await sql.query(
				`insert into sync_bulk_verdicts (id, predicate, verdict, total, requested_by) values ($1, $2::jsonb, $3::jsonb, $4, $5) on conflict do nothing returning id`,
				[request.requestId, JSON.stringify(request.predicate), JSON.stringify(request.verdict), request.total, request.requestedBy]);
			if (added.length === 0) return false;
			await sql.query(
				`insert into sync_bulk_verdict_pages (bulk_verdict_id, page, conflict_ids, versions)
				select $1, u.page, u.ids, u.versions from jsonb_to_recordset($2::jsonb) as u(page integer, ids integer[], versions integer[])`,
				[request.requestId, JSON.stringify(pages.map((selection, page) => ({page, ...selection})))]);
			return true;
		},
		find: async requestId => {
			if (!z.uuid().safeParse(requestId).success) return undefined;
			const [row] = await sql.query('select id, predicate, verdict, total, requested_by, requested_at from sync_bulk_verdicts where id = $1', [requestId]);
			return row === undefined ? undefined : verdictRow.parse(row);
		},
		listPages: async requestId => {
			const rows = await sql.query(`select ${pageColumns} from sync_bulk_verdict_pages where bulk_verdict_id = $1 order by page`, [requestId]);
			return rows.map(row => pageRow.parse(row));
		},
		findPageForUpdate: async (requestId, page) => {
			const [row] = await sql.query(`select ${pageColumns} from sync_bulk_verdict_pages where bulk_verdict_id = $1 and page = $2 for update`, [requestId, page]);
			return row === undefined ? undefined : pageRow.parse(row);
		},
		advancePage: async (requestId, page, {settledIds, skipped}) => {
			await sql.query(advanceSql, [requestId, page, settledIds, JSON.stringify(skipped)]);
		},
		noteUndone: async (requestId, page, undone) => {
			await sql.query('update sync_bulk_verdict_pages set undone_ids = undone_ids || $3::integer[] where bulk_verdict_id = $1 and page = $2', [requestId, page, undone]);
		},
	};
}

type Scope = {readonly from: string; readonly conditions: Conditions};

/** Of a selection, each conflict keeps the version in which it was seen. */
async function toScope(of: ConflictPredicate | ConflictSelection, catalog: Catalog): Promise<Scope> {
	if ('kind' in of) return {from: 'select c.*, c.version as seen_version from sync_conflicts c', conditions: await toConflictConditions({status: 'pending', where: of}, catalog)};
	const conditions = createConditions();
	const seen = `unnest(${conditions.parameter(of.ids)}::integer[], ${conditions.parameter(of.versions)}::integer[]) as seen(id, version)`;
	conditions.addFixed(`c.resolution_status = 'pending'`);
	return {from: `select c.*, seen.version as seen_version from ${seen} join sync_conflicts c on c.id = seen.id`, conditions};
}
