import type {EntityType} from './entity.js';
import type {LongTransaction} from './long-transaction.js';
import type {Operation} from './operation.js';
import type {SyncDirection} from './policy.js';
import type {PushHold} from './stores/push-hold-store.js';
import type {WaitingPlans} from './sync-plan.js';

/** `ok`, a person is waited for, failing, switched off, or running now. Worst first when several hold. */
export type HealthState = 'failing' | 'waiting' | 'running' | 'off' | 'ok';

/** What came in is not the whole, though nothing fails: the last run left something out, or the last pass over everything failed. */
export type Shortfall = 'partial_run' | 'full_pass';

/** One entity type of one external system. */
export type PairHealth = {
	readonly externalSystemId: number;
	readonly systemName: string;
	readonly entityType: EntityType;
	readonly direction: SyncDirection;
	readonly isPushEnabled: boolean;
	readonly state: HealthState;
	readonly lastInboundAt: Date | undefined;
	readonly lastOutboundAt: Date | undefined;
	readonly nextRunAt: Date | undefined;
	/** When the run was due that should have followed the last success, and did not come; undefined: nothing is late. */
	readonly lateSince: Date | undefined;
	readonly pendingConflicts: number;
	readonly rejected: number;
	/** Changes of ours that wait to be sent: edits, records that are to be made there, and values that are to be put back. */
	readonly outboxDepth: number;
	/** The run that is under way, with its progress. */
	readonly running: Operation | undefined;
	/** In which ways what is here is not whole; empty while it fails. */
	readonly shortfalls: readonly Shortfall[];
	/** Why it is failing, or not whole. */
	readonly problem: string | undefined;
	/** Since when every run has failed, or the process of the last one was not heard of; undefined: neither is so. */
	readonly failingSince: Date | undefined;
	/** "host (pid 123)", while a run holds the pair. */
	readonly leaseHolder: string | undefined;
};

export type SystemHealth = {
	readonly externalSystemId: number;
	readonly systemName: string;
	readonly systemType: string;
	readonly syncEnabled: boolean;
	readonly callsToday: number;
	readonly errorsToday: number;
	readonly medianResponseMs: number | undefined;
	/** Mean response time in ms of the newest calls, oldest first, for a sparkline. */
	readonly recentResponseMs: readonly number[];
	readonly limiter: {readonly used: number; readonly perMinute: number; readonly pausedUntil: Date | undefined};
	readonly breaker: {readonly state: 'closed' | 'open' | 'half-open'; readonly resumesAt: Date | undefined};
};

export type Health = {
	readonly state: HealthState;
	readonly pendingConflicts: number;
	readonly pairs: readonly PairHealth[];
	readonly systems: readonly SystemHealth[];
	/** The newest finished runs (children), newest first. */
	readonly recent: readonly Operation[];
	/** Whether a daemon has been heard of in the last minute, and has not ended well since. */
	readonly isDaemonAlive: boolean;
	/** The database answers and can be read, but writes nothing: no sync runs, and nothing can be settled. */
	readonly isDatabaseReadOnly?: boolean | undefined;
	/** Why nothing may leave, by any pair. */
	readonly pushHold?: PushHold | undefined;
	/** Undefined: none waits to be applied. */
	readonly waitingPlans?: WaitingPlans | undefined;
	/** Of any program, where this role may see them. */
	readonly longTransactions?: readonly LongTransaction[];
	readonly at: Date;
};
