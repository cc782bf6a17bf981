import type {Conflict} from '../../core/conflict.js';
import type {ConflictStore, UndoObstacle} from '../../core/stores/conflict-store.js';
import type {Catalog} from '../catalog.js';
import type {SqlExecutor} from '../executor.js';
import {findUndoObstacles} from '../sql/find-undo-obstacles.js';
import {settleConflicts} from '../sql/settle-conflicts.js';
import {listConflictCauses} from './list-conflict-causes.js';
import {toConflictConditions} from './conflict-conditions.js';
import {countConflicts} from './count-conflicts.js';
import {conflictColumns, parseConflict, type ConflictRow} from './conflict-row.js';
import {readConflictPage} from './page-of-conflicts.js';
import {toSettlementsJson} from './settlements-json.js';
import {fromStoredState, type StoredState} from './stored-state.js';

const selectConflict = `select ${conflictColumns} from sync_conflicts c join external_systems s on s.id = c.external_system_id`;

export function createConflictStore(sql: SqlExecutor, catalog: Catalog): ConflictStore {
	const findOne = async (id: number, suffix = ''): Promise<Conflict | undefined> => {
		const [row] = await sql.query<ConflictRow>(`${selectConflict} where c.id = $1 ${suffix}`, [id]);
		return row === undefined ? undefined : parseConflict(row);
	};
	return {
		page: (filter, after, limit) => readConflictPage(sql, catalog, filter, {way: 'on', from: after, limit}),
		pageBefore: (filter, before, limit) => readConflictPage(sql, catalog, filter, {way: 'back', from: before, limit}),
		find: id => findOne(id),
		findForUpdate: id => findOne(id, 'for update of c'),
		listCauses: async filter => listConflictCauses(sql, filter, await toConflictConditions({...filter, status: 'pending'}, catalog)),
		countBy: (filter, by) => countConflicts(sql, catalog, filter, by),
		countPending: async () => {
			const [row] = await sql.query<{pending: string}>('select coalesce(sum(pending), 0)::text as pending from sync_conflict_counts');
			return Number(row?.pending ?? 0);
		},
		settle: async (id, settlement) => {
			await sql.query(settleConflicts, [toSettlementsJson([{id, ...settlement}]), settlement.userId ?? null, settlement.username, settlement.at.toISOString()]);
		},
		findStateBefore: async id => {
			const [row] = await sql.query<{before: StoredState | null}>('select resolution_before as before from sync_conflicts where id = $1', [id]);
			return row === undefined || row.before === null ? undefined : fromStoredState(row.before);
		},
		assign: async (id, username) => {
			await sql.query('update sync_conflicts set assigned_to = $2, updated_at = now() where id = $1', [id, username ?? null]);
		},
		annotate: async (id, note) => {
			await sql.query('update sync_conflicts set note = $2, updated_at = now() where id = $1', [id, note ?? null]);
		},
		isAsked: async (entityType, internalId) => (await sql.query(
			`select from sync_links l join sync_conflicts c on c.link_id = l.id where l.internal_id = $1 and l.entity_type = $2 and c.resolution_status = 'pending' limit 1`, [internalId, entityType])).length > 0,
		listPendingOfRecord: async (entityType, entityId) => {
			const rows = await sql.query<{id: number; external_system_id: number; field_name: string | null}>(
				`select id, external_system_id, field_name from sync_conflicts
				where entity_type = $1 and entity_id = $2 and resolution_status = 'pending' order by id`, [entityType, entityId]);
			return rows.map(row => ({id: row.id, externalSystemId: row.external_system_id, fieldName: row.field_name ?? undefined}));
		},
		findUndoObstacle: async ({id}) => (await sql.query<{obstacle: UndoObstacle}>(findUndoObstacles, [[id]]))[0]?.obstacle,
	};
}
