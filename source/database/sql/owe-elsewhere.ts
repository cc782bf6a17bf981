/**
 * $1 values as JSON, $2 their entity type, $3 the system that they were taken from (null: a person gave them), $4 when. Who is
 * not tied to the record is owed nothing. The value before travels in an object, because it may be null.
 */
export const oweElsewhere = `
insert into sync_internal_edits (external_system_id, entity_type, internal_id, field, before, changed_at, changed_by, taken_from, moved_at)
select u.external_system_id, $2::varchar, u.internal_id, u.field, u.value -> 'before', $4::timestamptz, u.moved_by, $3::integer, u.moved_at
from jsonb_to_recordset($1::jsonb) as u(external_system_id integer, internal_id bigint, field text, value jsonb, moved_at timestamptz, moved_by text)
where exists (select from sync_links l where l.internal_id = u.internal_id and l.entity_type = $2::varchar and l.external_system_id = u.external_system_id)
on conflict (entity_type, internal_id, field, external_system_id) do update
set changed_at = excluded.changed_at, changed_by = excluded.changed_by, is_decided = false, taken_from = excluded.taken_from, moved_at = excluded.moved_at`;
