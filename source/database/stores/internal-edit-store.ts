import {isEntityType} from '../../core/entity.js';
import type {JsonValue} from '../../core/json.js';
import type {InternalEdit, InternalEditStore} from '../../core/stores/internal-edit-store.js';
import type {SqlExecutor} from '../executor.js';
import {isCompared} from '../sql/is-compared.js';
import {oweElsewhere} from '../sql/owe-elsewhere.js';
import {toOwedElsewhereJson} from './owed-elsewhere-json.js';

type Row = {
	readonly external_system_id: number; readonly entity_type: string; readonly internal_id: string; readonly field: string;
	readonly before: JsonValue; readonly changed_at: Date; readonly changed_by: string; readonly is_decided: boolean;
};

export function createInternalEditStore(sql: SqlExecutor): InternalEditStore {
	return {
		listFor: async (entityType, internalIds) => {
			const rows = await sql.query<Row>('select * from sync_internal_edits where entity_type = $1 and internal_id = any($2::bigint[])', [entityType, internalIds]);
			return rows.map(toInternalEdit);
		},
		isOwed: async (entityType, internalId) =>
			(await sql.query(`select from sync_internal_edits e where e.entity_type = $1 and e.internal_id = $2 and ${isCompared('e')} limit 1`, [entityType, internalId])).length > 0,
		oweElsewhere: async (entityType, values, at) => {
			if (values.length > 0) await sql.query(oweElsewhere, [JSON.stringify(toOwedElsewhereJson(values)), entityType, null, at]);
		},
	};
}

function toInternalEdit(row: Row): InternalEdit {
	if (!isEntityType(row.entity_type)) throw new Error(`sync_internal_edits holds the unknown entity type "${row.entity_type}".`);
	return {
		externalSystemId: row.external_system_id, entityType: row.entity_type, internalId: row.internal_id, field: row.field,
		before: row.before, changedAt: row.changed_at, changedBy: row.changed_by, isDecided: row.is_decided,
	};
}
