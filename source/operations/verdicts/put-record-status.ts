import type {Conflict} from '../../core/conflict.js';
import type {Link} from '../../core/stores/link-store.js';
import type {Stores} from '../../core/stores/stores.js';

/**
 * Sets the `sync_status` of a conflict's record by what is true of it now: `conflict` while any question about it waits,
 * of whichever system; else `pending` while something is owed to the other side; else `synced`.
 */
export async function putRecordStatus(stores: Stores, conflict: Conflict, link: Link): Promise<void> {
	const {entityType} = conflict;
	const status = (await stores.conflicts.isAsked(entityType, link.internalId)) ? 'conflict' : (await stores.internalEdits.isOwed(entityType, link.internalId)) ? 'pending' : 'synced';
	await stores.records.setSyncStatus(entityType, [link.internalId], status);
}
