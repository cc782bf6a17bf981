import type {ExternalRecord, UnreadableRecord} from '../connector.js';
import type {KeyPage} from '../page.js';
import type {PlanRow, PlanRowKind, SyncPlan, WaitingPlans} from '../sync-plan.js';
import type {PairKey} from '../pair-key.js';

/** What applying a plan writes for one record, kept between the last look at the other side and the write. */
export type SpooledItem =
	| {readonly kind: 'record'; readonly linkId: string | undefined; readonly record: ExternalRecord}
	| {readonly kind: 'unreadable'; readonly linkId: string | undefined; readonly unreadable: UnreadableRecord}
	| {readonly kind: 'edit'; readonly linkId: string};

export type PlanRowFilter = {readonly kind?: PlanRowKind};

export type PlanStore = {
	readonly create: (plan: Pick<SyncPlan, 'id' | 'request' | 'pairs' | 'createdAt' | 'createdBy'>, rows: readonly PlanRow[]) => Promise<void>;
	/** By id, or by an unambiguous prefix of it. */
	readonly find: (id: string) => Promise<SyncPlan | undefined>;
	/** The same by its whole id, and holds the row until the transaction ends. */
	readonly findForUpdate: (id: string) => Promise<SyncPlan | undefined>;
	/** Newest first; `after` is the id of the last one seen. */
	readonly page: (after: string | undefined, limit: number) => Promise<KeyPage<SyncPlan, string>>;
	readonly findWaiting: () => Promise<WaitingPlans | undefined>;
	/** The rows that were kept, in the order of the plan. */
	readonly listRows: (planId: string, filter: PlanRowFilter, after: number | undefined, limit: number) => Promise<KeyPage<PlanRow>>;
	readonly markApplied: (id: string, applied: {readonly at: Date; readonly by: string; readonly operationId: string}) => Promise<void>;
	/** Forgets plans that were made before then. */
	readonly forget: (before: Date) => Promise<number>;
	readonly spool: (operationId: string, pair: PairKey, items: readonly SpooledItem[]) => Promise<void>;
	/** Takes out again what is spooled of this record. */
	readonly unspool: (operationId: string, pair: PairKey, record: {readonly linkId: string | undefined; readonly externalId: string}) => Promise<void>;
	/** In the order of their links, records without one first; `after` is where the last page ended. */
	readonly readSpool: (operationId: string, pair: PairKey, after: SpoolPosition | undefined, limit: number) => Promise<KeyPage<SpooledItem, SpoolPosition>>;
	readonly clearSpool: (operationId: string) => Promise<void>;
	/** What processes that died while they applied a plan have left. */
	readonly clearAbandonedSpool: () => Promise<void>;
};

export type SpoolPosition = {readonly linkId: string; readonly id: string};
