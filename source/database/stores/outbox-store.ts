import {toStorableText} from '../../core/canonical.js';
import type {JsonObject} from '../../core/json.js';
import type {Fields} from '../../core/stores/page-store.js';
import type {OutboxStore} from '../../core/stores/outbox-store.js';
import type {SqlExecutor} from '../executor.js';
import {claimOutboxEntry} from '../sql/claim-outbox-entry.js';

type Row = {
	readonly id: string; readonly marker: string; readonly link_id: string; readonly internal_id: string; readonly external_id: string;
	readonly fields: Fields; readonly changes: JsonObject; readonly expected: Fields; readonly was_unknown: boolean; readonly attempts: number;
};

const putSql = `
	insert into sync_outbox (external_system_id, entity_type, link_id, internal_id, external_id, action, fields, changes, operation_id, requested_by)
	select $1, $2, u.link_id, u.internal_id, u.external_id, 'update', u.fields, u.changes, $4, $5
	from jsonb_to_recordset($3::jsonb) as u(link_id bigint, internal_id bigint, external_id text, fields jsonb, changes jsonb)
	on conflict (link_id) where state in ('ready', 'sending', 'unknown') do update
	set fields = excluded.fields, changes = excluded.changes, operation_id = excluded.operation_id, updated_at = now()
	where sync_outbox.state = 'ready' and sync_outbox.expected = '{}'`;

export function createOutboxStore(sql: SqlExecutor): OutboxStore {
	return {
		put: async ({externalSystemId, entityType}, operationId, requestedBy, entries) => {
			if (entries.length === 0) return;
			const payload = entries.map(entry => ({link_id: entry.linkId, internal_id: entry.internalId, external_id: entry.externalId, fields: entry.fields, changes: entry.changes}));
			await sql.query(putSql, [externalSystemId, entityType, JSON.stringify(payload), operationId, requestedBy]);
		},
		recover: async ({externalSystemId, entityType}, token) => {
			const rows = await sql.query(
				`update sync_outbox set state = 'unknown', last_error = 'The process that was sending it ended.', updated_at = now()
				where external_system_id = $1 and entity_type = $2 and state = 'sending' and token is distinct from $3 returning id`,
				[externalSystemId, entityType, token],
			);
			return rows.length;
		},
		claim: async ({externalSystemId, entityType}, {owner, token}) => {
			const [row] = await sql.query<Row>(claimOutboxEntry, [externalSystemId, entityType, owner, token, 'update']);
			if (row === undefined) return undefined;
			return {
				id: row.id, marker: row.marker, linkId: row.link_id, internalId: row.internal_id, externalId: row.external_id,
				fields: row.fields, changes: row.changes, expected: row.expected, isUnknown: row.was_unknown, attempts: row.attempts,
			};
		},
		settle: async (id, token, outcome) => {
			const rows = await sql.query(
				`update sync_outbox set state = $3::varchar, last_error = $4, next_attempt_at = coalesce(clock_timestamp() + make_interval(secs => $5), next_attempt_at),
					confirmed_at = case when $3::varchar = 'confirmed' then clock_timestamp() end, updated_at = now()
				where id = $1 and state = 'sending' and token = $2 returning id`,
				[id, token, outcome.state, 'error' in outcome ? toStorableText(outcome.error) : null, 'retryAfterSeconds' in outcome ? outcome.retryAfterSeconds : null],
			);
			return rows.length === 1;
		},
	};
}
