import type {CallWait} from './connector.js';
import type {EntityType} from './entity.js';
import type {SyncSelection} from './sync-selection.js';

/**
 * How an operation stands. `abandoned` is not written anywhere: it is read where a row says that it runs, and nobody holds a
 * lease for it any more. The next run of its pair ends it.
 */
export const operationStatuses = ['queued', 'running', 'abandoned', 'completed', 'partial', 'failed', 'cancelled'] as const;
export type OperationStatus = (typeof operationStatuses)[number];
export type WrittenStatus = Exclude<OperationStatus, 'abandoned'>;

/** The counts of a run. They add up: read = unchanged + created + updated + conflicting + rejected + filtered. */
export type RunCounts = {
	readonly read: number;
	readonly unchanged: number;
	readonly created: number;
	readonly updated: number;
	readonly conflicting: number;
	readonly rejected: number;
	readonly filtered: number;
};

export const noCounts: RunCounts = {read: 0, unchanged: 0, created: 0, updated: 0, conflicting: 0, rejected: 0, filtered: 0};

/** Both together, key by key. */
export function addCounts(left: RunCounts, right: RunCounts): RunCounts {
	return {
		read: left.read + right.read,
		unchanged: left.unchanged + right.unchanged,
		created: left.created + right.created,
		updated: left.updated + right.updated,
		conflicting: left.conflicting + right.conflicting,
		rejected: left.rejected + right.rejected,
		filtered: left.filtered + right.filtered,
	};
}

/** Every record that was read became exactly one thing. */
export const countsAddUp = (counts: RunCounts): boolean =>
	counts.read === counts.unchanged + counts.created + counts.updated + counts.conflicting + counts.rejected + counts.filtered;

/** What a run was asked for in place of all that its scope names: a part of the other side, or what waits here as rejected. */
export type RunPart = SyncSelection | {readonly kind: 'rejected'};

export type OperationProgress = {readonly done: number; readonly total: number | undefined; readonly unit: 'records' | 'pages'};

/** Told of a run whose process ended without a word. */
export const processEnded = 'Its process ended; the next run goes on at the last finished page.';

const unended: readonly OperationStatus[] = ['queued', 'running', 'abandoned'];

/** It has ended, in whatever way, and that is on record. */
export const isOver = ({status}: Pick<Operation, 'status'>): boolean => !unended.includes(status);

/** A row of `ingestion_batches`: one run (parent) or one entity type and direction of it (child). */
export type Operation = {
	/** `batch_id`. */
	readonly id: string;
	readonly parentId: string | undefined;
	readonly correlationId: string;
	readonly externalSystemId: number | undefined;
	readonly systemName: string;
	readonly entityType: EntityType | undefined;
	readonly direction: 'inbound' | 'outbound' | undefined;
	/** Whether the run read everything or only what changed. */
	readonly scope: 'changes' | 'full';
	/** Undefined: all that the scope names. */
	readonly part?: RunPart | undefined;
	/** Of a whole run: the entity types that it was to come to, in their order; absent where nobody wrote them down. */
	readonly entityTypes?: readonly EntityType[] | undefined;
	readonly status: OperationStatus;
	readonly counts: RunCounts;
	/** How many conflicts the run opened and closed by itself. */
	readonly conflictsOpened: number;
	readonly conflictsConverged: number;
	readonly progress: OperationProgress | undefined;
	/** What it waits for, and until when; only the process that runs it knows. */
	readonly waiting?: CallWait | undefined;
	/** Why it failed, is partial or abandoned: sentences for a person. */
	readonly problems: readonly string[];
	/** Who wants a run to stop that is still running; its process hears of it within a second or two. */
	readonly cancelledBy: string | undefined;
	readonly calls: number;
	readonly startedBy: string;
	readonly startedAt: Date;
	readonly completedAt: Date | undefined;
};
