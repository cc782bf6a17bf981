import {isEntityType} from '../../core/entity.js';
import type {JsonObject} from '../../core/json.js';
import type {Link, LinkStore} from '../../core/stores/link-store.js';
import type {SqlExecutor} from '../executor.js';

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

export function createLinkStore(sql: SqlExecutor): LinkStore {
	return {
		find: async id => toLink((await sql.query<Row>('select * from sync_links where id = $1', [id]))[0]),
		findForUpdate: async id => toLink((await sql.query<Row>('select * from sync_links where id = $1 for update', [id]))[0]),
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
