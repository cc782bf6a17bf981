/** $1 conflict id, $2 system, $3 entity type, $4 entity id, $5 field or null, $6 link or null, $7 when it was settled. */
export const findUndoObstacle = `
select case
	when exists (
		select 1 from sync_conflicts
		where entity_type = $3 and entity_id = $4 and external_system_id = $2 and field_name is not distinct from $5::text and id > $1
	) then 'newer_conflict'
	when exists (
		select 1 from sync_outbox
		where link_id = $6::bigint and state in ('sending', 'unknown', 'confirmed') and updated_at >= $7::timestamptz and fields ? $5::text
	) then 'sent'
end as obstacle`;
