import {operationColumns} from '../stores/operation-row.js';

/** The newest finished run of each pair that has a policy, found from the end of an index. */
export const listLastRuns = `
select p.external_system_id, p.entity_type, run.*
from (select distinct external_system_id, entity_type from sync_policies) p
join external_systems s on s.id = p.external_system_id
cross join lateral (
	select ${operationColumns} from ingestion_batches b
	where b.batch_type = 'sync' and b.parent_operation_id is not null and b.source_system = s.system_name
		and b.metadata->>'entityType' = p.entity_type and b.completed_at is not null
	order by b.id desc limit 1
) run`;
