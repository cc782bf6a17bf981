import type {Verification} from './verification.js';

export const sendsAreInHand: Verification = {
	name: 'sends-are-in-hand', invariants: ['I4', 'I9', 'I11'], isDeep: false,
	meaning: 'What is being sent is in the hands of a process with a live lease, and nothing of unknown outcome is left alone for a day.',
	remedy: 'Run the pair again ("parley sync run"): it looks the record up on the other side before anything is sent.',
	// The lease of a paused process may be over while its request is still on the way; a minute tells it from one that is gone.
	sql: `
		select 'outbox ' || o.id || ': ' || o.entity_type || ' ' || coalesce(o.external_id, '(new)') as subject, case o.state
			when 'sending' then 'is being sent by ' || o.claimed_by || ' since ' || o.claimed_at::text || ', who holds no live lease'
			else 'may have arrived or not, and nobody looked since ' || o.updated_at::text
		end as detail
		from sync_outbox o
		where (o.state = 'sending' and o.claimed_at < now() - interval '1 minute' and not exists (
				select from sync_leases l
				where l.external_system_id = o.external_system_id and l.entity_type = o.entity_type and l.token = o.token and l.expires_at > now()
			)) or (o.state = 'unknown' and o.updated_at < now() - interval '1 day')`,
};
