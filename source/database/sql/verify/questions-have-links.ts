import type {Verification} from './verification.js';

export const questionsHaveLinks: Verification = {
	name: 'questions-have-links', invariants: ['I19'], isDeep: false,
	meaning: 'The link and the operation that an unsettled conflict names are there, and the link is of the same record.',
	remedy: 'Rows of sync_links or ingestion_batches were deleted by hand: ignore the conflict; a full run asks anew where both sides differ.',
	sql: `
		select 'conflict ' || c.id as subject, case
			when c.link_id is not null and l.id is null then 'link ' || c.link_id || ' is gone'
			when l.internal_id <> c.internal_id then 'names our row ' || c.internal_id || ', and its link names ' || l.internal_id
			when l.entity_type <> c.entity_type or l.external_system_id <> c.external_system_id then 'its link is of another pair'
			else 'operation ' || c.operation_id || ' is gone'
		end as detail
		from sync_conflicts c
		left join sync_links l on l.id = c.link_id
		left join ingestion_batches b on b.batch_id = c.operation_id
		where c.resolution_status in ('pending', 'ignored') and (
			(c.link_id is not null and l.id is null) or l.internal_id <> c.internal_id
			or l.entity_type <> c.entity_type or l.external_system_id <> c.external_system_id
			or (c.operation_id is not null and b.batch_id is null)
		)`,
};
