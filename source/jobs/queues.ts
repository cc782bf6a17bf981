import type {QueueOptions, QueuePolicy, WorkOptions} from 'pg-boss';

/** Every queue of Parley. A job of `sync` runs one pair once; one of `upkeep` keeps the database in shape for a day. */
export const queueNames = ['sync', 'upkeep'] as const;
export type QueueName = (typeof queueNames)[number];

/** Where jobs end that failed for good; nothing works on it, a person looks. */
export const deadLetterQueue = 'dead';

export type QueueDefinition = {
	readonly policy: QueuePolicy;
	readonly options: QueueOptions;
	readonly work: WorkOptions;
	/** How many jobs of it one process works on at a time. */
	readonly workers: number;
};

const daySeconds = 86_400;

/**
 * For how long the database remembers that an occurrence had its job. Whoever looks back for missed occurrences must look
 * back less far, or would run them again.
 */
export const rememberedDays = 14;

/** The shortest that pg-boss takes: after it, another process may take the job over. */
const heartbeatSeconds = 10;

const shared: QueueOptions = {
	heartbeatSeconds,
	// After a process died, the next one starts within a second or two; failures wait longer, see plan-retry.ts.
	retryLimit: 3, retryDelay: 1, retryBackoff: true,
	expireInSeconds: daySeconds,
	retentionSeconds: daySeconds * rememberedDays, deleteAfterSeconds: daySeconds * rememberedDays,
};

const polling: WorkOptions = {
	batchSize: 1,
	// No LISTEN here: it would wake all workers of all processes at the same instant, and of those that then reach for one
	// group, all but one come back with nothing (migrate-jobs.ts).
	pollingIntervalSeconds: 1,
	heartbeatRefreshSeconds: 3,
};

export const queues: Readonly<Record<QueueName, QueueDefinition>> = {
	sync: {
		// Of one pair and scope at most one job waits, runs or is retried: when a run takes longer than its period, the
		// occurrences in between are left out instead of piling up.
		policy: 'exclusive',
		options: shared,
		// One job of a group at a time, in order of priority: assets are there before what refers to them.
		work: {...polling, groupConcurrency: 1},
		// Passes over everything take hours: of two systems, they leave two workers for changes.
		workers: 4,
	},
	upkeep: {policy: 'exclusive', options: {...shared, expireInSeconds: 3600}, work: {...polling, pollingIntervalSeconds: 10}, workers: 1},
};

/** How often dead processes are looked for; with the heartbeat this bounds how long their jobs stand still. */
export const monitorSeconds = 3;
