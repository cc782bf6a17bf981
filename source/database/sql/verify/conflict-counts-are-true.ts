import type {Verification} from './verification.js';

export const conflictCountsAreTrue: Verification = {
	name: 'conflict-counts-are-true', invariants: ['I11'], isDeep: false,
	meaning: 'The kept counts of pending conflicts are what counting them gives.',
	remedy: 'The triggers on sync_conflicts were off for a time: "parley doctor" tells whether they are there; then correct sync_conflict_counts by a count.',
	sql: `
		select 'conflicts of system ' || external_system_id || ' ' || entity_type || ' ' || coalesce(nullif(field_name, ''), '(record)') || ' ' || reason as subject,
			'counted ' || coalesce(c.pending, 0) || ', kept ' || coalesce(k.pending, 0) as detail
		from (
			select coalesce(external_system_id, 0) as external_system_id, entity_type, coalesce(field_name, '')::text as field_name, coalesce(reason, '') as reason, count(*) as pending
			from sync_conflicts where resolution_status = 'pending' group by 1, 2, 3, 4
		) c full join sync_conflict_counts k using (external_system_id, entity_type, field_name, reason)
		where coalesce(c.pending, 0) <> coalesce(k.pending, 0)`,
};
