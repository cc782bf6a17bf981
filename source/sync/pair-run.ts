import type {Connector} from '../core/connector.js';
import {addCounts, type OperationProgress, type RunCounts} from '../core/operation.js';
import type {SyncSelection} from '../core/sync-selection.js';
import type {HeldLease} from './held-lease.js';
import type {PagePlan} from './decide/page-plan.js';
import type {Pair} from './pair.js';

/** How far a run has come; written with each page. */
export type RunProgress = {
	readonly counts: RunCounts;
	readonly conflictsOpened: number;
	readonly conflictsConverged: number;
	readonly progress?: OperationProgress;
	/** Why the listing was not the whole truth. */
	readonly problems: readonly string[];
};

export type PairRun = {
	readonly pair: Pair;
	readonly connector: Connector;
	readonly lease: HeldLease;
	readonly operationId: string;
	readonly scope: 'changes' | 'full';
	/** Undefined: all that the scope names. */
	readonly selection: SyncSelection | undefined;
	readonly signal: AbortSignal;
	readonly onProgress: (progress: RunProgress) => void;
};

/** The same after what was written by this plan. */
export const addPlan = (state: RunProgress, plan: PagePlan): RunProgress => ({
	...state,
	counts: addCounts(state.counts, plan.counts),
	conflictsOpened: state.conflictsOpened + plan.opened.length,
	conflictsConverged: state.conflictsConverged + plan.converged.length,
});
