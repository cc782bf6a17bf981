/**
 * One row for each system. $1: how many of the newest calls stand for the present. Today's figures come from the hourly
 * rollup, the others from the end of an index: none costs more as the log grows.
 */
export const listSystemFacts = `
select s.id, s.system_name, s.system_type, coalesce(s.sync_enabled, true) as sync_enabled, s.rate_limit_config,
	coalesce(today.calls, 0)::int as calls_today, coalesce(today.errors, 0)::int as errors_today,
	coalesce(newest.response_times, '{}') as response_times, minute.calls::int as calls_this_minute,
	coalesce(h.breaker_state, 'closed') as breaker_state, h.breaker_resumes_at, h.paused_until
from external_systems s
left join integration_health h on h.external_system_id = s.id
left join lateral (
	select sum(r.calls) as calls, sum(r.errors + r.unanswered) as errors from api_call_hours r
	where r.external_system_id = s.id and r.hour >= date_trunc('day', now() at time zone 'UTC')
) today on true
left join lateral (
	select array_agg(n.response_time_ms order by n.called_at, n.id) as response_times from (
		select l.id, l.called_at, l.response_time_ms from api_call_logs l
		where l.external_system_id = s.id and l.response_time_ms is not null order by l.called_at desc limit $1
	) n
) newest on true
cross join lateral (
	select count(*) as calls from api_call_logs l
	where l.external_system_id = s.id and l.called_at > now() at time zone 'UTC' - interval '1 minute'
) minute
where coalesce(s.is_active, true)
order by s.system_name`;
