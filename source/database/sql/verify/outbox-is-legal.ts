import type {Verification} from './verification.js';

export const outboxIsLegal: Verification = {
	name: 'outbox-is-legal', invariants: ['I3', 'I4', 'I11'], isDeep: true,
	meaning: 'One entry at most is open for a record, each belongs to the link that it names, and its state fits what else it says.',
	remedy: 'This is a bug of Parley, or rows were changed by hand: turn pushing off for the pair until it is understood.',
	sql: `
		select 'outbox of ' || entity_type || ' row ' || internal_id as subject, 'entries ' || string_agg(id::text, ', ' order by id) || ' are open at once' as detail
		from sync_outbox where state in ('ready', 'sending', 'unknown') group by external_system_id, entity_type, internal_id having count(*) > 1
		union all
		select 'outbox ' || o.id, case
			when (o.state = 'confirmed') <> (o.confirmed_at is not null) then 'is ' || o.state || ', confirmed ' || coalesce(o.confirmed_at::text, 'never')
			when o.state in ('sending', 'unknown', 'confirmed') and o.attempts = 0 then 'is ' || o.state || ' after no attempt'
			when o.state in ('rejected', 'unknown') and o.last_error is null then 'is ' || o.state || ', and does not say why'
			when o.token > s.last_value then 'has token ' || o.token || ', and only ' || s.last_value || ' were drawn'
			else 'is of ' || o.entity_type || ' ' || o.external_id || ' (row ' || o.internal_id || '), its link of ' || l.entity_type || ' ' || l.external_id || ' (row ' || l.internal_id || ')'
		end
		from sync_outbox o cross join sync_fencing_tokens s left join sync_links l on l.id = o.link_id
		where (o.state = 'confirmed') <> (o.confirmed_at is not null)
			or (o.state in ('sending', 'unknown', 'confirmed') and o.attempts = 0)
			or (o.state in ('rejected', 'unknown') and o.last_error is null)
			or o.token > s.last_value
			or l.entity_type <> o.entity_type or l.external_system_id <> o.external_system_id or l.internal_id <> o.internal_id or l.external_id <> o.external_id`,
};
