import type {Verification} from './verification.js';

export const leasesAreOfRunningOperations: Verification = {
	name: 'leases-are-of-running-operations', invariants: ['I9', 'I11'], isDeep: false,
	meaning: 'A lease is held for an operation that is running, under a token that was drawn.',
	remedy: 'The next run of the pair takes the lease over once it has expired; if it is renewed all the same, restart the process that it names.',
	sql: `
		select 'lease of ' || l.entity_type || ' by ' || l.owner || ' on ' || l.host || ' (pid ' || l.pid || ')' as subject, case
			when l.token > s.last_value then 'has token ' || l.token || ', and only ' || s.last_value || ' were drawn'
			when b.batch_id is null then 'is for operation ' || l.operation_id || ', which is not there'
			else 'is for operation ' || l.operation_id || ', which is ' || coalesce(b.status, 'without a status')
		end as detail
		from sync_leases l cross join sync_fencing_tokens s
		left join ingestion_batches b on b.batch_id = l.operation_id
		where l.token > s.last_value or (l.operation_id is not null and b.status is distinct from 'running')`,
};
