import {z} from 'zod';
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

/** Assets and systems run before what refers to them, when they are due together. */
const priority = (entityType: EntityType): number => (entityType === 'asset' || entityType === 'system' ? 10 : 0);

export function toSyncJob({externalSystemId, systemName, entityType, scope, occurrence}: DueRun): NewJob {
	const payload: SyncPayload = {externalSystemId, systemName, entityType, scope, occurrence: occurrence.toISOString()};
	return {
		queue: 'sync',
		occurrence: [String(externalSystemId), entityType, scope, payload.occurrence],
		key: `${externalSystemId}/${entityType}/${scope}`,
		group: String(externalSystemId),
		priority: priority(entityType),
		payload,
	};
}
