import type {Verification} from './verification.js';

export const oneQuestionPerField: Verification = {
	name: 'one-question-per-field', invariants: ['I11', 'I19'], isDeep: false,
	meaning: 'At most one conflict about a field of a record is open or put aside.',
	remedy: 'Settle the older one: "parley conflicts show" tells what each asks.',
	// A record as a whole may be asked about in more than one way; a field may not.
	sql: `
		select entity_type || ' ' || min(entity_id) || coalesce(' ' || field_name, '') as subject, 'conflicts ' || string_agg(id::text, ', ' order by id) || ' ask the same' as detail
		from sync_conflicts
		where resolution_status in ('pending', 'ignored')
		group by external_system_id, entity_type, coalesce(link_id::text, external_entity_id, entity_id), field_name, case when field_name is null then conflict_type end
		having count(*) > 1`,
};
