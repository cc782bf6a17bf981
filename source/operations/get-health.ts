import {entityTypes} from '../core/entity.js';
import type {Health, PairHealth, SystemHealth} from '../core/health.js';
import {longTransactionLimits} from '../core/long-transaction.js';
import type {NextRun} from '../schedule/keep-next-runs.js';
import type {OperationContext} from './context.js';
import {toPairHealth, toUnreadableHealth, worstState} from './pair-health.js';

const recentRuns = 20;
const closed: SystemHealth['breaker'] = {state: 'closed', resumesAt: undefined};

/** How every pair and system is doing now. */
export async function getHealth({database: {stores}, clock}: OperationContext, nextRun: NextRun): Promise<Health> {
	const [{policies, unreadable}, systems, facts, systemHealth, recent, isDaemonAlive, pendingConflicts, pushHold, longTransactions, takesChanges, waitingPlans] = await Promise.all([
		stores.rules.listAllPolicies(), stores.systems.list(), stores.health.listPairFacts(), stores.health.listSystems(),
		stores.health.listRecentRuns(recentRuns), stores.health.isDaemonAlive(), stores.conflicts.countPending(), stores.pushHolds.findOpen(),
		stores.health.listLongTransactions(longTransactionLimits), stores.health.takesChanges(), stores.plans.findWaiting(),
	]);
	const now = clock.now();
	const pairs = systems.filter(system => system.isActive).flatMap(system => entityTypes.flatMap((entityType): readonly PairHealth[] => {
		const isOfPair = (row: {readonly externalSystemId: number | null; readonly entityType: string}) => row.externalSystemId === system.id && row.entityType === entityType;
		const policy = policies.find(isOfPair);
		const pairFacts = facts.find(isOfPair);
		if (pairFacts === undefined) return [];
		const invalid = unreadable.find(isOfPair);
		if (invalid !== undefined) return [toUnreadableHealth({system, entityType, facts: pairFacts, error: invalid.error})];
		if (policy === undefined) return [];
		const breaker = systemHealth.find(({externalSystemId}) => externalSystemId === system.id)?.breaker ?? closed;
		return [toPairHealth({system, policy, facts: pairFacts, breaker, now, nextRun})];
	}));
	const state = takesChanges ? worstState(pairs.map(pair => pair.state)) : 'failing';
	return {state, pendingConflicts, pairs, systems: systemHealth, recent, isDaemonAlive, isDatabaseReadOnly: !takesChanges, pushHold, waitingPlans, longTransactions, at: now};
}
