import type {CreationStore} from '../../core/stores/creation-store.js';
import type {JsonObject} from '../../core/json.js';
import type {Fields} from '../../core/stores/page-store.js';
import type {SqlExecutor} from '../executor.js';

type Row = {readonly id: string; readonly marker: string; readonly internal_id: string; readonly fields: Fields; readonly changes: JsonObject; readonly was_unknown: boolean; readonly attempts: number};

/** One statement claims: of two senders, one gets the entry. */
const claimSql = `
	with next as (
		select id, state from sync_outbox
		where external_system_id = $1 and entity_type = $2 and action = 'create' and state in ('ready', 'unknown') and next_attempt_at <= clock_timestamp()
		order by state = 'ready', id limit 1 for update skip locked
	)
	update sync_outbox o set state = 'sending', token = $4, claimed_by = $3, claimed_at = clock_timestamp(), attempts = o.attempts + 1, updated_at = now()
	from next where o.id = next.id
	returning o.id::text, o.marker::text, o.internal_id::text, o.fields, o.changes, next.state = 'unknown' as was_unknown, o.attempts`;

export const createCreationStore = (sql: SqlExecutor): CreationStore => ({
	claim: async ({externalSystemId, entityType}, {owner, token}) => {
		const [row] = await sql.query<Row>(claimSql, [externalSystemId, entityType, owner, token]);
		if (row === undefined) return undefined;
		const {internal_id: internalId, was_unknown: isUnknown, ...rest} = row;
		return {...rest, internalId, isUnknown};
	},
	amend: async (id, token, {fields, changes}) => {
		await sql.query(`update sync_outbox set fields = $3, changes = $4, updated_at = now() where id = $1 and state = 'sending' and token = $2`, [id, token, JSON.stringify(fields), JSON.stringify(changes)]);
	},
	isLinked: async ({externalSystemId, entityType}, internalId) =>
		(await sql.query('select from sync_links where external_system_id = $1 and entity_type = $2 and internal_id = $3', [externalSystemId, entityType, internalId])).length > 0,
});
