import type {Mask} from '../core/text/mask.js';
import type {Stores} from '../core/stores/stores.js';
import type {Catalog} from './catalog.js';
import type {SqlExecutor} from './executor.js';
import {createApiCallStore} from './stores/api-call-store.js';
import {createAuditStore} from './stores/audit-store.js';
import {createBulkVerdictStore} from './stores/bulk-verdict-store.js';
import {createCheckpointStore} from './stores/checkpoint-store.js';
import {createConflictStore} from './stores/conflict-store.js';
import {createCorrelationStore} from './stores/correlation-store.js';
import {createCreationStore} from './stores/creation-store.js';
import {createHealthStore} from './stores/health-store.js';
import {createInternalEditStore} from './stores/internal-edit-store.js';
import {createLeaseStore} from './stores/lease-store.js';
import {createLinkStore} from './stores/link-store.js';
import {createOperationStore} from './stores/operation-store.js';
import {createOutboxStore} from './stores/outbox-store.js';
import {createPageStore} from './stores/page/page-store.js';
import {createPlanStore} from './stores/plan-store.js';
import {createPoamPlanStore} from './stores/poam-plan-store.js';
import {createPushHoldStore} from './stores/push-hold-store.js';
import {createRecordStore} from './stores/record-store.js';
import {createRuleStore} from './stores/rule-store.js';
import {createSystemStore} from './stores/system-store.js';
import {createTestedConflictStore} from './stores/tested-conflict-store.js';
import {createTrafficStore} from './stores/traffic-store.js';
import {createUpkeepStore} from './stores/upkeep-store.js';
import {createUserStore} from './stores/user-store.js';
import {createVerdictPageStore} from './stores/verdict-page-store.js';
import {createVerifyStore} from './stores/verify-store.js';

export type StoreOptions = {
	readonly catalog: Catalog;
	/** Hides live secrets in what is logged of calls. */
	readonly mask: Mask;
};

/** The same stores inside and outside a transaction: only the executor differs. */
export const createStores = (sql: SqlExecutor, {catalog, mask}: StoreOptions): Stores => ({
	apiCalls: createApiCallStore(sql, mask),
	audit: createAuditStore(sql),
	bulkVerdicts: createBulkVerdictStore(sql, catalog),
	checkpoints: createCheckpointStore(sql),
	conflicts: createConflictStore(sql, catalog),
	correlation: createCorrelationStore(sql, catalog),
	creations: createCreationStore(sql),
	health: createHealthStore(sql),
	internalEdits: createInternalEditStore(sql),
	leases: createLeaseStore(sql),
	links: createLinkStore(sql, catalog),
	operations: createOperationStore(sql),
	outbox: createOutboxStore(sql),
	pages: createPageStore(sql, catalog),
	plans: createPlanStore(sql),
	poamPlans: createPoamPlanStore(sql, catalog),
	pushHolds: createPushHoldStore(sql),
	records: createRecordStore(sql, catalog),
	rules: createRuleStore(sql),
	systems: createSystemStore(sql),
	testedConflicts: createTestedConflictStore(sql),
	traffic: createTrafficStore(sql),
	upkeep: createUpkeepStore(sql),
	users: createUserStore(sql),
	verdictPages: createVerdictPageStore(sql, catalog),
	verify: createVerifyStore(sql, catalog),
});
