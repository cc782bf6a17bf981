import type {ExternalRecord} from '../../core/connector.js';
import type {LinkWrite} from '../../core/stores/page-store.js';
import type {RecordPlan} from './plan-record.js';

/** Of which state of a record a link tells. */
export const toSighting = (externalId: string, hash: string, record: ExternalRecord | undefined): Omit<LinkWrite, 'base' | 'theirs'> => ({
	externalId, hash, externalVersion: record?.version,
	externalAt: record?.changedAt === undefined ? undefined : new Date(record.changedAt), externalBy: record?.changedBy,
});

/** What a link keeps of a record as it is shown now. */
export const toLinkWrite = (externalId: string, {base, theirs}: Pick<RecordPlan, 'base' | 'theirs'>, hash: string, record: ExternalRecord | undefined): LinkWrite =>
	({...toSighting(externalId, hash, record), base, theirs});
