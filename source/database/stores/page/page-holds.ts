import type {JsonObject} from '../../../core/json.js';
import type {PageStore} from '../../../core/stores/page-store.js';
import type {Catalog} from '../../catalog.js';
import type {SqlExecutor} from '../../executor.js';
import {presentFields, selectAsJson, toCanonicalFields} from '../../record-columns.js';

export const createPageHolds = (sql: SqlExecutor, catalog: Catalog): Pick<PageStore, 'holdRecords'> => ({
	holdRecords: async (definition, internalIds, fields) => {
		const selected = selectAsJson('t', presentFields(definition, await catalog.columnsOf(definition.table), fields));
		const rows = await sql.query<{id: string; fields: JsonObject}>(
			`select t.id::text, ${selected} as fields from ${definition.table} t where t.id = any($1::bigint[]) order by t.id for update of t`, [internalIds]);
		return new Map(rows.map(row => [row.id, toCanonicalFields(definition, row.fields)]));
	},
});
