import {phase} from './support/phase.js';

// Each run of a pair first ends what says that it still runs it: a few operations among hundreds of thousands that ended.
export const {up, down} = phase(import.meta.url, async schema => {
	await schema.ensureIndex('ingestion_batches_running', `ingestion_batches (id) where batch_type = 'sync' and status in ('queued', 'running')`);
});
