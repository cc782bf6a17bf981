import {operationColumns} from '../stores/operation-row.js';
import {isFinishedOfPair} from './is-finished-of-pair.js';

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
	where ${isFinishedOfPair} and b.metadata->>'scope' = 'full' and b.metadata->>'direction' = 'inbound' and b.status <> 'cancelled'
	order by b.id desc limit 1
) pass
where pass.status = 'failed'`;
