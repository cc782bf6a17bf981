/**
 * $1: seconds after which one that waits for its program counts as long; $2: after which any does. Times of others' sessions
 * are null to a role that may not see them, and so are left out.
 */
export const listLongTransactions = `
	select a.pid, a.usename::text as "user", coalesce(a.application_name, '') as application, a.state like 'idle in transaction%' as "isIdle",
		extract(epoch from clock_timestamp() - a.xact_start)::integer as "openSeconds",
		a.backend_xmin is not null or a.backend_xid is not null as "holdsBackVacuum",
		array(select distinct c.relname::text from pg_locks l join pg_class c on c.oid = l.relation and c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
			where l.pid = a.pid and l.granted and l.mode <> 'AccessShareLock' and l.database = a.datid order by 1) as "lockedTables"
	from pg_stat_activity a
	where a.datname = current_database() and a.pid <> pg_backend_pid() and a.backend_type = 'client backend'
		and clock_timestamp() - a.xact_start > make_interval(secs => case when a.state like 'idle in transaction%' then least($1::float8, $2::float8) else $2::float8 end)
	order by a.xact_start limit 10`;
