import {operationColumns} from '../stores/operation-row.js';
import {isFinishedOfPair} from './is-finished-of-pair.js';

/** How far back the first of a row of failures is looked for: at a run every quarter of an hour, five days; half of that where changes leave too. */
const lookedThrough = 500;
/** Among so many, which ended last: a run that found the pair taken begins after the one that has it, and ends before it. */
const mayOverlap = 20;

/**
 * What the newest run of each pair that has a policy has finished, found from the end of an index: the worse of its two
 * directions, so that what left well hides nothing of what could not come in. What came while another run has the pair
 * could not take it, and says nothing. Where it failed, with the beginning of the first that failed since a run had no
 * failure.
 */
export const listLastRuns = `
select p.external_system_id, p.entity_type, run.*, failing.since as failing_since
from (select distinct external_system_id, entity_type from sync_policies) p
join external_systems s on s.id = p.external_system_id
left join sync_leases lease on lease.external_system_id = p.external_system_id and lease.entity_type = p.entity_type
left join ingestion_batches held on held.batch_id = lease.operation_id
cross join lateral (
	select recent.parent_operation_id as id from (
		select b.id, b.parent_operation_id, b.completed_at from ingestion_batches b
		where ${isFinishedOfPair} and (held.id is null or b.id < held.id) order by b.id desc limit ${mayOverlap}
	) recent order by recent.completed_at desc, recent.id desc limit 1
) newest
cross join lateral (
	select ${operationColumns} from ingestion_batches b
	where b.parent_operation_id = newest.id and ${isFinishedOfPair}
	order by b.status = 'failed' desc, b.status = 'partial' desc, b.id desc limit 1
) run
left join lateral (
	select min(tried.failed_at) filter (where tried.later_successes = 0) as since from (
		select whole.failed_at, count(*) filter (where whole.failed_at is null and whole.has_succeeded) over (order by whole.id desc) as later_successes from (
			select max(part.id) as id, min(part.started_at) filter (where part.status = 'failed') as failed_at, bool_or(part.status in ('completed', 'partial')) as has_succeeded
			from (
				select b.id, b.parent_operation_id, b.started_at, b.status from ingestion_batches b where ${isFinishedOfPair} order by b.id desc limit ${lookedThrough}
			) part group by part.parent_operation_id
		) whole
	) tried
) failing on run.status = 'failed'`;
