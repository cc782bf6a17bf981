import {operationColumns} from '../stores/operation-row.js';
import {isFinishedOfPair} from './is-finished-of-pair.js';

/** The newest of those that got through or that a guard stopped: what failed otherwise, or was cancelled, says nothing of it. */
const newestInbound = (condition: string): string => `(
	select ${operationColumns} from ingestion_batches b
	where ${isFinishedOfPair} and b.metadata->>'direction' = 'inbound' and (b.status in ('completed', 'partial') or b.metadata ? 'isGuarded')${condition}
	order by b.id desc limit 1
)`;

/**
 * $1 system, $2 entity type. The inbound pass that a guard stopped, where it is the newest one, or the newest over everything:
 * what such a pass was stopped for, no run for changes comes upon.
 */
export const findGuardedPass = `
select pass.* from external_systems s cross join (select $2::text as entity_type) p
cross join lateral (${newestInbound('')} union all ${newestInbound(` and b.metadata->>'scope' = 'full'`)}) pass
where s.id = $1 and pass.metadata ? 'isGuarded' limit 1`;
