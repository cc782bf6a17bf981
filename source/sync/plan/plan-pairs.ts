import type {Connector} from '../../core/connector.js';
import type {ExternalSystem} from '../../core/external-system.js';
import type {SyncPolicy} from '../../core/policy.js';
import {planRowKinds, type LookProgress, type PairPlan, type PlanRequest, type PlanRow, type PlanRowKind} from '../../core/sync-plan.js';
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
	readonly onProgress: (progress: LookProgress) => void;
};

type PlannedPairs = {readonly pairs: readonly PairPlan[]; readonly rows: readonly PlanRow[]};

/** What a run of these pairs would do now. Nothing is locked and nothing is written. */
export async function planPairs(dependencies: SyncDependencies, planning: Planning): Promise<PlannedPairs> {
	const planned: Array<{readonly plan: PairPlan; readonly rows: readonly PlanRow[]}> = [];
	for (const {system, policies} of planning.systems) {
		const connector = await dependencies.connect(system, undefined);
		try {
			for (const policy of policies) planned.push(await planPair(dependencies, planning, {pair: await loadPair(dependencies.database.stores, system, policy), connector}));
		} finally {
			await connector.close();
		}
	}
	return {pairs: planned.map(({plan}) => plan), rows: planned.flatMap(({rows}) => rows)};
}

type LookedAt = {readonly pair: Pair; readonly connector: Connector};

async function planPair(dependencies: SyncDependencies, {id, request, signal, onProgress}: Planning, {pair, connector}: LookedAt): Promise<{readonly plan: PairPlan; readonly rows: readonly PlanRow[]}> {
	const {database: {stores}, clock} = dependencies;
	const keeper = createKeeper();
	const {vanished, last: _, isFull: __, isWhole: ___, ...plan} = await decidePair(stores, {
		...request, pair, connector, id, at: clock.now(), signal,
		onTouched: async decided => {
			for (const record of decided) keeper.keep(toPlanRow(pair, record));
		},
		onReplaced: async ({externalId}) => keeper.forget(externalId),
		onProgress: ({read}) => onProgress({systemName: pair.system.systemName, plural: pair.definition.plural, read}),
	});
	for (const row of await describeMissing(dependencies, pair, vanished)) keeper.keep(row);
	return {plan, rows: keeper.rows()};
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
