import type {Verification} from './verification.js';

export const operationsEndOnce: Verification = {
	name: 'operations-end-once', invariants: ['I11'], isDeep: true,
	meaning: 'An operation has a known status, and a time of its end if and only if it ended.',
	remedy: 'This is a bug of Parley, or the row was changed by hand: keep the log of that run.',
	sql: `
		select 'operation ' || batch_id as subject, 'is ' || coalesce(status, 'without a status') || ', ended ' || coalesce(completed_at::text, 'never') as detail
		from ingestion_batches
		where batch_type = 'sync' and (
			status is null or status not in ('queued', 'running', 'completed', 'partial', 'failed', 'cancelled')
			or (status in ('queued', 'running')) = (completed_at is not null)
		)`,
};
