import {phase} from './support/phase.js';

// A value that was taken from one system is owed to the others that share the field. Which of two changes is the later one
// is told by each side's own clock, so the note says when it moved over there (empty: nobody knows) beside when it was taken.
// Who edits the field here afterwards makes it a change of ours again.
const captureEdit = `returns trigger language plpgsql as $$
declare
	was jsonb := to_jsonb(old);
	becomes jsonb := to_jsonb(new);
	captured integer;
begin
	if was = becomes then return new; end if;
	insert into sync_internal_edits (external_system_id, entity_type, internal_id, field, before, changed_at, changed_by)
	select distinct s.id, tg_argv[0], old.id::bigint, m.internal_field_name, parley_canonical_value(tg_relid, m.internal_field_name, was -> m.internal_field_name),
		now(), session_user || coalesce(' (' || nullif(current_setting('application_name'), '') || ')', '')
	from external_systems s
	join sync_links l on l.external_system_id = s.id and l.entity_type = tg_argv[0] and l.internal_id = old.id
	join data_field_mappings m on m.external_system_id = s.id and m.entity_type = l.entity_type
	where (was -> m.internal_field_name) is distinct from (becomes -> m.internal_field_name)
	on conflict (entity_type, internal_id, field, external_system_id) do update
	set changed_at = excluded.changed_at, changed_by = excluded.changed_by, is_decided = false, taken_from = null, moved_at = null;
	get diagnostics captured = row_count;
	-- A record with an open conflict keeps saying so.
	if captured > 0 and becomes ? 'sync_status' and becomes ->> 'sync_status' is distinct from 'conflict' then
		new.sync_status := 'pending';
	end if;
	return new;
end $$`;

export const {up, down} = phase(import.meta.url, async schema => {
	await schema.addColumns('sync_internal_edits', ['taken_from integer references external_systems(id)', 'moved_at timestamptz']);
	await schema.replaceFunction('parley_capture_edit()', captureEdit);
});
