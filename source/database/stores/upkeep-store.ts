import type {UpkeepStore} from '../../core/stores/upkeep-store.js';
import type {SqlExecutor} from '../executor.js';

/** Making and dropping partitions locks their parent for a moment: rather later than behind a long reader, with all writers waiting. */
const waitBriefly = `select set_config('lock_timeout', '5s', true)`;

export function createUpkeepStore(sql: SqlExecutor): UpkeepStore {
	return {
		makePartitions: async (table, monthsAhead) => {
			await sql.query(waitBriefly);
			const [row] = await sql.query<{made: number}>('select parley_ensure_partitions($1::regclass, $2::integer) as made', [table, monthsAhead]);
			return row?.made ?? 0;
		},
		dropPartitions: async (table, olderThan) => {
			await sql.query(waitBriefly);
			const [row] = await sql.query<{dropped: readonly string[]}>(
				`select parley_drop_partitions($1::regclass, $2::timestamptz at time zone 'UTC') as dropped`, [table, olderThan]);
			return row?.dropped ?? [];
		},
		forgetDaemons: async silentSince => (await sql.query('delete from daemon_heartbeats where heartbeat_at < $1 returning pid', [silentSince])).length,
	};
}
