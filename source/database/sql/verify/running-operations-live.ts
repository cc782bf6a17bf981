import type {Verification} from './verification.js';

export const runningOperationsLive: Verification = {
	name: 'running-operations-live', invariants: ['I9', 'I11'], isDeep: false,
	meaning: 'An operation that says it is running is run by a process that holds the lease of its pair.',
	remedy: 'Its process ended without a word: the next run of the pair ends it ("parley sync run").',
	// An operation is made before its lease is taken, and ends after it was given back; the next run ends a dead one after a minute (end-abandoned.ts).
	// Twice that is the grace, so that what the next run still heals by itself is no finding.
	sql: `
		with running as (
			select b.*, (select count(*) from ingestion_batches c where c.parent_operation_id = b.batch_id and c.status = 'running') as pairs_running,
				(select max(c.completed_at) from ingestion_batches c where c.parent_operation_id = b.batch_id) as last_pair_at
			from ingestion_batches b where b.batch_type = 'sync' and b.status = 'running'
		)
		select 'operation ' || r.batch_id as subject, case
			when r.parent_operation_id is null then 'is running, and none of its pairs is'
			else 'is running, and no live lease is held for it'
		end as detail
		from running r
		where greatest(r.started_at, r.last_pair_at) < now() at time zone 'UTC' - interval '2 minutes'
			and case when r.parent_operation_id is null then r.pairs_running = 0
				else not exists (select from sync_leases l where l.operation_id = r.batch_id and l.expires_at > now()) end`,
};
