import type {PageStore} from '../../../core/stores/page-store.js';
import type {SqlExecutor} from '../../executor.js';

/** No row where the trigger is not there or switched off, or where rows come by another table than the one that it watches. */
const arrivalsSql = `
	select coalesce(pg_sequence_last_value(s.oid), 0)::text as arrivals
	from pg_class t
	join pg_trigger g on g.tgrelid = t.oid and g.tgname = 'parley_count_arrival' and g.tgenabled in ('O', 'A')
	join pg_class s on s.oid = to_regclass($1 || '_arrivals') and s.relkind = 'S' and has_sequence_privilege(s.oid, 'select')
	where t.oid = to_regclass($1) and t.relkind = 'r' and not t.relhassubclass and not t.relispartition`;

/** Who has written and not ended holds one of these until then. */
const writersSql = `
	select from pg_locks
	where relation = to_regclass($1) and database = (select oid from pg_database where datname = current_database()) and granted
		and mode in ('RowExclusiveLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
	limit 1`;

const questionsSql = `
	select from sync_conflicts
	where external_system_id = $1 and entity_type = $2 and link_id is null and resolution_status in ('pending', 'ignored')
	limit 1`;

export const createPageArrivals = (sql: SqlExecutor): Pick<PageStore, 'countArrivals' | 'isUntouched'> => ({
	countArrivals: async ({table}) => {
		const [row] = await sql.query<{arrivals: string}>(arrivalsSql, [table]);
		return row === undefined ? undefined : Number(row.arrivals);
	},
	isUntouched: async (externalSystemId, {entityType, table}) => {
		// One after the other: whose lock is gone by then has written what is seen.
		if ((await sql.query(writersSql, [table])).length > 0) return false;
		if ((await sql.query(`select from ${table} limit 1`)).length > 0) return false;
		return (await sql.query(questionsSql, [externalSystemId, entityType])).length === 0;
	},
});
