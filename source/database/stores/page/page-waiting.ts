import type {JsonObject} from '../../../core/json.js';
import type {PageStore} from '../../../core/stores/page-store.js';
import {quoteName, type Catalog} from '../../catalog.js';
import type {SqlExecutor} from '../../executor.js';
import {toTextArray} from '../../text-array.js';

/** By the index of what waits in a pair; where no record was rejected, it is nothing. */
const waitingSql = `
	select id, external_entity_id, external_value -> 'record' as fields from sync_conflicts
	where external_system_id = $1 and entity_type = $2 and id > $3 and field_name is null and reason = 'transform_failed' and resolution_status = 'pending'
		and external_value #>> '{failures,0,stage}' = 'reference' and jsonb_typeof(external_value -> 'record') = 'object' and external_entity_id is not null
	order by id limit $4`;

export const createPageWaiting = (sql: SqlExecutor, catalog: Catalog): Pick<PageStore, 'listWaiting' | 'listPresentKeys'> => ({
	listWaiting: async (externalSystemId, entityType, {after, limit}) => {
		const rows = await sql.query<{id: number; external_entity_id: string; fields: JsonObject}>(waitingSql, [externalSystemId, entityType, after, limit]);
		return rows.map(row => ({id: row.id, externalId: row.external_entity_id, fields: row.fields}));
	},
	listPresentKeys: async ({table, keyFields: [key = 'id']}, keys) => {
		if (keys.length === 0) return new Set();
		const type = (await catalog.columnsOf(table)).get(key)?.type ?? 'text';
		const rows = await sql.query<{key: string}>(
			`select wanted.key from unnest($1::text[]) as wanted(key) where exists (select from ${table} t where t.${quoteName(key)} = wanted.key::${type})`, [toTextArray(keys)]);
		return new Set(rows.map(row => row.key));
	},
});
