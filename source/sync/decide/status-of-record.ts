import type {LinkedRecord, SyncStatus} from '../../core/stores/page-store.js';
import type {RecordPlan} from './plan-record.js';

/**
 * What `sync_status` says of a record: `conflict` while any question about it waits, `pending` while anything of it is
 * owed, to this system or to another that is tied to the same record. `asksAboutWhole`: whether a question about the record as a whole is left.
 */
export function statusOfRecord({elsewhere = 'synced'}: Pick<LinkedRecord, 'elsewhere'>, plan: Pick<RecordPlan, 'status'>, asksAboutWhole: boolean): SyncStatus {
	const all: readonly SyncStatus[] = [plan.status, elsewhere, asksAboutWhole ? 'conflict' : 'synced'];
	return all.find(status => status === 'conflict') ?? all.find(status => status === 'pending') ?? 'synced';
}

/** Whether a question about the record as a whole waits for a person. */
export const asksAboutWhole = ({conflicts}: Pick<LinkedRecord, 'conflicts'>): boolean => conflicts.some(({field, status}) => field === undefined && status === 'pending');
