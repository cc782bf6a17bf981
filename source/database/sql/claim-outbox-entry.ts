/**
 * $1 system, $2 entity type, $3 who sends, $4 fencing token, $5 action. One statement claims: of two senders, one gets the
 * entry, and while pushing is held nobody does. What may have arrived already is looked at before anything new is sent.
 */
export const claimOutboxEntry = `
	with next as (
		select id, state from sync_outbox
		where external_system_id = $1 and entity_type = $2 and action = $5 and state in ('ready', 'unknown') and next_attempt_at <= clock_timestamp()
			and not exists (select from sync_push_holds where released_at is null)
		order by state = 'ready', id limit 1 for update skip locked
	)
	update sync_outbox o set state = 'sending', token = $4, claimed_by = $3, claimed_at = clock_timestamp(), attempts = o.attempts + 1, updated_at = now()
	from next where o.id = next.id
	returning o.id::text, o.marker::text, o.link_id::text, o.internal_id::text, o.external_id, o.fields, o.changes, o.expected, next.state = 'unknown' as was_unknown, o.attempts`;
