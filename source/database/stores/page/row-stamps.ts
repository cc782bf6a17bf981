import type {PageScope} from '../../../core/stores/page-store.js';
import type {Columns} from '../../catalog.js';

/** Columns that each new or changed row gets besides the mapped ones, where the table has them. */
export function stampsOf({definition, systemType, operationId, at}: PageScope, columns: Columns): Record<string, string> {
	const stamps: Record<string, string> = {
		ingestion_source: systemType, ingestion_batch_id: operationId, created_at: at.toISOString(), updated_at: at.toISOString(),
		...(definition.syncedAtField === undefined ? {} : {[definition.syncedAtField]: at.toISOString()}),
	};
	return Object.fromEntries(Object.entries(stamps).filter(([name]) => columns.has(name)));
}
