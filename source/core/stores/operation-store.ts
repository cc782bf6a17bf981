import type {EntityType} from '../entity.js';
import type {KeyPage} from '../page.js';
import type {Operation, OperationProgress, OperationStatus, RunCounts, RunPart, WrittenStatus} from '../operation.js';
import type {PairKey} from '../pair-key.js';

export type NewOperation = {
	readonly id: string;
	readonly parentId?: string;
	readonly correlationId: string;
	readonly externalSystemId: number;
	readonly systemName: string;
	readonly systemType: string;
	readonly entityType?: EntityType;
	readonly direction?: 'inbound' | 'outbound';
	readonly scope: 'changes' | 'full';
	readonly part?: RunPart | undefined;
	readonly entityTypes?: readonly EntityType[];
	readonly startedBy: string;
	readonly startedAt: Date;
};

export type OperationChange = {
	readonly status?: WrittenStatus;
	readonly counts?: RunCounts;
	readonly conflictsOpened?: number;
	readonly conflictsConverged?: number;
	readonly progress?: OperationProgress;
	readonly problems?: readonly string[];
	/** A guard stopped it. */
	readonly isGuarded?: true;
	/** Of a whole run: those of its children. A child's own are counted as they are logged. */
	readonly calls?: number;
	readonly completedAt?: Date;
};

export type OperationFilter = {
	readonly externalSystemId?: number;
	readonly entityType?: EntityType;
	readonly status?: OperationStatus;
	/** Only whole runs (parents), or only the children of one. Undefined: parents. */
	readonly parentId?: string;
};

export type OperationStore = {
	readonly create: (operation: NewOperation) => Promise<void>;
	readonly change: (id: string, change: OperationChange) => Promise<void>;
	/** Ends what died running this pair, which `id` now holds the lease of. */
	readonly endAbandoned: (id: string, pair: PairKey, problem: string) => Promise<void>;
	/** The inbound pass of the pair that a guard stopped, as long as none has got through since; of one over everything, none over everything. */
	readonly findGuarded: (pair: PairKey) => Promise<Operation | undefined>;
	/** Asks a whole run to stop. False: it is over. The first who asked stays on record. */
	readonly requestCancel: (runId: string, by: string) => Promise<boolean>;
	/** Who wants this run to stop. */
	readonly findCanceller: (runId: string) => Promise<string | undefined>;
	/**
	 * Ends a whole run, with its pairs, whose process is gone: no live lease is held for the pair that it is at, nor has it
	 * done anything for a minute where it is between two. Its leases are taken away, so that a process that only slept writes
	 * nothing more. False: it lives, or is over.
	 */
	readonly endIfDead: (runId: string, problem: string) => Promise<boolean>;
	/** By id or by an unambiguous prefix of it. */
	readonly find: (id: string) => Promise<Operation | undefined>;
	/** Newest first; `after` is the row number of the last one seen. */
	readonly page: (filter: OperationFilter, after: number | undefined, limit: number) => Promise<KeyPage<Operation>>;
	/** The rows before a row number, or the last ones there are: in the same order, `next` goes on towards the newest. */
	readonly pageBefore: (filter: OperationFilter, before: number | undefined, limit: number) => Promise<KeyPage<Operation>>;
	readonly listChildren: (parentId: string) => Promise<readonly Operation[]>;
};
