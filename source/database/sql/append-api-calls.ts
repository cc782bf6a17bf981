/**
 * $1 system, $2 operation or null, $3 how many calls, then one array a column. The operation's own count of calls grows
 * in the same statement, so that no screen ever has to count the log.
 */
export const appendApiCalls = `
with appended as (
	insert into api_call_logs (external_system_id, operation_id, method, endpoint, request_headers, request_body, response_status,
		response_headers, response_body, response_time_ms, error_message, called_at, user_agent)
	select $1, $2, c.method, c.endpoint, c.request_headers::jsonb, c.request_body::jsonb, c.response_status,
		c.response_headers::jsonb, c.response_body::jsonb, c.response_time_ms, c.error_message, c.called_at, c.user_agent
	from unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::int[], $9::text[], $10::text[], $11::int[], $12::text[],
		$13::timestamptz[], $14::text[])
		as c(method, endpoint, request_headers, request_body, response_status, response_headers, response_body, response_time_ms,
			error_message, called_at, user_agent)
)
update ingestion_batches set metadata = coalesce(metadata, '{}') || jsonb_build_object('calls', coalesce((metadata->>'calls')::int, 0) + $3::int)
where batch_id = $2::uuid`;
