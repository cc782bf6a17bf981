/**
 * $1 ids of settled conflicts: those on which something newer stands, and those whose value has left since. What puts
 * the other side back after an undo is no value of a verdict; it is an entry of its own, and a record has one at a time that is under way.
 */
export const findUndoObstacles = `
select * from (
	select c.id, case
		when exists (
			select from sync_conflicts newer
			where newer.entity_type = c.entity_type and newer.entity_id = c.entity_id and newer.external_system_id = c.external_system_id
				and newer.field_name is not distinct from c.field_name and newer.id > c.id
		) then 'newer_conflict'
		when under_way.is_about_it then 'on_its_way'
		when exists (
			select from sync_outbox o
			where o.link_id = c.link_id and o.state = 'confirmed' and o.expected = '{}' and o.fields ? c.field_name
				and o.updated_at >= c.resolved_at at time zone 'UTC'
		) then case when under_way.is_about_it is null then 'sent' else 'on_its_way' end
	end as obstacle
	from sync_conflicts c left join lateral (
		select o.fields ? c.field_name as is_about_it from sync_outbox o where o.link_id = c.link_id and o.state in ('sending', 'unknown')
	) under_way on true
	where c.id = any($1::integer[])
) found where obstacle is not null`;
