import type {Verification} from './verification.js';

export const verdictsAreWhole: Verification = {
	name: 'verdicts-are-whole', invariants: ['I11', 'I13'], isDeep: true,
	meaning: 'A conflict that waits has no verdict; one that was settled says how and when, and a person’s verdict is in the audit chain.',
	remedy: 'The row was changed by hand: "parley audit list" tells what Parley did with it.',
	// A verdict over many is one event a page, which names each conflict in what it became.
	sql: `
		with told as materialized (
			select target_id as conflict_id from audit_events where target_type = 'conflict'
			union select jsonb_object_keys(after) from audit_events where target_type = 'bulk_verdict' and jsonb_typeof(after) = 'object'
		)
		select 'conflict ' || c.id as subject, case
			when c.resolution_status not in ('pending', 'resolved', 'ignored') then 'has the unknown status "' || c.resolution_status || '"'
			when c.resolution_status = 'pending' then 'waits, and has a verdict'
			when c.resolution_action is null or c.resolved_at is null then 'is settled, and does not say how or when'
			else 'was settled by ' || c.resolved_by_name || ', and no audit event tells of it'
		end as detail
		from sync_conflicts c
		where c.resolution_status is null or c.resolution_status not in ('pending', 'resolved', 'ignored')
			or (c.resolution_status = 'pending' and (c.resolution_action is not null or c.resolved_at is not null))
			or (c.resolution_status in ('resolved', 'ignored') and (c.resolution_action is null or c.resolved_at is null))
			or (c.resolution_status in ('resolved', 'ignored') and c.resolved_by_name is not null and not exists (
				select from told where told.conflict_id = c.id::text
			))`,
};
