/** $1 links as JSON: what base and remembered external values take, and which keys they lose. */
export const writeDisputedLinks = `
update sync_links l set base = (l.base - u.without_base) || u.base,
	theirs = nullif((coalesce(l.theirs, '{}') - u.without_theirs) || u.theirs, '{}'), updated_at = now()
from jsonb_to_recordset($1::jsonb) as u(id bigint, base jsonb, theirs jsonb, without_base text[], without_theirs text[])
where l.id = u.id`;

/** $1 notes as JSON. The value before travels in an object, because it may be null. */
export const putInternalEdits = `
insert into sync_internal_edits (external_system_id, entity_type, internal_id, field, before, changed_at, changed_by, is_decided)
select u.external_system_id, u.entity_type, u.internal_id, u.field, u.value -> 'before', u.changed_at, u.changed_by, u.is_decided
from jsonb_to_recordset($1::jsonb) as u(external_system_id integer, entity_type text, internal_id bigint, field text, value jsonb, changed_at timestamptz, changed_by text, is_decided boolean)
on conflict (entity_type, internal_id, field, external_system_id) do update
set before = excluded.before, changed_at = excluded.changed_at, changed_by = excluded.changed_by, is_decided = excluded.is_decided, taken_from = null, moved_at = null`;

/** $1 entity types, $2 row ids, $3 fields, $4 systems, side by side. */
export const dropInternalEdits = `
delete from sync_internal_edits e using unnest($1::text[], $2::bigint[], $3::text[], $4::integer[]) as u(entity_type, internal_id, field, external_system_id)
where e.entity_type = u.entity_type and e.internal_id = u.internal_id and e.field = u.field and e.external_system_id = u.external_system_id`;
