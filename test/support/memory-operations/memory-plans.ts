import {noTally, planRowKinds, type PlanRow, type PlanRowKind, type SyncPlan} from '../../../source/core/sync-plan.js';
import {AppError} from '../../../source/errors/app-error.js';
import type {Operations} from '../../../source/operations/operations.js';
import type {Ask} from './ask.js';
import type {MemoryWorld} from './memory-world.js';
import {pageOf} from './page-of.js';
import {countsOf, toId, toOperation} from './sample-activity.js';
import {xacta} from './sample-conflicts.js';

const row = (number: number): PlanRow => {
	const kind: PlanRowKind = planRowKinds[number % planRowKinds.length] ?? 'updated';
	return {
		externalSystemId: xacta.id, entityType: 'poam', kind, externalId: `x-${number}`, entityId: kind === 'created' ? '' : `POAM-2026-${String(number).padStart(4, '0')}`, label: 'RHEL kernel vulnerabilities',
		changes: kind === 'created' || kind === 'updated' ? [{field: 'poc', before: kind === 'created' ? undefined : 'Lee Ortiz', after: 'Dana Whitfield'}, {field: 'status', before: 'Draft', after: 'Ongoing'}] : [],
		questions: kind === 'conflicting' ? [{field: 'scheduled_completion', reason: 'both_changed', internal: '2026-11-01', external: '2026-12-15', note: undefined}] : [],
		owed: kind === 'noted' ? ['poc'] : [],
	};
};

export const samplePlanRows = (): readonly PlanRow[] => Array.from({length: 230}, (_, index) => row(index));

export function memoryPlans(world: MemoryWorld, ask: Ask): Pick<Operations, 'planSync' | 'applyPlan' | 'listPlans' | 'getPlan' | 'listPlanRows'> {
	const get = (id: string): SyncPlan => {
		const plan = world.plans.find(one => one.id.startsWith(id));
		if (plan === undefined) throw new AppError({code: 'NOT_FOUND', message: `There is no plan "${id}".`, nextStep: 'Run "parley plans list".'});
		return plan;
	};
	return {
		planSync: (request, options) => ask('planSync', () => options?.onProgress?.({systemName: request.systemName ?? 'all', plural: 'poams', read: 40})).then(() => world.planned).then(() => {
			const plan: SyncPlan = {
				id: toId(9000 + world.plans.length), request, createdAt: world.now(), createdBy: 'sam', appliedAt: undefined, appliedBy: undefined, operationId: undefined,
				pairs: [{
					externalSystemId: xacta.id, systemName: request.systemName ?? xacta.name, entityType: request.entityType ?? 'poam', counts: countsOf({unchanged: 43, updated: 12, created: 2, conflicting: 4, rejected: 1}),
					tally: {...noTally, conflictsOpened: 4, owed: 3}, digest: 'd', problems: [], guards: world.planGuards, touched: 230,
				}],
			};
			world.plans = [plan, ...world.plans];
			return plan;
		}),
		applyPlan: ({id, clearsGuards}) => ask('applyPlan', () => {
			const plan = get(id);
			if (world.isPlanStale || plan.appliedAt !== undefined) throw new AppError({code: 'SYNC_PLAN_STALE', message: `Plan ${id.slice(0, 8)} is no longer what would happen: both sides moved on. Nothing was written.`, nextStep: 'Make a new plan.'});
			if (plan.pairs.some(({guards}) => guards.length > 0) && !clearsGuards) throw new AppError({code: 'SYNC_GUARD_TRIPPED', message: 'The plan trips a guard.', nextStep: 'Look at it.'});
			const parent = toOperation(9000, {startedBy: 'sam', startedAt: world.now(), completedAt: world.now()}, world.now());
			const child = {...parent, id: toId(9001), parentId: parent.id, entityType: 'poam' as const, counts: plan.pairs[0]?.counts ?? countsOf({})};
			const applied: SyncPlan = {...plan, appliedAt: world.now(), appliedBy: 'sam', operationId: parent.id};
			world.operations = [parent, child, ...world.operations];
			world.plans = world.plans.map(one => (one.id === plan.id ? applied : one));
			return {plan: applied, operations: [parent, child]};
		}),
		listPlans: (after, limit) => ask('listPlans', () => {
			const rest = after === undefined ? world.plans : world.plans.slice(world.plans.findIndex(({id}) => id === after) + 1);
			return {rows: rest.slice(0, limit), next: rest.length > limit ? rest[limit - 1]?.id : undefined};
		}),
		getPlan: id => ask('getPlan', () => get(id)),
		listPlanRows: ({kind, after, limit}) => ask('listPlanRows', () => {
			const page = pageOf(samplePlanRows().map((one, index) => ({one, index: index + 1})).filter(({one}) => kind === undefined || one.kind === kind), ({index}) => index, false, after, limit);
			return {rows: page.rows.map(({one}) => one), next: page.next};
		}),
	};
}
