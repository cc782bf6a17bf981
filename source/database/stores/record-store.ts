import {entityDefinitions, type EntityType} from '../../core/entity.js';
import type {JsonObject} from '../../core/json.js';
import type {InternalRecord, RecordStore} from '../../core/stores/record-store.js';
import {quoteName, type Catalog} from '../catalog.js';
import type {SqlExecutor} from '../executor.js';
import {listFoundRecords, pageRecords} from './find-records.js';
import {toKeyCondition} from './record-by-key.js';
import {takeReferencesAlong} from './take-references-along.js';
import {castFromJson, presentFields, selectAsJson, toCanonicalFields} from '../record-columns.js';

type Row = {readonly id: string; readonly fields: JsonObject; readonly updated_at: Date | null};

export function createRecordStore(sql: SqlExecutor, catalog: Catalog): RecordStore {
	const select = async (entityType: EntityType, ids: readonly string[], fields: readonly string[], lock: '' | 'for update of t'): Promise<readonly InternalRecord[]> => {
		const definition = entityDefinitions[entityType];
		const columns = await catalog.columnsOf(definition.table);
		const rows = await sql.query<Row>(
			`select t.id::text, ${selectAsJson('t', presentFields(definition, columns, fields))} as fields, ${columns.has('updated_at') ? 't.updated_at' : 'null as updated_at'}
			from ${definition.table} t where t.id = any($1::bigint[]) order by t.id ${lock}`,
			[ids],
		);
		return rows.map(row => ({id: row.id, fields: toCanonicalFields(definition, row.fields), updatedAt: row.updated_at ?? undefined}));
	};
	return {
		page: (search, after, limit) => pageRecords({sql, catalog}, search, after, limit),
		listFound: (entityType, internalIds) => listFoundRecords({sql, catalog}, entityType, internalIds),
		find: async (entityType, internalId, fields) => (await select(entityType, [internalId], fields, ''))[0],
		findReceived: async (entityType, internalId) => {
			const {table, keepsRaw} = entityDefinitions[entityType];
			if (!keepsRaw || (await catalog.columnsOf(table)).get('raw_json')?.type !== 'jsonb') return undefined;
			const [row] = await sql.query<{received: JsonObject}>(`select raw_json as received from ${table} where id = $1 and jsonb_typeof(raw_json) = 'object'`, [internalId]);
			return row?.received;
		},
		findForUpdate: async (entityType, internalId, fields) => (await select(entityType, [internalId], fields, 'for update of t'))[0],
		findByKey: async (entityType, key, fields) => {
			const condition = await toKeyCondition(catalog, entityType, key, 1);
			if (condition === undefined) return undefined;
			const rows = await sql.query<{id: string}>(`select t.id::text from ${entityDefinitions[entityType].table} t where ${condition.text} order by t.id limit 1`, condition.values);
			return rows[0] === undefined ? undefined : (await select(entityType, [rows[0].id], fields, ''))[0];
		},
		findMany: (entityType, internalIds, fields) => select(entityType, internalIds, fields, ''),
		setField: async (entityType, internalId, field, value) => {
			const {table, fields} = entityDefinitions[entityType];
			const columns = await catalog.columnsOf(table);
			const column = columns.get(field);
			if (column === undefined || !Object.hasOwn(fields, field)) throw new Error(`${table} has no mapped column ${field}.`);
			await takeReferencesAlong(sql, catalog, entityDefinitions[entityType], [{internalId, set: {[field]: value}}]);
			const touch = columns.has('updated_at') ? ', updated_at = now()' : '';
			await sql.query(`update ${table} set ${quoteName(field)} = ${castFromJson('$2::jsonb', field, column.type)}${touch} where id = $1`, [
				internalId, JSON.stringify({[field]: value}),
			]);
		},
		setSyncStatus: async (entityType, internalIds, status) => {
			const {table, hasSyncStatus} = entityDefinitions[entityType];
			if (!hasSyncStatus) return;
			await sql.query(`update ${table} set sync_status = $2 where id = any($1::bigint[]) and sync_status is distinct from $2`, [internalIds, status]);
		},
	};
}
