import type {Verification} from './verification.js';

const read = (alias: string): string => `coalesce((${alias} ->> 'read')::bigint, 0)`;

export const checkpointsAreOfOpenRuns: Verification = {
	name: 'checkpoints-are-of-open-runs', invariants: ['I8'], isDeep: false,
	meaning: 'A place to go on from belongs to an inbound run that did not come to its end, and lies no further than what that run has written.',
	remedy: 'Do not let the pair go on from there: "parley sync run --full" reads everything again.',
	sql: `
		select 'checkpoint of system ' || k.external_system_id || ' ' || k.entity_type as subject, case
			when k.cursor is null then 'has no place to go on from, and yet names an operation'
			when b.batch_id is null then 'is of operation ' || coalesce(k.operation_id::text, '(none)') || ', which is not there'
			when b.status in ('completed', 'partial') then 'is of operation ' || k.operation_id || ', which came to its end'
			when b.metadata ->> 'entityType' is distinct from k.entity_type then 'is of an operation of another pair'
			else 'stands after ' || ${read('k.counts')} || ' records, and its operation has written ' || ${read(`b.metadata -> 'counts'`)}
		end as detail
		from sync_checkpoints k left join ingestion_batches b on b.batch_id = k.operation_id
		where (k.cursor is null and k.operation_id is not null)
			or (k.cursor is not null and (
				b.batch_id is null or b.status in ('completed', 'partial') or b.metadata ->> 'entityType' is distinct from k.entity_type
				or ${read('k.counts')} > ${read(`b.metadata -> 'counts'`)}
			))`,
};
