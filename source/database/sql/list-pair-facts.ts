import {isCompared} from './is-compared.js';

/**
 * One row for each pair that has a policy. $1: the reasons for which a record is called rejected; $2: where counting what
 * waits to be sent ends. Conflicts come from the rollup; edits are counted only where a mapping would send them and no
 * open conflict holds them back. What is no edit is counted from the outbox: what is to be made over there, and what is to be
 * put back to what it was.
 */
export const listPairFacts = `
select p.external_system_id, p.entity_type,
	inbound.last_completed_at as last_inbound_at, outbound.last_completed_at as last_outbound_at,
	coalesce(conflicts.pending, 0)::int as pending_conflicts, coalesce(conflicts.rejected, 0)::int as rejected,
	edits.waiting::int as outbox_depth,
	lease.host as lease_host, lease.pid as lease_pid, lease.heartbeat_at as lease_heard_at, lease.operation_id as running_id
from (select distinct external_system_id, entity_type from sync_policies) p
join external_systems s on s.id = p.external_system_id
left join sync_checkpoints inbound
	on inbound.external_system_id = p.external_system_id and inbound.entity_type = p.entity_type and inbound.direction = 'inbound'
left join sync_checkpoints outbound
	on outbound.external_system_id = p.external_system_id and outbound.entity_type = p.entity_type and outbound.direction = 'outbound'
left join sync_leases lease on lease.external_system_id = p.external_system_id and lease.entity_type = p.entity_type
left join lateral (
	select sum(pending) filter (where reason <> all ($1::text[])) as pending, sum(pending) filter (where reason = any ($1::text[])) as rejected
	from sync_conflict_counts k where k.external_system_id = p.external_system_id and k.entity_type = p.entity_type
) conflicts on true
cross join lateral (
	select count(*) as waiting from (
		select from sync_internal_edits e
		join sync_links l on l.external_system_id = e.external_system_id and l.entity_type = e.entity_type and l.internal_id = e.internal_id
		where e.external_system_id = p.external_system_id and e.entity_type = p.entity_type
			and ${isCompared('e')}
			and not exists (select from sync_conflicts c
				where c.link_id = l.id and c.resolution_status in ('pending', 'ignored') and c.field_name = e.field)
		union all
		select from sync_outbox o
		where o.external_system_id = p.external_system_id and o.entity_type = p.entity_type
			and o.state in ('ready', 'sending', 'unknown') and (o.action <> 'update' or o.expected <> '{}')
		limit $2
	) found
) edits
order by s.system_name, p.entity_type`;
