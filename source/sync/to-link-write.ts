import type {ExternalRecord} from '../core/connector.js';
import type {LinkWrite} from '../core/stores/page-store.js';
import type {RecordPlan} from './plan-record.js';

/** What a link keeps of a record as it is shown now. */
export const toLinkWrite = (externalId: string, plan: Pick<RecordPlan, 'base' | 'theirs'>, hash: string, record: ExternalRecord | undefined): LinkWrite => ({
	externalId, base: plan.base, theirs: plan.theirs, hash, externalVersion: record?.version,
	externalAt: record?.changedAt === undefined ? undefined : new Date(record.changedAt), externalBy: record?.changedBy,
});
