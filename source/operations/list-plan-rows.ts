import type {KeyPage} from '../core/page.js';
import type {PlanRowFilter} from '../core/stores/plan-store.js';
import type {PlanRow} from '../core/sync-plan.js';
import type {OperationContext} from './context.js';

export type PlanRowsRequest = PlanRowFilter & {readonly planId: string; readonly after: number | undefined; readonly limit: number};

/** The rows that were kept of a plan, in its order. */
export const listPlanRows = ({database}: OperationContext, {planId, after, limit, ...filter}: PlanRowsRequest): Promise<KeyPage<PlanRow>> =>
	database.stores.plans.listRows(planId, filter, after, limit);
