import type {SyncPlan} from '../core/sync-plan.js';
import {AppError} from '../errors/app-error.js';
import type {OperationContext} from './context.js';

/** One plan by its id or an unambiguous prefix. @throws NOT_FOUND, USAGE */
export async function getPlan({database}: OperationContext, id: string): Promise<SyncPlan> {
	const plan = await database.stores.plans.find(id);
	if (plan !== undefined) return plan;
	throw new AppError({code: 'NOT_FOUND', message: `There is no plan "${id}".`, nextStep: 'See "parley plans list" for their ids; plans are kept for 30 days.'});
}
