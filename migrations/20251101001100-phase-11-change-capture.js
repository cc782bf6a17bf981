import {phase} from './support/phase.js';

const entityTables = {
	asset: 'ingestion_assets',
	vulnerability: 'ingestion_vulnerabilities',
	system: 'ingestion_systems',
	control: 'ingestion_controls',
	poam: 'ingestion_poams',
};

// A time as the engine writes it; any other value as jsonb has it. Sessions of other programs may be in any time zone.
const canonicalValue = `returns jsonb language plpgsql stable as $$
begin
	if jsonb_typeof(value) = 'string' and exists (
		select from pg_attribute where attrelid = relation and attname = field and atttypid in ('timestamp'::regtype, 'timestamptz'::regtype)
	) then
		return to_jsonb(to_char((value #>> '{}')::timestamptz at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'));
	end if;
	return value;
end $$`;

/**
 * Notes which mapped fields of a linked record another program changed, with the value before its first change. It is a
 * BEFORE trigger so that sync_status goes in with the row instead of by a second write.
 */
const captureEdit = `returns trigger language plpgsql as $$
declare
	was jsonb := to_jsonb(old);
	becomes jsonb := to_jsonb(new);
	captured integer;
begin
	if was = becomes then return new; end if;
	insert into sync_internal_edits (entity_type, internal_id, field, before, changed_at, changed_by)
	select distinct tg_argv[0], old.id::bigint, m.internal_field_name, parley_canonical_value(tg_relid, m.internal_field_name, was -> m.internal_field_name),
		now(), session_user || coalesce(' (' || nullif(current_setting('application_name'), '') || ')', '')
	from external_systems s
	join sync_links l on l.external_system_id = s.id and l.entity_type = tg_argv[0] and l.internal_id = old.id
	join data_field_mappings m on m.external_system_id = s.id and m.entity_type = l.entity_type
	where (was -> m.internal_field_name) is distinct from (becomes -> m.internal_field_name)
	on conflict (entity_type, internal_id, field) do update set changed_at = excluded.changed_at, changed_by = excluded.changed_by, is_decided = false;
	get diagnostics captured = row_count;
	-- A record with an open conflict keeps saying so.
	if captured > 0 and becomes ? 'sync_status' and becomes ->> 'sync_status' is distinct from 'conflict' then
		new.sync_status := 'pending';
	end if;
	return new;
end $$`;

export const {up, down} = phase(import.meta.url, async schema => {
	await schema.createFunction('parley_canonical_value(oid, text, jsonb)', canonicalValue, {parameters: 'relation oid, field text, value jsonb'});
	await schema.createFunction('parley_capture_edit()', captureEdit);
	for (const [entityType, table] of Object.entries(entityTables)) {
		const id = await schema.catalog.findColumn(table, 'id');
		// Links name a record by a whole number; on a table keyed otherwise the trigger could only get in its writers' way.
		if (!schema.catalog.isComparable(id.type, 'bigint')) continue;
		// Triggers fire by name: this one comes after the table's own, and sees what they leave.
		await schema.createTrigger(
			table,
			'zz_parley_capture_edit',
			`before update on %s for each row when (current_setting('parley.writer', true) is distinct from 'parley')`,
			`parley_capture_edit('${entityType}')`,
		);
	}
});
