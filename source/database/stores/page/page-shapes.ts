import {engineActor} from '../../../core/engine-actor.js';
import type {PayloadShape} from '../../../core/payload-shape.js';
import type {PageStore} from '../../../core/stores/page-store.js';
import type {SqlExecutor} from '../../executor.js';
import {createAuditStore} from '../audit-store.js';
import {toStorableJson} from '../json-column.js';

const saveSql = `
	insert into sync_payload_shapes (external_system_id, entity_type, shape, first_seen_at) values ($1, $2, $3::jsonb, $4)
	on conflict (external_system_id, entity_type) do update set shape = excluded.shape, updated_at = now()`;

export const createPageShapes = (sql: SqlExecutor): Pick<PageStore, 'findShape' | 'saveShape'> => ({
	findShape: async ({externalSystemId, definition}) => {
		const [row] = await sql.query<{shape: PayloadShape; first_seen_at: Date}>('select shape, first_seen_at from sync_payload_shapes where external_system_id = $1 and entity_type = $2', [externalSystemId, definition.entityType]);
		return row === undefined ? undefined : {shape: row.shape, firstSeenAt: row.first_seen_at};
	},
	saveShape: async ({externalSystemId, definition, at, operationId}, shape, {systemName, drift}) => {
		await sql.query(saveSql, [externalSystemId, definition.entityType, toStorableJson(shape), at]);
		if (drift.length === 0) return;
		await createAuditStore(sql).append(engineActor, {
			action: 'payload.drift', targetType: 'payload', targetId: `${systemName} ${definition.plural}`, detail: {operationId, drift: drift.map(one => ({...one}))},
		});
	},
});
