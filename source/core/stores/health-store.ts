import type {EntityType} from '../entity.js';
import type {LongTransaction} from '../long-transaction.js';
import type {Operation} from '../operation.js';
import type {SystemHealth} from '../health.js';

export type PairFacts = {
	readonly externalSystemId: number;
	readonly entityType: EntityType;
	readonly lastInboundAt: Date | undefined;
	readonly lastOutboundAt: Date | undefined;
	readonly pendingConflicts: number;
	readonly rejected: number;
	readonly outboxDepth: number;
	readonly lastRun: Operation | undefined;
	/** When the first run began that failed since one succeeded; undefined: the last run did not fail. */
	readonly failingSince: Date | undefined;
	/** The newest pass over everything, where it failed: a run for changes that went well since says nothing of what it was to find out. */
	readonly stoppedPass: Operation | undefined;
	/** Under way, or abandoned: the one that holds the pair, or held it last. */
	readonly running: Operation | undefined;
	/** "host (pid 123)", of the process that took the pair for that run. */
	readonly leaseHolder: string | undefined;
	/** When that process was last heard of. */
	readonly leaseHeardAt: Date | undefined;
};

/** What Health is made of. No statement here may cost more as the logs grow. */
export type HealthStore = {
	readonly listPairFacts: () => Promise<readonly PairFacts[]>;
	readonly listSystems: () => Promise<readonly SystemHealth[]>;
	readonly listRecentRuns: (limit: number) => Promise<readonly Operation[]>;
	/** The oldest first; what this role may see of them. */
	readonly listLongTransactions: (limits: {readonly idleSeconds: number; readonly seconds: number}) => Promise<readonly LongTransaction[]>;
	readonly isDaemonAlive: () => Promise<boolean>;
	/** Whether this session could write: false on a standby, and where the database was set to read-only. */
	readonly takesChanges: () => Promise<boolean>;
	/** Called by each daemon every 20 s. */
	readonly beat: (daemon: {readonly host: string; readonly pid: number; readonly version: string}) => Promise<void>;
	/** A daemon that ends well, after its last beat: it does not count as alive any more. */
	readonly leave: (daemon: {readonly host: string; readonly pid: number}) => Promise<void>;
	/** When any daemon was last heard of, also long ago. */
	readonly findLastBeat: () => Promise<Date | undefined>;
};
