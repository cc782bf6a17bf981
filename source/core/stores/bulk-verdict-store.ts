import type {Conflict, ConflictCause, Verdict} from '../conflict.js';
import type {ConflictPredicate} from '../predicate/conflict-predicate.js';
import type {ConflictSelection} from '../conflict-selection.js';

/** Pending conflicts for which a verdict can do the same, or is refused for the same reason. */
export type VerdictGroup = Pick<ConflictCause, 'externalSystemId' | 'systemName' | 'entityType' | 'fieldName' | 'reason'> & Pick<Conflict, 'conflictType'> & {
	/** The other side does not send the field. */
	readonly lacksExternal: boolean;
	/** Our record is there, and linked. */
	readonly isLinked: boolean;
	readonly oldestAt: Date;
	readonly selection: ConflictSelection;
};

/** A verdict over many conflicts: a row of `sync_bulk_verdicts`. */
export type BulkVerdict = {
	readonly requestId: string;
	readonly predicate: ConflictPredicate;
	readonly verdict: Verdict;
	/** How many conflicts it is about. */
	readonly total: number;
	readonly requestedBy: string;
	readonly requestedAt: Date;
};

/** Why conflicts were left as they are, in one sentence. */
export type SkippedConflicts = {readonly reason: string; readonly ids: readonly number[]};

/** The conflicts that are settled in one transaction, and what became of them. */
export type BulkVerdictPage = {
	readonly page: number;
	readonly selection: ConflictSelection;
	readonly settledIds: readonly number[];
	readonly skipped: readonly SkippedConflicts[];
	/** Of the settled ones, those whose verdict was taken back with the whole. */
	readonly undoneIds: readonly number[];
};

/** What one more transaction did to a page. */
export type PageProgress = {readonly settledIds: readonly number[]; readonly skipped: readonly SkippedConflicts[]};

export type BulkVerdictStore = {
	/** The pending conflicts that a predicate finds, grouped, most first; or those of a selection that still wait. */
	readonly selectPending: (of: ConflictPredicate | ConflictSelection) => Promise<readonly VerdictGroup[]>;
	/** Puts a verdict and its pages on record. False when it is there already. */
	readonly begin: (verdict: Omit<BulkVerdict, 'requestedAt'>, pages: readonly ConflictSelection[]) => Promise<boolean>;
	readonly find: (requestId: string) => Promise<BulkVerdict | undefined>;
	readonly listPages: (requestId: string) => Promise<readonly BulkVerdictPage[]>;
	/** The same of one page, held until the transaction ends. */
	readonly findPageForUpdate: (requestId: string, page: number) => Promise<BulkVerdictPage | undefined>;
	/** Adds to what became of a page, in the transaction that did it. */
	readonly advancePage: (requestId: string, page: number, progress: PageProgress) => Promise<void>;
	readonly noteUndone: (requestId: string, page: number, ids: readonly number[]) => Promise<void>;
};
