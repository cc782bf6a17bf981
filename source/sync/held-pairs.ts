import {AppError} from '../errors/app-error.js';
import type {Connector} from '../core/connector.js';
import {entityDefinitions} from '../core/entity.js';
import type {NewOperation} from '../core/stores/operation-store.js';
import type {PairKey} from '../core/pair-key.js';
import type {SyncPolicy} from '../core/policy.js';
import type {PairPlan, SyncPlan} from '../core/sync-plan.js';
import type {SyncDependencies} from './dependencies.js';
import {holdLease, type HeldLease} from './held-lease.js';
import {loadPair} from './load-pair.js';
import type {Pair} from './pair.js';
import type {PlannedSystem} from './plan/plan-pairs.js';

/** One pair of a plan, with everything that is held while it is applied. */
export type HeldPair = {
	readonly pair: Pair;
	readonly planned: PairPlan;
	readonly connector: Connector;
	readonly lease: HeldLease;
	readonly key: PairKey;
	/** Its own operation, and the one of its system's whole run. */
	readonly operationId: string;
	readonly parentId: string;
};

/** A plan that is to be applied: its systems as they are chosen now, and by whom it was asked for. */
export type Holding = {readonly plan: SyncPlan; readonly systems: readonly PlannedSystem[]; readonly startedBy: string};

/** `message` says what is not as it was when the plan was made. */
export const stalePlan = (message: string): AppError => new AppError({
	code: 'SYNC_PLAN_STALE', message: `${message} Nothing was written.`,
	nextStep: 'Make a new plan ("parley sync run --plan"), look at it, and apply that one.',
});

/** Holds all pairs of a plan, in the order in which runs take them. Tells each operation as soon as it is begun and each pair as soon as it is held: whoever fails in between lets go of what there is. */
export async function holdPairs(dependencies: SyncDependencies, holding: Holding, {onBegun, onHeld}: {readonly onBegun: (operationId: string) => void; readonly onHeld: (pair: HeldPair) => void}): Promise<void> {
	const {plan, systems} = holding;
	const chosen = systems.flatMap(({policies}) => policies).length;
	if (chosen !== plan.pairs.length) throw stalePlan('What is synced was changed since the plan was made.');
	const begin = async (operation: Omit<NewOperation, 'id' | 'correlationId' | 'scope' | 'startedBy' | 'startedAt'>): Promise<string> => {
		const id = dependencies.newId();
		await dependencies.database.stores.operations.create({
			...operation, id, correlationId: plan.id, scope: plan.request.scope, startedBy: holding.startedBy, startedAt: dependencies.clock.now(),
		});
		onBegun(id);
		return id;
	};
	for (const {system, policies} of systems) {
		const {id: externalSystemId, systemName, systemType} = system;
		const parentId = await begin({externalSystemId, systemName, systemType});
		for (const policy of policies) {
			const planned = plan.pairs.find(pair => pair.externalSystemId === externalSystemId && pair.entityType === policy.entityType);
			if (planned === undefined) throw stalePlan('What is synced was changed since the plan was made.');
			const operationId = await begin({externalSystemId, systemName, systemType, entityType: policy.entityType, direction: 'inbound', parentId});
			onHeld({...(await holdPair(dependencies, {system, policy, operationId})), planned, operationId, parentId});
		}
	}
}

type Wanted = {readonly system: PlannedSystem['system']; readonly policy: SyncPolicy; readonly operationId: string};

async function holdPair(dependencies: SyncDependencies, {system, policy, operationId}: Wanted): Promise<Pick<HeldPair, 'pair' | 'connector' | 'lease' | 'key'>> {
	const key = {externalSystemId: system.id, entityType: policy.entityType};
	const pair = await loadPair(dependencies.database.stores, system, policy);
	const lease = await holdLease(dependencies, key, `${system.systemName} ${entityDefinitions[policy.entityType].plural}`, operationId);
	try {
		return {pair, lease, key, connector: await dependencies.connect(system, operationId)};
	} catch (error) {
		await lease.release();
		throw error;
	}
}
