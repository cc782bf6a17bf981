import type {Verification} from './verification.js';

export const runsAreTheirPairs: Verification = {
	name: 'runs-are-their-pairs', invariants: ['I2'], isDeep: true,
	meaning: 'A run that ended counts what its pairs counted, and ended no sooner than they did.',
	remedy: 'This is a bug of Parley, or rows were changed by hand: keep the log of that run.',
	sql: `
		select 'operation ' || p.batch_id as subject, case
			when c.unfinished > 0 then 'ended, and ' || c.unfinished || ' of its pairs did not'
			else 'read ' || coalesce(p.total_records, 0) || ', its pairs ' || c.read
		end as detail
		from ingestion_batches p
		join (
			select parent_operation_id, sum(coalesce(total_records, 0)) as read, count(*) filter (where status in ('queued', 'running')) as unfinished
			from ingestion_batches where batch_type = 'sync' and parent_operation_id is not null group by 1
		) c on c.parent_operation_id = p.batch_id
		where p.batch_type = 'sync' and p.status not in ('queued', 'running') and (c.unfinished > 0 or coalesce(p.total_records, 0) <> c.read)`,
};
