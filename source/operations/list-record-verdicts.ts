import type {Stores} from '../core/stores/stores.js';
import type {OperationContext} from './context.js';
import {describeRecordVerdicts, type RecordChoice} from './verdicts/describe-record-verdicts.js';
import {loadDisputedRecord, type DisputedRecord} from './verdicts/lock-conflict.js';

/** What can be decided about a conflict over a whole record. @throws NOT_FOUND */
export async function listRecordVerdicts({database: {stores}}: OperationContext, id: number): Promise<readonly RecordChoice[]> {
	return loadRecordChoices(stores, await loadDisputedRecord(stores, id));
}

/** What can be decided about the record that a conflict is over; nothing where it is about a field. */
export async function loadRecordChoices(stores: Stores, {conflict, record, link}: DisputedRecord): Promise<readonly RecordChoice[]> {
	if (conflict.fieldName !== undefined) return [];
	const policy = await stores.rules.findPolicy(conflict.externalSystemId, conflict.entityType);
	const linked = link ?? (conflict.externalEntityId === undefined ? undefined : await stores.links.findByExternalId(conflict.externalSystemId, conflict.entityType, conflict.externalEntityId));
	return describeRecordVerdicts(conflict, {policy, isOursThere: record !== undefined, isLinked: linked !== undefined});
}
