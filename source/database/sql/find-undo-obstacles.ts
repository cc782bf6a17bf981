/** $1 ids of settled conflicts: those on which something newer stands, or whose value has left, as in findUndoObstacle. */
export const findUndoObstacles = `
select c.id, case when n.is_there then 'newer_conflict' else 'sent' end as obstacle
from sync_conflicts c
cross join lateral (select exists (
	select from sync_conflicts newer
	where newer.entity_type = c.entity_type and newer.entity_id = c.entity_id and newer.external_system_id = c.external_system_id
		and newer.field_name is not distinct from c.field_name and newer.id > c.id
) as is_there) n
where c.id = any($1::integer[]) and (n.is_there or exists (
	select from sync_outbox o
	where o.link_id = c.link_id and o.state in ('sending', 'unknown', 'confirmed') and o.updated_at >= c.resolved_at at time zone 'UTC' and o.fields ? c.field_name
))`;
