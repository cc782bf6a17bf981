import type {CreationStore} from '../../core/stores/creation-store.js';
import type {JsonObject} from '../../core/json.js';
import type {Fields} from '../../core/stores/page-store.js';
import type {SqlExecutor} from '../executor.js';
import {claimOutboxEntry} from '../sql/claim-outbox-entry.js';

type Row = {readonly id: string; readonly marker: string; readonly internal_id: string; readonly fields: Fields; readonly changes: JsonObject; readonly was_unknown: boolean; readonly attempts: number};

export const createCreationStore = (sql: SqlExecutor): CreationStore => ({
	claim: async ({externalSystemId, entityType}, {owner, token}) => {
		const [row] = await sql.query<Row>(claimOutboxEntry, [externalSystemId, entityType, owner, token, 'create']);
		if (row === undefined) return undefined;
		return {id: row.id, marker: row.marker, internalId: row.internal_id, fields: row.fields, changes: row.changes, isUnknown: row.was_unknown, attempts: row.attempts};
	},
	amend: async (id, token, {fields, changes}) => {
		await sql.query(`update sync_outbox set fields = $3, changes = $4, updated_at = now() where id = $1 and state = 'sending' and token = $2`, [id, token, JSON.stringify(fields), JSON.stringify(changes)]);
	},
	isLinked: async ({externalSystemId, entityType}, internalId) =>
		(await sql.query('select from sync_links where external_system_id = $1 and entity_type = $2 and internal_id = $3', [externalSystemId, entityType, internalId])).length > 0,
});
