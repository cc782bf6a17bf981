/** $1 conflicts as `toSettlementsJson` makes them, $2 user id or null, $3 name, $4 when. */
export const settleConflicts = `
update sync_conflicts c set resolution_status = u.status, resolution_action = u.action, resolved_value = u.value -> 'value', resolved_by = $2, resolved_by_name = $3,
	resolved_at = $4::timestamptz, resolution_before = u.before, auto_resolved = false, version = c.version + 1, updated_at = now()
from jsonb_to_recordset($1::jsonb) as u(id integer, status text, action text, value jsonb, before jsonb)
where c.id = u.id`;

/** $1 conflict ids. */
export const reopenConflicts = `
update sync_conflicts set resolution_status = 'pending', resolution_action = null, resolved_value = null, resolved_by = null,
	resolved_by_name = null, resolved_at = null, resolution_before = null, version = version + 1, updated_at = now()
where id = any($1::integer[])`;

/** $1 conflicts as JSON, each with what our side holds now. */
export const moveConflicts = `
update sync_conflicts c set internal_value = u.value -> 'value', internal_changed_at = u.changed_at, internal_changed_by = u.changed_by,
	version = c.version + 1, updated_at = now()
from jsonb_to_recordset($1::jsonb) as u(id integer, value jsonb, changed_at timestamptz, changed_by text)
where c.id = u.id`;
