import type {Lease, LeaseStore} from '../../core/stores/lease-store.js';
import type {SqlExecutor} from '../executor.js';
import {leaseEnd} from '../sql/lease-end.js';

type Row = {
	readonly owner: string; readonly host: string; readonly pid: number; readonly token: string;
	readonly heartbeat_at: Date; readonly expires_at: Date;
};

/** One statement decides who holds the pair; only the database's clock counts. */
const acquireSql = `
	insert into sync_leases (external_system_id, entity_type, owner, host, pid, token, operation_id, acquired_at, heartbeat_at, expires_at)
	values ($1, $2, $3, $4, $5, nextval('sync_fencing_tokens'), $6, clock_timestamp(), clock_timestamp(), clock_timestamp() + make_interval(secs => $7))
	on conflict (external_system_id, entity_type) do update
	set owner = excluded.owner, host = excluded.host, pid = excluded.pid, token = excluded.token, operation_id = excluded.operation_id,
		acquired_at = excluded.acquired_at, heartbeat_at = excluded.heartbeat_at, expires_at = excluded.expires_at
	where ${leaseEnd('sync_leases')} < clock_timestamp()
	returning owner, host, pid, token::text, heartbeat_at, expires_at`;

const toLease = (row: Row): Lease => ({
	owner: row.owner, host: row.host, pid: row.pid, token: row.token, heartbeatAt: row.heartbeat_at, expiresAt: row.expires_at,
});

export function createLeaseStore(sql: SqlExecutor): LeaseStore {
	return {
		acquire: async ({externalSystemId, entityType}, holder, operationId, seconds) => {
			const [row] = await sql.query<Row>(acquireSql, [externalSystemId, entityType, holder.owner, holder.host, holder.pid, operationId, seconds]);
			return row === undefined ? undefined : toLease(row);
		},
		find: async ({externalSystemId, entityType}) => {
			const [row] = await sql.query<Row>(`select owner, host, pid, token::text, heartbeat_at, ${leaseEnd('l')} as expires_at from sync_leases l where external_system_id = $1 and entity_type = $2`, [externalSystemId, entityType]);
			return row === undefined ? undefined : toLease(row);
		},
		renew: async ({externalSystemId, entityType}, token, seconds) => {
			const rows = await sql.query(
				`update sync_leases set heartbeat_at = clock_timestamp(), expires_at = clock_timestamp() + make_interval(secs => $4)
				where external_system_id = $1 and entity_type = $2 and token = $3 returning token`,
				[externalSystemId, entityType, token, seconds],
			);
			return rows.length === 1;
		},
		fence: async ({externalSystemId, entityType}, token) => {
			const rows = await sql.query('select token from sync_leases where external_system_id = $1 and entity_type = $2 and token = $3 for key share', [externalSystemId, entityType, token]);
			return rows.length === 1;
		},
		release: async ({externalSystemId, entityType}, token) => {
			await sql.query('delete from sync_leases where external_system_id = $1 and entity_type = $2 and token = $3', [externalSystemId, entityType, token]);
		},
	};
}
