/**
 * Whether operation `b` is what a run has finished of one pair: of the policy row `p`, whose system's row is `s`. A plan that could
 * not be applied is told to whoever applied it; the sync is none the worse.
 */
export const isFinishedOfPair = `b.batch_type = 'sync' and b.parent_operation_id is not null and b.source_system = s.system_name
		and b.metadata->>'entityType' = p.entity_type and b.completed_at is not null
		and (b.status <> 'failed' or b.correlation_id is null or b.correlation_id = b.parent_operation_id)`;
