import {goesOnWithin} from './find-abandoned.js';
import {leaseEnd} from './lease-end.js';

/**
 * $1 a whole run, $2 the problem as JSON. Gives a row when the run was dead. A pair that is at work holds a lease; before it
 * took one, and between two pairs, a run has a minute. The pairs' leases go first: who renews one of them meanwhile lives.
 */
export const endDeadRun = `
	with run as (
		select r.batch_id, r.started_at from ingestion_batches r
		where r.batch_id = $1::uuid and r.batch_type = 'sync' and r.parent_operation_id is null and r.status in ('queued', 'running') for update
	), pair as (
		select c.batch_id, c.status, c.started_at, c.completed_at from ingestion_batches c join run on c.parent_operation_id = run.batch_id
	), lease as (
		select l.external_system_id, l.entity_type, ${leaseEnd('l')} as expires_at, l.operation_id from sync_leases l join pair on pair.batch_id = l.operation_id and pair.status in ('queued', 'running') for update of l
	), dead as (
		select run.batch_id from run
		where not exists (select from lease where expires_at > clock_timestamp())
			and (exists (select from lease)
				or (select greatest(run.started_at, max(pair.started_at), max(pair.completed_at)) from pair) < now() at time zone 'UTC' - interval '${goesOnWithin}')
	), taken as (
		delete from sync_leases l using lease, dead where l.external_system_id = lease.external_system_id and l.entity_type = lease.entity_type
	), ended as (
		update ingestion_batches c set status = 'failed', completed_at = now() at time zone 'UTC', error_details = $2::text,
			metadata = coalesce(c.metadata, '{}') || jsonb_build_object('problems', $2::jsonb)
		from dead, pair where c.batch_id = pair.batch_id and pair.status in ('queued', 'running')
	), total as (
		select coalesce(sum(c.total_records), 0) as read, coalesce(sum(c.successful_records), 0) as good, coalesce(sum(c.failed_records), 0) as bad,
			jsonb_build_object(${['read', 'unchanged', 'created', 'updated', 'conflicting', 'rejected', 'filtered']
				.map(name => `'${name}', coalesce(sum((c.metadata #>> '{counts,${name}}')::bigint), 0)`).join(', ')}) as counts
		from ingestion_batches c join run on c.parent_operation_id = run.batch_id
	)
	update ingestion_batches r set status = 'failed', completed_at = now() at time zone 'UTC', error_details = $2::text,
		total_records = total.read, successful_records = total.good, failed_records = total.bad,
		metadata = coalesce(r.metadata, '{}') || jsonb_build_object('problems', $2::jsonb, 'counts', total.counts)
	from dead, total where r.batch_id = dead.batch_id returning r.batch_id`;
