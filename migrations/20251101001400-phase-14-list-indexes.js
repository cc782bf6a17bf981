import {phase} from './support/phase.js';

// For lists that are read by key, newest first, through tables that also hold much else: the rows of other programs among
// the batches, and the calls that went well.
export const {up, down} = phase(import.meta.url, async schema => {
	await schema.ensureIndex('ingestion_batches_runs', `ingestion_batches (id) where batch_type = 'sync' and parent_operation_id is null`);
	await schema.ensureIndex('ingestion_batches_children', 'ingestion_batches (parent_operation_id, id) where parent_operation_id is not null');
	const metadata = await schema.catalog.findColumn('ingestion_batches', 'metadata');
	if (metadata.type === 'jsonb') {
		await schema.ensureIndex(
			'ingestion_batches_finished_by_pair',
			`ingestion_batches (source_system, (metadata->>'entityType'), id) where batch_type = 'sync' and parent_operation_id is not null and completed_at is not null`,
		);
	}
	await schema.ensureIndex('api_call_logs_failed', 'api_call_logs (id) where response_status >= 400 or error_message is not null');
});
