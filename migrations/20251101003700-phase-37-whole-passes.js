import {phase} from './support/phase.js';

// Health asks for the newest pass over everything of each pair, once in a while among very many runs for changes.
export const {up, down} = phase(import.meta.url, async schema => {
	const metadata = await schema.catalog.findColumn('ingestion_batches', 'metadata');
	if (metadata.type !== 'jsonb') return;
	await schema.ensureIndex(
		'ingestion_batches_whole_passes',
		`ingestion_batches (source_system, (metadata->>'entityType'), id) where batch_type = 'sync' and parent_operation_id is not null and completed_at is not null
			and metadata->>'scope' = 'full' and metadata->>'direction' = 'inbound'`,
	);
});
