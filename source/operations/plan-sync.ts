import type {LookProgress, PlanRequest, SyncPlan} from '../core/sync-plan.js';
import {planPairs} from '../sync/plan/plan-pairs.js';
import {chooseSystems} from './choose-systems.js';
import type {OperationContext} from './context.js';
import {requireChange} from './require-role.js';
import {toDependencies} from './to-dependencies.js';

export type LookOptions = {readonly signal?: AbortSignal; readonly onProgress?: (progress: LookProgress) => void};

const dayMs = 86_400_000;
const keptDays = 30;

/** Finds out what a run would do, and keeps that as a plan for people to read and to apply. What leaves for the other side is no part of it. */
export async function planSync(context: OperationContext, request: PlanRequest, options: LookOptions = {}): Promise<SyncPlan> {
	requireChange(context, 'operator', 'plan a sync');
	const {database, clock, actor} = context;
	const createdAt = clock.now();
	const id = context.newId();
	const systems = await chooseSystems(database.stores, {...request, direction: 'inbound'});
	const {pairs, rows} = await planPairs(toDependencies(context), {
		id, request, systems, signal: options.signal ?? new AbortController().signal, onProgress: options.onProgress ?? (() => {}),
	});
	const plan = {id, request, pairs, createdAt, createdBy: actor.username};
	await database.transact(async stores => {
		await stores.plans.forget(new Date(createdAt.getTime() - keptDays * dayMs));
		await stores.plans.create(plan, rows);
	});
	return {...plan, appliedAt: undefined, appliedBy: undefined, operationId: undefined};
}
