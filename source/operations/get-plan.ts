import type {KeyPage} from '../core/page.js';
import type {PlanRow, SyncPlan} from '../core/sync-plan.js';
import type {PlanRowFilter} from '../core/stores/plan-store.js';
import {AppError} from '../errors/app-error.js';
import type {OperationContext} from './context.js';

export type PlanRowsRequest = PlanRowFilter & {readonly planId: string; readonly after: number | undefined; readonly limit: number};

/** One plan by its id or an unambiguous prefix. @throws NOT_FOUND, USAGE */
export async function getPlan({database}: OperationContext, id: string): Promise<SyncPlan> {
	const plan = await database.stores.plans.find(id);
	if (plan !== undefined) return plan;
	throw new AppError({code: 'NOT_FOUND', message: `There is no plan "${id}".`, nextStep: 'See "parley plans list" for their ids; plans are kept for 30 days.'});
}

/** The rows that were kept of a plan, in its order. */
export const listPlanRows = ({database}: OperationContext, {planId, after, limit, ...filter}: PlanRowsRequest): Promise<KeyPage<PlanRow>> => database.stores.plans.listRows(planId, filter, after, limit);
