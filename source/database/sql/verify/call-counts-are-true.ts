import type {Verification} from './verification.js';

export const callCountsAreTrue: Verification = {
	name: 'call-counts-are-true', invariants: ['I11'], isDeep: true,
	meaning: 'The kept counts of calls by the hour are what counting the calls gives, as far back as the calls are kept.',
	remedy: 'The triggers on api_call_logs were off for a time: "parley doctor" tells whether they are there. Past hours stay as they are.',
	sql: `
		with kept as (select coalesce(date_trunc('hour', min(called_at)), 'infinity') as since from api_call_logs), counted as (
			select coalesce(external_system_id, 0) as external_system_id, date_trunc('hour', called_at) as hour, count(*) as calls,
				count(*) filter (where response_status >= 400) as errors, coalesce(sum(response_time_ms::bigint), 0) as total_ms
			from api_call_logs where called_at is not null group by 1, 2
		)
		select 'calls of system ' || external_system_id || ' in the hour of ' || to_char(hour, 'YYYY-MM-DD HH24:MI') as subject,
			'counted ' || coalesce(c.calls, 0) || ' (' || coalesce(c.errors, 0) || ' errors), kept ' || coalesce(h.calls, 0) || ' (' || coalesce(h.errors, 0) || ' errors)' as detail
		from counted c full join api_call_hours h using (external_system_id, hour)
		where hour >= (select since from kept)
			and (coalesce(c.calls, 0), coalesce(c.errors, 0), coalesce(c.total_ms, 0)) <> (coalesce(h.calls, 0), coalesce(h.errors, 0), coalesce(h.total_ms, 0))`,
};
