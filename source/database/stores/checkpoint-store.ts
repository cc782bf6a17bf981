import type {Cursor} from '../../core/connector.js';
import type {RunCounts} from '../../core/operation.js';
import type {CheckpointStore} from '../../core/stores/checkpoint-store.js';
import type {SqlExecutor} from '../executor.js';

type Row = {
	readonly operation_id: string | null; readonly cursor: {readonly at: Cursor; readonly scope: 'changes' | 'full'; readonly rules?: string} | null;
	readonly watermark: Cursor | null; readonly counts: RunCounts | null; readonly last_full_at: Date | null; readonly last_completed_at: Date | null;
	readonly updated_at: Date;
};

const saveCursorSql = `
	insert into sync_checkpoints (external_system_id, entity_type, direction, operation_id, cursor, counts, updated_at)
	values ($1, $2, 'inbound', $3, $4, $5, now())
	on conflict (external_system_id, entity_type, direction) do update
	set operation_id = excluded.operation_id, cursor = excluded.cursor, counts = excluded.counts, updated_at = now()`;

const finishSql = `
	insert into sync_checkpoints (external_system_id, entity_type, direction, watermark, last_full_at, last_completed_at, updated_at)
	values ($1, $2, 'inbound', case when $5 then $3::jsonb end, case when $4 and $5 then $6::timestamptz end, case when $5 then $6::timestamptz end, now())
	on conflict (external_system_id, entity_type, direction) do update
	set operation_id = null, cursor = null, counts = null, updated_at = now(),
		watermark = coalesce(excluded.watermark, sync_checkpoints.watermark),
		last_full_at = coalesce(excluded.last_full_at, sync_checkpoints.last_full_at),
		last_completed_at = coalesce(excluded.last_completed_at, sync_checkpoints.last_completed_at)`;

export function createCheckpointStore(sql: SqlExecutor): CheckpointStore {
	return {
		find: async ({externalSystemId, entityType}) => {
			const [row] = await sql.query<Row>(`select * from sync_checkpoints where external_system_id = $1 and entity_type = $2 and direction = 'inbound'`, [externalSystemId, entityType]);
			if (row === undefined) return undefined;
			return {
				interrupted: row.cursor === null || row.operation_id === null || row.counts === null
					? undefined
					: {operationId: row.operation_id, cursor: row.cursor.at, scope: row.cursor.scope, rules: row.cursor.rules, counts: row.counts, at: row.updated_at},
				watermark: row.watermark ?? undefined,
				lastFullAt: row.last_full_at ?? undefined,
				lastCompletedAt: row.last_completed_at ?? undefined,
			};
		},
		saveCursor: async ({externalSystemId, entityType}, {operationId, cursor, counts, scope, rules}) => {
			await sql.query(saveCursorSql, [externalSystemId, entityType, operationId, JSON.stringify({at: cursor, scope, rules}), JSON.stringify(counts)]);
		},
		beginAnew: async ({externalSystemId, entityType}) => {
			await sql.query(
				`update sync_checkpoints set operation_id = null, cursor = null, counts = null, updated_at = now()
				where external_system_id = $1 and entity_type = $2 and direction = 'inbound'`, [externalSystemId, entityType]);
		},
		finish: async ({externalSystemId, entityType}, {watermark, isFull, isComplete, at}) => {
			await sql.query(finishSql, [externalSystemId, entityType, watermark === undefined ? null : JSON.stringify(watermark), isFull, isComplete, at]);
		},
		finishOutbound: async ({externalSystemId, entityType}, at) => {
			await sql.query(
				`insert into sync_checkpoints (external_system_id, entity_type, direction, last_completed_at, updated_at) values ($1, $2, 'outbound', $3, now())
				on conflict (external_system_id, entity_type, direction) do update set last_completed_at = excluded.last_completed_at, updated_at = now()`,
				[externalSystemId, entityType, at],
			);
		},
	};
}
