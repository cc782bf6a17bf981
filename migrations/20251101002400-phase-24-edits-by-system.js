import {phase} from './support/phase.js';

// Two systems that share a field of a record are each owed our change of it: what one has taken, the other still waits
// for. So a note names its system, and the key with it.
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
	on conflict (entity_type, internal_id, field, external_system_id) do update set changed_at = excluded.changed_at, changed_by = excluded.changed_by, is_decided = false;
	get diagnostics captured = row_count;
	-- A record with an open conflict keeps saying so.
	if captured > 0 and becomes ? 'sync_status' and becomes ->> 'sync_status' is distinct from 'conflict' then
		new.sync_status := 'pending';
	end if;
	return new;
end $$`;

/** A note without a system was meant for every system that links the record and maps the field. */
const spread = `
	insert into sync_internal_edits (external_system_id, entity_type, internal_id, field, before, changed_at, changed_by, is_decided)
	select distinct l.external_system_id, e.entity_type, e.internal_id, e.field, e.before, e.changed_at, e.changed_by, e.is_decided
	from sync_internal_edits e
	join sync_links l on l.entity_type = e.entity_type and l.internal_id = e.internal_id
	where e.external_system_id is null and exists (
		select from data_field_mappings m
		where m.external_system_id = l.external_system_id and m.entity_type = e.entity_type and m.internal_field_name = e.field
	)`;

/** The one note of a field that the older key has room for: the earliest, which knows what the field held first. */
const gather = `
	delete from sync_internal_edits e using sync_internal_edits earlier
	where earlier.entity_type = e.entity_type and earlier.internal_id = e.internal_id and earlier.field = e.field
		and (earlier.changed_at, earlier.external_system_id) < (e.changed_at, e.external_system_id)`;

export const {up, down} = phase(import.meta.url, async schema => {
	await schema.addColumns('sync_internal_edits', ['external_system_id integer references external_systems(id)']);
	await schema.replaceKey('sync_internal_edits', 'entity_type, internal_id, field, external_system_id', {
		fill: [spread, 'delete from sync_internal_edits where external_system_id is null'], takeBack: gather,
	});
	await schema.replaceFunction('parley_capture_edit()', captureEdit);
});
