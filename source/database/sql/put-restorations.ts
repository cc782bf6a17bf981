/**
 * $1 restorations as JSON, one a link at most; $2 who asked. One that waits already takes the new fields along; a change of
 * ours that waits gives way, and is written down anew by the next run.
 */
export const putRestorations = `
insert into sync_outbox (external_system_id, entity_type, link_id, internal_id, external_id, action, fields, changes, expected, requested_by)
select l.external_system_id, l.entity_type, l.id, l.internal_id, l.external_id, 'update', u.fields, u.changes, u.expected, $2
from jsonb_to_recordset($1::jsonb) as u(link_id bigint, fields jsonb, changes jsonb, expected jsonb) join sync_links l on l.id = u.link_id
on conflict (link_id) where state in ('ready', 'sending', 'unknown') do update
set fields = case when sync_outbox.expected = '{}' then excluded.fields else sync_outbox.fields || excluded.fields end,
	changes = case when sync_outbox.expected = '{}' then excluded.changes else sync_outbox.changes || excluded.changes end,
	expected = case when sync_outbox.expected = '{}' then excluded.expected else sync_outbox.expected || excluded.expected end,
	requested_by = excluded.requested_by, updated_at = now()
where sync_outbox.state = 'ready'`;

/** $1 links, $2 why. What puts the other side back stays: nobody else knows any more what it held. */
export const cancelReady = `
update sync_outbox set state = 'cancelled', last_error = $2, updated_at = now()
where link_id = any($1::bigint[]) and state = 'ready' and expected = '{}'`;
