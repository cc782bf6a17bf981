import type {Conflict, ConflictFilter} from '../../core/conflict.js';
import type {ConflictStore, Settlement, StateBefore, UndoObstacle} from '../../core/stores/conflict-store.js';
import type {EntityType} from '../../core/entity.js';
import type {JsonObject, JsonValue} from '../../core/json.js';
import type {SqlExecutor} from '../executor.js';
import {findUndoObstacle} from '../sql/find-undo-obstacle.js';
import {listConflictCauses} from './list-conflict-causes.js';
import {createConditions, toContainsPattern, type Conditions} from './conditions.js';
import {conflictColumns, parseConflict, type ConflictRow} from './conflict-row.js';
import {toJsonText} from './json-column.js';
import {toKeyPage} from './key-page.js';

const selectConflict = `select ${conflictColumns} from sync_conflicts c join external_systems s on s.id = c.external_system_id`;

export function createConflictStore(sql: SqlExecutor): ConflictStore {
	const findOne = async (id: number, suffix = ''): Promise<Conflict | undefined> => {
		const [row] = await sql.query<ConflictRow>(`${selectConflict} where c.id = $1 ${suffix}`, [id]);
		return row === undefined ? undefined : parseConflict(row);
	};
	return {
		page: async (filter, after, limit) => {
			const conditions = toConditions(filter);
			if (after !== undefined) conditions.add('c.id > $$', after);
			const rows = await sql.query<ConflictRow>(
				`${selectConflict} where ${conditions.text()} order by c.id limit ${conditions.parameter(limit + 1)}`, conditions.values);
			return toKeyPage(rows.map(parseConflict), limit, conflict => conflict.id);
		},
		find: id => findOne(id),
		findForUpdate: id => findOne(id, 'for update of c'),
		listCauses: filter => listConflictCauses(sql, filter, toConditions({...filter, status: 'pending'})),
		countPending: async () => {
			const [row] = await sql.query<{pending: string}>('select coalesce(sum(pending), 0)::text as pending from sync_conflict_counts');
			return Number(row?.pending ?? 0);
		},
		settle: async (id, settlement) => {
			await sql.query(
				`update sync_conflicts set resolution_status = $2, resolution_action = $3, resolved_value = $4::jsonb, resolved_by = $5,
					resolved_by_name = $6, resolved_at = $7::timestamptz, resolution_before = $8::jsonb, auto_resolved = false,
					version = version + 1, updated_at = now()
				where id = $1`,
				[id, settlement.status, settlement.action, toJsonText(settlement.value), settlement.userId ?? null, settlement.username,
					settlement.at.toISOString(), JSON.stringify(toStoredState(settlement))]);
		},
		findStateBefore: async id => {
			const [row] = await sql.query<{before: StoredState | null}>('select resolution_before as before from sync_conflicts where id = $1', [id]);
			return row === undefined || row.before === null ? undefined : fromStoredState(row.before);
		},
		reopen: async id => {
			await sql.query(
				`update sync_conflicts set resolution_status = 'pending', resolution_action = null, resolved_value = null, resolved_by = null,
					resolved_by_name = null, resolved_at = null, resolution_before = null, version = version + 1, updated_at = now()
				where id = $1`, [id]);
		},
		moveInternal: async (id, value, change) => {
			await sql.query(
				`update sync_conflicts set internal_value = $2::jsonb, internal_changed_at = $3::timestamptz, internal_changed_by = $4,
					version = version + 1, updated_at = now()
				where id = $1`, [id, toJsonText(value), change?.at?.toISOString() ?? null, change?.by ?? null]);
		},
		assign: async (id, username) => {
			await sql.query('update sync_conflicts set assigned_to = $2, updated_at = now() where id = $1', [id, username ?? null]);
		},
		annotate: async (id, note) => {
			await sql.query('update sync_conflicts set note = $2, updated_at = now() where id = $1', [id, note ?? null]);
		},
		listPendingOfRecord: async (entityType, entityId) => {
			const rows = await sql.query<{id: number; external_system_id: number; field_name: string | null}>(
				`select id, external_system_id, field_name from sync_conflicts
				where entity_type = $1 and entity_id = $2 and resolution_status = 'pending' order by id`, [entityType, entityId]);
			return rows.map(row => ({id: row.id, externalSystemId: row.external_system_id, fieldName: row.field_name ?? undefined}));
		},
		findUndoObstacle: async conflict => {
			const [row] = await sql.query<{obstacle: UndoObstacle | null}>(findUndoObstacle, [
				conflict.id, conflict.externalSystemId, conflict.entityType satisfies EntityType, conflict.entityId,
				conflict.fieldName ?? null, conflict.linkId ?? null, conflict.resolvedAt?.toISOString() ?? null,
			]);
			return row?.obstacle ?? undefined;
		},
	};
}

/** The status stands in the text, never as a parameter: only so can the partial indexes of open conflicts serve. */
function toConditions(filter: ConflictFilter): Conditions {
	const conditions = createConditions();
	if (filter.status === 'pending') conditions.addFixed("c.resolution_status = 'pending'");
	else if (filter.status !== undefined) conditions.add('c.resolution_status = $$', filter.status);
	if (filter.externalSystemId !== undefined) conditions.add('c.external_system_id = $$', filter.externalSystemId);
	if (filter.entityType !== undefined) conditions.add('c.entity_type = $$', filter.entityType);
	if (filter.fieldName === null) conditions.addFixed('c.field_name is null');
	else if (filter.fieldName !== undefined) conditions.add('c.field_name = $$', filter.fieldName);
	if (filter.reason !== undefined) conditions.add('c.reason = $$', filter.reason);
	if (filter.assignedTo !== undefined) conditions.add('c.assigned_to = $$', filter.assignedTo);
	if (filter.text !== undefined) {
		const pattern = conditions.parameter(toContainsPattern(filter.text));
		conditions.addFixed(`(c.entity_id ilike ${pattern} or c.entity_label ilike ${pattern})`);
	}
	return conditions;
}

/** `sync_conflicts.resolution_before`: a key that is missing means absent. */
type StoredState = {
	readonly internal?: JsonValue;
	readonly base?: JsonValue;
	readonly theirs?: JsonValue;
	readonly edit?: {readonly before: JsonValue; readonly changedAt: string; readonly changedBy: string; readonly isDecided?: boolean};
};

function toStoredState({before}: Settlement): JsonObject {
	const {internal, base, theirs, edit} = before;
	return {
		...(internal === undefined ? {} : {internal}),
		...(base === undefined ? {} : {base}),
		...(theirs === undefined ? {} : {theirs}),
		...(edit === undefined ? {} : {edit: {...edit, changedAt: edit.changedAt.toISOString()}}),
	};
}

const fromStoredState = (stored: StoredState): StateBefore => ({
	internal: stored.internal,
	base: stored.base,
	theirs: stored.theirs,
	edit: stored.edit === undefined ? undefined : {isDecided: false, ...stored.edit, changedAt: new Date(stored.edit.changedAt)},
});
