import * as z from 'zod';
import {entityTypes, type EntityType} from '../core/entity.js';
import type {NewJob} from '../jobs/job.js';
import type {DueRun} from '../schedule/find-due-runs.js';

const payloadSchema = z.object({
	externalSystemId: z.number().int(),
	systemName: z.string(),
	entityType: z.enum(entityTypes),
	scope: z.enum(['changes', 'full']),
	/** ISO 8601: which occurrence of its schedule asks for this run. */
	occurrence: z.string(),
});

/** What a job of the queue `sync` carries. */
export type SyncPayload = z.infer<typeof payloadSchema>;

export const parseSyncPayload = (payload: unknown): SyncPayload => payloadSchema.parse(payload);

/** What its records refer to: read first, it is there when they come. */
const referred: Readonly<Partial<Record<EntityType, EntityType>>> = {vulnerability: 'asset', control: 'system', poam: 'system'};

const firstPriority = 10;

/**
 * The jobs of runs that are due together. Of one system two run at a time: one pass over everything, and one run for
 * changes, so that a long pass keeps nobody's changes waiting. What refers to something that is about to be passed over
 * waits behind it.
 */
export function toSyncJobs(runs: readonly DueRun[]): readonly NewJob[] {
	const isPassedOver = (externalSystemId: number, entityType: EntityType | undefined) =>
		runs.some(run => run.externalSystemId === externalSystemId && run.entityType === entityType && run.scope === 'full');
	return runs.map(run => toSyncJob(run, run.scope === 'full' || isPassedOver(run.externalSystemId, referred[run.entityType]) ? 'full' : 'changes'));
}

function toSyncJob({externalSystemId, systemName, entityType, scope, occurrence}: DueRun, lane: DueRun['scope']): NewJob {
	const payload: SyncPayload = {externalSystemId, systemName, entityType, scope, occurrence: occurrence.toISOString()};
	return {
		queue: 'sync',
		occurrence: [String(externalSystemId), entityType, scope, payload.occurrence],
		key: `${externalSystemId}/${entityType}/${scope}`,
		group: `${externalSystemId}/${lane}`,
		priority: referred[entityType] === undefined ? firstPriority : 0,
		payload,
	};
}
