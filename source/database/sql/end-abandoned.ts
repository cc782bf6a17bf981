import {goesOnWithin} from './find-abandoned.js';

/**
 * $1 system, $2 entity type, $3 the operation that holds the pair's lease now, $4 the problem as JSON.
 * Whoever else says that it is running the pair has died. So has a run that has had no running pair for a minute.
 */
export const endAbandoned = `
	with dead as (
		update ingestion_batches b set status = 'failed', completed_at = now() at time zone 'UTC', error_details = $4::text,
			metadata = coalesce(b.metadata, '{}') || jsonb_build_object('problems', $4::jsonb)
		where b.batch_type = 'sync' and b.status = 'running' and b.parent_operation_id is not null and b.batch_id <> $3::uuid
			and b.metadata ->> 'externalSystemId' = $1::text and b.metadata ->> 'entityType' = $2
		returning b.batch_id, b.parent_operation_id
	), bereft as (
		select p.batch_id, coalesce(sum(c.total_records), 0) as read, coalesce(sum(c.successful_records), 0) as good, coalesce(sum(c.failed_records), 0) as bad,
			jsonb_build_object(${['read', 'unchanged', 'created', 'updated', 'conflicting', 'rejected', 'filtered']
				.map(name => `'${name}', coalesce(sum((c.metadata #>> '{counts,${name}}')::bigint), 0)`).join(', ')}) as counts
		from ingestion_batches p left join ingestion_batches c on c.parent_operation_id = p.batch_id
		where p.batch_type = 'sync' and p.status = 'running' and p.parent_operation_id is null and p.metadata ->> 'externalSystemId' = $1::text
			and p.batch_id <> (select o.parent_operation_id from ingestion_batches o where o.batch_id = $3::uuid)
		group by p.batch_id, p.started_at
		having bool_and(c.batch_id is null or c.status <> 'running' or c.batch_id in (select batch_id from dead))
			and (p.batch_id in (select parent_operation_id from dead) or greatest(p.started_at, max(c.completed_at)) < now() at time zone 'UTC' - interval '${goesOnWithin}')
	)
	update ingestion_batches p set status = 'failed', completed_at = now() at time zone 'UTC', error_details = $4::text,
		total_records = e.read, successful_records = e.good, failed_records = e.bad,
		metadata = coalesce(p.metadata, '{}') || jsonb_build_object('problems', $4::jsonb, 'counts', e.counts)
	from bereft e where p.batch_id = e.batch_id`;
