import type {SyncPlan} from '../core/sync-plan.js';
import type {Operation} from '../core/operation.js';
import {AppError} from '../errors/app-error.js';
import {carryOutPlan} from '../sync/plan/carry-out-plan.js';
import {chooseSystems} from './choose-systems.js';
import type {OperationContext} from './context.js';
import {getPlan} from './get-plan.js';
import type {LookOptions} from './plan-sync.js';
import {requireChange} from './require-role.js';
import {toDependencies} from './to-dependencies.js';

export type ApplyRequest = {
	/** Or the first letters of it. */
	readonly id: string;
	/** A person has seen which guards the plan trips, and means it. */
	readonly clearsGuards: boolean;
};

/**
 * Does exactly what a plan says: all of it, or nothing.
 * @throws NOT_FOUND, SYNC_PLAN_STALE when the world moved or the plan was applied already, SYNC_GUARD_TRIPPED unless cleared
 */
export async function applyPlan(context: OperationContext, {id, clearsGuards}: ApplyRequest, options: LookOptions = {}): Promise<{readonly plan: SyncPlan; readonly operations: readonly Operation[]}> {
	requireChange(context, 'operator', 'apply a plan');
	const {database, actor, clock} = context;
	const plan = await getPlan(context, id);
	refuseApplied(plan);
	const guards = plan.pairs.flatMap(pair => pair.guards);
	if (guards.length > 0 && !clearsGuards) throw guarded(plan, guards);
	const systems = await chooseSystems(database.stores, {...plan.request, direction: 'inbound'});
	const operations = await carryOutPlan(toDependencies(context), {
		plan, systems, startedBy: actor.username, signal: options.signal ?? new AbortController().signal, onProgress: options.onProgress ?? (() => {}),
		onApplied: async (stores, operationId) => {
			const fresh = await stores.plans.findForUpdate(plan.id);
			if (fresh !== undefined) refuseApplied(fresh);
			await stores.plans.markApplied(plan.id, {at: clock.now(), by: actor.username, operationId});
			await stores.audit.append(actor, {
				action: 'plan.apply', targetType: 'plan', targetId: plan.id,
				detail: {operation: operationId, pairs: plan.pairs.map(pair => ({system: pair.systemName, entityType: pair.entityType, digest: pair.digest, touched: pair.touched})), guardsCleared: guards},
			});
		},
	});
	return {plan: await getPlan(context, plan.id), operations};
}

function refuseApplied({id, appliedAt, appliedBy}: SyncPlan): void {
	if (appliedAt === undefined) return;
	throw new AppError({
		code: 'SYNC_PLAN_STALE', message: `Plan ${id.slice(0, 8)} was applied by ${appliedBy ?? 'somebody'} already. Nothing was written.`,
		nextStep: 'Make a new plan: parley sync run --plan',
	});
}

const guarded = ({id}: SyncPlan, guards: readonly string[]): AppError => new AppError({
	code: 'SYNC_GUARD_TRIPPED', message: `Plan ${id.slice(0, 8)} trips a guard: ${guards.join(' ')}`,
	nextStep: `Look at it ("parley plans show ${id.slice(0, 8)}"). If it is meant: parley sync apply ${id.slice(0, 8)} --clear-guards`,
});
