import type {Verification} from './verification.js';

/** Every table that tells what happened, as text. Of the calls, the newest: bodies are large. */
const places = `
	select 'audit event ' || sequence as place, concat_ws(' ', before::text, after::text, detail::text) as told from audit_events
	union all select 'operation ' || batch_id, concat_ws(' ', error_details, metadata::text) from ingestion_batches where batch_type = 'sync'
	union all select 'conflict ' || id, concat_ws(' ', note, internal_value::text, external_value::text) from sync_conflicts
	union all select 'outbox ' || id, last_error from sync_outbox where last_error is not null
	union all select 'call ' || id, concat_ws(' ', endpoint, request_headers::text, request_body::text, response_headers::text, response_body::text, error_message)
	from (select * from api_call_logs order by id desc limit 20000) calls`;

export const secretsStayInside: Verification = {
	name: 'secrets-stay-inside', invariants: ['I15'], isDeep: true,
	meaning: 'No password, key or token of a connection stands in what Parley tells: calls, audit events, operations, conflicts, the outbox.',
	remedy: 'Change that secret in the other system first; then remove the row, and keep it as evidence where that is asked for.',
	sql: `
		with secrets as materialized (
			select s.system_name, c.key, c.value from external_systems s, jsonb_each_text(s.connection_config) c
			where c.key ~* '(secret|password|passwd|token|api_?key|access_?key|private_?key|connection_string)' and length(c.value) >= 8
		)
		select p.place as subject, 'holds ' || x.key || ' of ' || x.system_name as detail
		from (${places}) p join secrets x on strpos(p.told, x.value) > 0`,
};
