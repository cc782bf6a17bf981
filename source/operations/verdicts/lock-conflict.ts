import type {Conflict} from '../../core/conflict.js';
import type {Link} from '../../core/stores/link-store.js';
import type {InternalRecord} from '../../core/stores/record-store.js';
import type {Stores} from '../../core/stores/stores.js';
import {getConflictRow, unknownConflict} from '../get-conflict-row.js';

/** A conflict with the record and link that it is about; both are undefined where it has none (any more). */
export type DisputedRecord = {
	readonly conflict: Conflict;
	readonly record: InternalRecord | undefined;
	readonly link: Link | undefined;
};

/**
 * Holds all that a verdict changes until the transaction ends, always in this order: record, link, conflict. A page of a
 * sync takes them in the same order, so neither can wait for the other in a circle; the audit chain's head comes last.
 */
export async function lockConflict(stores: Stores, id: number, unknown = unknownConflict): Promise<DisputedRecord> {
	const seen = await getConflictRow(stores, id, unknown);
	const found = seen.linkId === undefined ? undefined : await stores.links.find(seen.linkId);
	const record = found === undefined ? undefined : await stores.records.findForUpdate(seen.entityType, found.internalId, fieldsOf(seen));
	const link = found === undefined ? undefined : await stores.links.findForUpdate(found.id);
	const conflict = await stores.conflicts.findForUpdate(id);
	if (conflict === undefined) throw unknown(id);
	return {conflict, record, link};
}

/** The same without holding anything. */
export async function loadDisputedRecord(stores: Stores, id: number): Promise<DisputedRecord> {
	const conflict = await getConflictRow(stores, id);
	const link = conflict.linkId === undefined ? undefined : await stores.links.find(conflict.linkId);
	const record = link === undefined ? undefined : await stores.records.find(conflict.entityType, link.internalId, fieldsOf(conflict));
	return {conflict, record, link};
}

const fieldsOf = (conflict: Conflict): readonly string[] => (conflict.fieldName === undefined ? [] : [conflict.fieldName]);
