import {entityDefinitions, isEntityType} from '../../core/entity.js';
import type {JsonObject} from '../../core/json.js';
import type {Link, LinkStore} from '../../core/stores/link-store.js';
import type {Catalog} from '../catalog.js';
import type {SqlExecutor} from '../executor.js';
import {toKeyCondition} from './record-by-key.js';

type Row = {
	readonly id: string; readonly external_system_id: number; readonly entity_type: string; readonly external_id: string;
	readonly internal_id: string; readonly base: JsonObject; readonly theirs: JsonObject | null; readonly external_changed_at: Date | null; readonly tied_by: string | null;
};

const removeQuestionsSql = `
	update sync_conflicts set resolution_status = 'resolved', resolution_action = 'superseded', auto_resolved = true, resolved_at = now(), version = version + 1, updated_at = now()
	where link_id = $1 and resolution_status in ('pending', 'ignored')`;

/** What is owed to other systems stays. */
const removeEditsSql = `
	delete from sync_internal_edits e using sync_links l
	where l.id = $1 and e.external_system_id = l.external_system_id and e.entity_type = l.entity_type and e.internal_id = l.internal_id`;

export function createLinkStore(sql: SqlExecutor, catalog: Catalog): LinkStore {
	return {
		find: async id => toLink((await sql.query<Row>('select * from sync_links where id = $1', [id]))[0]),
		findForUpdate: async id => toLink((await sql.query<Row>('select * from sync_links where id = $1 for update', [id]))[0]),
		listOfRecord: async (entityType, key) => {
			const condition = await toKeyCondition(catalog, entityType, key, 3);
			const ours = condition === undefined ? '' : `union select l.* from sync_links l where l.entity_type = $1 and l.internal_id in (select t.id from ${entityDefinitions[entityType].table} t where ${condition.text})`;
			// By each system, because the key of external ids begins with it.
			const rows = await sql.query<Row>(
				`select * from (
					select l.* from external_systems s join sync_links l on l.external_system_id = s.id and l.entity_type = $1 and l.external_id = $2 ${ours}
				) found order by external_system_id, found.id`,
				[entityType, key, ...(condition?.values ?? [])],
			);
			return rows.flatMap(row => toLink(row) ?? []);
		},
		findByExternalId: async (externalSystemId, entityType, externalId) =>
			toLink((await sql.query<Row>('select * from sync_links where external_system_id = $1 and entity_type = $2 and external_id = $3', [externalSystemId, entityType, externalId]))[0]),
		remove: async id => {
			const sending = await sql.query(`select from sync_outbox where link_id = $1 and state in ('sending', 'unknown', 'needs_person') limit 1`, [id]);
			if (sending.length > 0) return false;
			await sql.query(removeQuestionsSql, [id]);
			await sql.query(`update sync_outbox set link_id = null, state = case state when 'ready' then 'cancelled' else state end, updated_at = now() where link_id = $1`, [id]);
			await sql.query(removeEditsSql, [id]);
			await sql.query('delete from sync_links where id = $1', [id]);
			return true;
		},
	};
}

function toLink(row: Row | undefined): Link | undefined {
	if (row === undefined || !isEntityType(row.entity_type)) return undefined;
	return {
		id: row.id, externalSystemId: row.external_system_id, entityType: row.entity_type, externalId: row.external_id,
		internalId: row.internal_id, base: row.base, theirs: row.theirs ?? {}, externalChangedAt: row.external_changed_at ?? undefined, tiedBy: row.tied_by ?? undefined,
	};
}
