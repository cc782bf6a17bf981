import {operationColumns} from '../stores/operation-row.js';

/** How far back the first of a row of failures is looked for: at a run every quarter of an hour, five days. */
const lookedThrough = 500;

/**
 * The newest finished run of each pair that has a policy, found from the end of an index; where it failed, with the
 * beginning of the first that failed since one succeeded.
 */
export const listLastRuns = `
select p.external_system_id, p.entity_type, run.*, failing.since as failing_since
from (select distinct external_system_id, entity_type from sync_policies) p
join external_systems s on s.id = p.external_system_id
cross join lateral (
	select ${operationColumns} from ingestion_batches b
	where b.batch_type = 'sync' and b.parent_operation_id is not null and b.source_system = s.system_name
		and b.metadata->>'entityType' = p.entity_type and b.completed_at is not null
	order by b.id desc limit 1
) run
left join lateral (
	select min(tried.started_at) filter (where tried.status = 'failed' and tried.later_successes = 0) as since from (
		select newest.started_at, newest.status, count(*) filter (where newest.status in ('completed', 'partial')) over (order by newest.id desc) as later_successes from (
			select b.id, b.started_at, b.status from ingestion_batches b
			where b.batch_type = 'sync' and b.parent_operation_id is not null and b.source_system = s.system_name
				and b.metadata->>'entityType' = p.entity_type and b.completed_at is not null
			order by b.id desc limit ${lookedThrough}
		) newest
	) tried
) failing on run.status = 'failed'`;
