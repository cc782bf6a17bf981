import {operationColumns} from '../stores/operation-row.js';

/**
 * The newest pass over everything of each pair that has a policy, where it failed: what it was to find out, as what has
 * vanished, no run for changes finds out since. What a person cancelled says nothing.
 */
export const listStoppedPasses = `
select p.external_system_id, p.entity_type, pass.*
from (select distinct external_system_id, entity_type from sync_policies) p
join external_systems s on s.id = p.external_system_id
cross join lateral (
	select ${operationColumns} from ingestion_batches b
	where b.batch_type = 'sync' and b.parent_operation_id is not null and b.completed_at is not null
		and b.metadata->>'scope' = 'full' and b.metadata->>'direction' = 'inbound'
		and b.source_system = s.system_name and b.metadata->>'entityType' = p.entity_type and b.status <> 'cancelled'
		and (b.status <> 'failed' or b.correlation_id is null or b.correlation_id = b.parent_operation_id)
	order by b.id desc limit 1
) pass
where pass.status = 'failed'`;
