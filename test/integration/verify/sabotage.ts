/** How each check is made to fail: statements that a bug, a crash in the wrong place or a hand with psql could amount to. */
export const sabotage: Readonly<Record<string, readonly string[]>> = {
	'links-have-records': ['delete from ingestion_poams where id = (select min(internal_id) from sync_links where entity_type = \'poam\')'],
	'links-are-unique': [
		'alter table sync_links drop constraint sync_links_internal_id_entity_type_external_system_id_key',
		`insert into sync_links (external_system_id, entity_type, external_id, internal_id, base, external_hash)
			select external_system_id, entity_type, external_id || '-again', internal_id, base, external_hash from sync_links where entity_type = 'poam' limit 1`,
	],
	'links-follow-mappings': [`update sync_links set mapping_version = 9 where id = (select min(id) from sync_links)`],
	'one-question-per-field': [`update sync_conflicts set entity_id = 'renamed' where resolution_status = 'ignored'`, `insert into sync_conflicts (external_system_id, entity_type, entity_id, link_id, internal_id, conflict_type, reason, field_name, external_entity_id)
		select external_system_id, entity_type, 'other', link_id, internal_id, conflict_type, reason, field_name, external_entity_id from sync_conflicts where resolution_status = 'pending'`],
	'questions-have-links': [`update sync_conflicts set link_id = 999999 where resolution_status = 'pending'`],
	'questions-show-the-truth': [`update sync_conflicts set internal_value = '"somebody else"' where resolution_status = 'pending'`],
	'verdicts-are-whole': [`update sync_conflicts set resolved_by_name = 'nobody', resolution_status = 'resolved', resolution_action = 'keep_internal', resolved_at = now() where resolution_status = 'pending'`],
	'status-tells-of-questions': [`update ingestion_poams set sync_status = 'synced' where sync_status = 'conflict'`],
	'status-tells-of-debts': [`update ingestion_poams set sync_status = 'pending' where sync_status = 'synced'`],
	'edits-have-links': [`insert into sync_internal_edits (external_system_id, entity_type, internal_id, field, before, changed_by) select id, 'poam', 999999, 'poc', '"a"', 'kim' from external_systems order by id limit 1`],
	'sends-are-in-hand': [`insert into sync_outbox (external_system_id, entity_type, link_id, internal_id, external_id, action, changes, state, token, claimed_by, claimed_at, attempts)
		select external_system_id, entity_type, id, internal_id, external_id, 'update', '{}', 'sending', 1, 'dead', now() - interval '2 minutes', 1 from sync_links where entity_type = 'poam' limit 1`],
	'outbox-is-legal': [`insert into sync_outbox (external_system_id, entity_type, link_id, internal_id, external_id, action, changes, state)
		select external_system_id, entity_type, id, internal_id, external_id, 'update', '{}', 'confirmed' from sync_links where entity_type = 'poam' limit 1`],
	'counts-add-up': [`update ingestion_batches set metadata = jsonb_set(metadata, '{counts,unchanged}', '77') where parent_operation_id is not null`],
	'runs-are-their-pairs': [`update ingestion_batches set status = 'running', completed_at = null where parent_operation_id is not null`],
	'operations-end-once': [`update ingestion_batches set completed_at = null where parent_operation_id is null`],
	'running-operations-live': [`update ingestion_batches set status = 'running', completed_at = null, started_at = now() at time zone 'UTC' - interval '3 minutes' where parent_operation_id is not null`],
	'leases-are-of-running-operations': [`insert into sync_leases (external_system_id, entity_type, owner, host, pid, token, operation_id, acquired_at, heartbeat_at, expires_at)
		select s.id, 'poam', 'kim', 'jump2', 1, 1, (select batch_id from ingestion_batches where parent_operation_id is not null limit 1), now(), now(), now() from external_systems s limit 1`],
	'checkpoints-are-of-open-runs': [`update sync_checkpoints set cursor = '{"at": {}, "scope": "full"}', counts = '{"read": 1000}', operation_id = (select batch_id from ingestion_batches where parent_operation_id is not null limit 1)`],
	'conflict-counts-are-true': ['alter table sync_conflicts disable trigger user', `delete from sync_conflicts where resolution_status = 'pending'`],
	'call-counts-are-true': ['update api_call_hours set calls = calls + 1'],
	'audit-chain-holds': ['alter table audit_events disable trigger user', `update audit_events set actor = 'somebody else' where sequence = 1`],
	'secrets-stay-inside': [`update ingestion_batches set error_details = 'login failed for ' || (select connection_config->>'password' from external_systems where connection_config ? 'password' limit 1) where parent_operation_id is null`],
	'nothing-is-undecided': [`update sync_links set theirs = '{"risk_rating": "very_high"}' where entity_type = 'poam' and id = (select min(id) from sync_links where entity_type = 'poam')`],
};
