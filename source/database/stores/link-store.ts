import {entityDefinitions, isEntityType} from '../../core/entity.js';
import type {JsonObject} from '../../core/json.js';
import type {Link, LinkStore} from '../../core/stores/link-store.js';
import type {Catalog} from '../catalog.js';
import type {SqlExecutor} from '../executor.js';
import {toKeyCondition} from './record-by-key.js';

type Row = {
	readonly id: string; readonly external_system_id: number; readonly entity_type: string; readonly external_id: string;
	readonly internal_id: string; readonly base: JsonObject; readonly theirs: JsonObject | null; readonly external_changed_at: Date | null;
};

/** A key that is absent is removed from the object, one that is present is set; SQL NULL stands for absent. */
const setStateSql = `
	update sync_links set
		base = case when $3::jsonb ? 'value' then jsonb_set(base, array[$2], $3::jsonb->'value') else base - $2 end,
		theirs = case when $4::jsonb ? 'value' then jsonb_set(coalesce(theirs, '{}'), array[$2], $4::jsonb->'value') else nullif(theirs - $2, '{}') end,
		updated_at = now()
	where id = $1`;

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
		setFieldState: async (id, field, {base, theirs}) => {
			await sql.query(setStateSql, [id, field, JSON.stringify({value: base}), JSON.stringify({value: theirs})]);
		},
	};
}

function toLink(row: Row | undefined): Link | undefined {
	if (row === undefined || !isEntityType(row.entity_type)) return undefined;
	return {
		id: row.id, externalSystemId: row.external_system_id, entityType: row.entity_type, externalId: row.external_id,
		internalId: row.internal_id, base: row.base, theirs: row.theirs ?? {}, externalChangedAt: row.external_changed_at ?? undefined,
	};
}
