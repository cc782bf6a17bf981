import {leaseEnd} from './lease-end.js';

/** Before it takes a lease, and between two pairs, a run goes on within this time: it has no more to do there than a few statements. */
export const goesOnWithin = '1 minute';

/**
 * Of `ingestion_batches b`: null where somebody works on the operation, or its end is on record; else what is known of who did,
 * and after how many records the next run of the pair goes on in the same scope. A pair at work holds a lease, and a run is at work with its pairs.
 */
export const findAbandoned = `case when b.status in ('queued', 'running') then (
	select jsonb_build_object('holder', held.holder, 'heardAt', held.heard_at, 'done', place.done)
	from (
		select count(*) as leases, bool_or(${leaseEnd('l')} > clock_timestamp()) as is_live, max(l.heartbeat_at) as heard_at,
			(array_agg(l.host || ' (pid ' || l.pid || ')' order by l.heartbeat_at desc))[1] as holder
		from sync_leases l
		where l.operation_id = b.batch_id or l.operation_id in (
			select c.batch_id from ingestion_batches c where c.parent_operation_id = b.batch_id and c.status in ('queued', 'running'))
	) held
	cross join (
		select greatest(b.started_at, max(c.started_at), max(c.completed_at)) as at from ingestion_batches c where c.parent_operation_id = b.batch_id
	) moved
	left join lateral (
		select coalesce((k.counts ->> 'read')::bigint, 0) as done from sync_checkpoints k
		where k.external_system_id::text = b.metadata ->> 'externalSystemId' and k.entity_type = b.metadata ->> 'entityType'
			and k.direction = 'inbound' and b.metadata ->> 'direction' = 'inbound' and k.cursor ->> 'scope' = b.metadata ->> 'scope'
	) place on true
	where held.is_live is not true and (held.leases > 0 or moved.at < now() at time zone 'UTC' - interval '${goesOnWithin}')
) end`;
