import {phase} from './support/phase.js';

const topics = {
	conflicts: ['sync_conflicts'],
	operations: ['ingestion_batches', 'sync_checkpoints', 'sync_outbox'],
	systems: ['external_systems'],
	calls: ['api_call_logs'],
	rules: ['data_field_mappings', 'sync_policies'],
	records: ['ingestion_assets', 'ingestion_vulnerabilities', 'ingestion_systems', 'ingestion_controls', 'ingestion_poams'],
	daemons: ['daemon_heartbeats'],
};

const notify = `returns trigger language plpgsql as $$
begin
	perform pg_notify('parley', tg_argv[0]);
	return null;
end $$`;

export const {up, down} = phase(import.meta.url, async schema => {
	await schema.createFunction('parley_notify()', notify);
	const watch = (table, topic, events) => schema.createTrigger(table, 'parley_notify', `after ${events} on %s for each statement`, `parley_notify('${topic}')`);
	for (const [topic, tables] of Object.entries(topics)) {
		for (const table of tables) await watch(table, topic, 'insert or update or delete or truncate');
	}
	// A running lease is renewed and the limiter's tokens are taken all the time: nobody has to be told.
	await watch('sync_leases', 'operations', 'insert or delete');
	await watch('integration_health', 'systems', 'insert or delete or update of breaker_state, breaker_resumes_at, paused_until');
});
