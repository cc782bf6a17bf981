import {entityDefinitions} from '../../core/entity.js';
import type {ExternalSystem} from '../../core/external-system.js';
import type {SyncPolicy} from '../../core/policy.js';
import {planRowKinds, type PairPlan, type PlanRequest, type PlanRow, type PlanRowKind} from '../../core/sync-plan.js';
import {decidePair} from './decide-pair.js';
import type {SyncDependencies} from '../dependencies.js';
import {loadPair} from '../load-pair.js';
import type {Pair} from '../pair.js';
import {toPlanRow} from './to-plan-row.js';

/** Of each kind, in each pair: enough to judge a plan by; all of them are counted and digested. */
const keptRows = 100;

export type PlannedSystem = {readonly system: ExternalSystem; readonly policies: readonly SyncPolicy[]};
export type Planning = {
	readonly id: string;
	readonly request: PlanRequest;
	readonly systems: readonly PlannedSystem[];
	readonly signal: AbortSignal;
	/** "Xacta 360 poams: 400 read". */
	readonly onProgress: (progress: {readonly systemName: string; readonly plural: string; readonly read: number}) => void;
};

/** What a run of these pairs would do now. Nothing is locked and nothing is written. */
export async function planPairs(dependencies: SyncDependencies, planning: Planning): Promise<{readonly pairs: readonly PairPlan[]; readonly rows: readonly PlanRow[]}> {
	const pairs: PairPlan[] = [];
	const rows: PlanRow[] = [];
	for (const {system, policies} of planning.systems) {
		const connector = await dependencies.connect(system, undefined);
		try {
			for (const policy of policies) {
				const pair = await loadPair(dependencies.database.stores, system, policy);
				const keeper = createKeeper();
				const {vanished, last: _, isFull: __, isWhole: ___, ...plan} = await decidePair(dependencies.database.stores, {
					...planning.request, pair, connector, id: planning.id, at: dependencies.clock.now(), signal: planning.signal,
					onTouched: async decided => {
						for (const record of decided) keeper.keep(toPlanRow(pair, record));
					},
					onReplaced: async ({externalId}) => keeper.forget(externalId),
					onProgress: ({read}) => planning.onProgress({systemName: system.systemName, plural: entityDefinitions[policy.entityType].plural, read}),
				});
				for (const row of await describeMissing(dependencies, pair, vanished)) keeper.keep(row);
				pairs.push(plan);
				rows.push(...keeper.rows());
			}
		} finally {
			await connector.close();
		}
	}
	return {pairs, rows};
}

function createKeeper() {
	const kept = new Map<PlanRowKind, PlanRow[]>(planRowKinds.map(kind => [kind, []]));
	return {
		keep: (row: PlanRow): void => {
			const rows = kept.get(row.kind);
			if (rows !== undefined && rows.length < keptRows) rows.push(row);
		},
		forget: (externalId: string): void => {
			for (const [kind, rows] of kept) kept.set(kind, rows.filter(row => row.externalId !== externalId));
		},
		rows: (): readonly PlanRow[] => [...kept.values()].flat(),
	};
}

async function describeMissing({database}: SyncDependencies, pair: Pair, vanished: readonly string[]): Promise<readonly PlanRow[]> {
	if (vanished.length === 0) return [];
	const linked = await database.stores.pages.readLinked(pair.definition, vanished.slice(0, keptRows), pair.fields);
	return linked.map(record => {
		const row = toPlanRow(pair, {source: {kind: 'edit', linkId: record.linkId}, externalId: record.externalId, linkId: record.linkId, internal: record.internal, outcome: {outcome: 'unchanged'}});
		return {...row, kind: 'missing'};
	});
}
