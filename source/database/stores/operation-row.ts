import * as z from 'zod';
import {describeAbandoned} from '../../core/text/describe-abandoned.js';
import {entityTypes} from '../../core/entity.js';
import {noCounts, type Operation} from '../../core/operation.js';
import {findAbandoned} from '../sql/find-abandoned.js';

/** What `ingestion_batches.metadata` holds of a run. Rows may be older than this program: what is missing reads as nothing. */
const count = z.number().int().nonnegative().catch(0);
const metadataSchema = z.object({
	externalSystemId: z.number().int().optional().catch(undefined),
	entityType: z.enum(entityTypes).optional().catch(undefined),
	direction: z.enum(['inbound', 'outbound']).optional().catch(undefined),
	scope: z.enum(['changes', 'full']).catch('changes'),
	part: z.discriminatedUnion('kind', [
		z.object({kind: z.literal('since'), at: z.coerce.date()}), z.object({kind: z.literal('ids'), externalIds: z.array(z.string())}), z.object({kind: z.literal('rejected')}),
	]).optional().catch(undefined),
	entityTypes: z.array(z.enum(entityTypes)).optional().catch(undefined),
	counts: z.object({
		read: count, unchanged: count, created: count, updated: count, conflicting: count, rejected: count, filtered: count,
	}).catch(noCounts),
	conflictsOpened: count,
	conflictsConverged: count,
	progress: z.object({done: count, total: z.number().optional(), unit: z.enum(['records', 'pages'])}).optional().catch(undefined),
	problems: z.array(z.string()).catch([]),
	calls: count,
	cancelRequestedBy: z.string().optional().catch(undefined),
}).catch({
	scope: 'changes', counts: noCounts, conflictsOpened: 0, conflictsConverged: 0, problems: [], calls: 0,
});

const statusSchema = z.enum(['queued', 'running', 'completed', 'partial', 'failed', 'cancelled']).catch('failed');

const abandonmentSchema = z.object({
	holder: z.string().nullable().transform(holder => holder ?? undefined), heardAt: z.coerce.date().nullable().transform(at => at ?? undefined), done: z.number().nullable().transform(done => done ?? undefined),
}).nullable();

export type OperationRow = {
	readonly row_number: string;
	readonly batch_id: string;
	readonly parent_operation_id: string | null;
	readonly correlation_id: string | null;
	readonly source_system: string | null;
	readonly status: string | null;
	readonly metadata: unknown;
	readonly created_by: string | null;
	readonly started_at: Date | null;
	readonly completed_at: Date | null;
	/** Null: somebody works on it, or its end is on record. */
	readonly abandoned: unknown;
};

/** Of `ingestion_batches b`. */
export const operationColumns = `b.id::text as row_number, b.batch_id, b.parent_operation_id, b.correlation_id, b.source_system, b.status,
	b.metadata, b.created_by::text as created_by, b.started_at, b.completed_at, ${findAbandoned} as abandoned`;

export function parseOperation(row: OperationRow): Operation {
	const metadata = metadataSchema.parse(row.metadata ?? {});
	const {progress, externalSystemId, entityType, direction, scope, part} = metadata;
	const systemName = row.source_system ?? '';
	const abandoned = abandonmentSchema.parse(row.abandoned);
	const ids = {id: row.batch_id, parentId: row.parent_operation_id ?? undefined, correlationId: row.correlation_id ?? row.batch_id};
	return {
		...ids,
		externalSystemId,
		systemName,
		entityType,
		direction,
		scope,
		...(part === undefined ? {} : {part}),
		...(metadata.entityTypes === undefined ? {} : {entityTypes: metadata.entityTypes}),
		status: abandoned === null ? statusSchema.parse(row.status) : 'abandoned',
		counts: metadata.counts,
		conflictsOpened: metadata.conflictsOpened,
		conflictsConverged: metadata.conflictsConverged,
		progress: progress === undefined ? undefined : {done: progress.done, total: progress.total, unit: progress.unit},
		problems: [...(abandoned === null ? [] : [describeAbandoned({...ids, systemName, entityType, direction, scope, part}, abandoned)]), ...metadata.problems],
		cancelledBy: metadata.cancelRequestedBy,
		calls: metadata.calls,
		startedBy: row.created_by ?? '',
		startedAt: row.started_at ?? new Date(0),
		completedAt: row.completed_at ?? undefined,
	};
}
