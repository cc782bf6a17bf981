import type {EntityType} from '../core/entity.js';
import type {OperationContext} from './context.js';
import {correlate} from './correlate.js';
import type {SyncOutcome} from './run-sync.js';

/** Ties together what a sync brought in, where it brought something. A failure is logged: what came in is there all the same. */
export async function correlateAfterSync(context: OperationContext, {runs}: SyncOutcome, signal: AbortSignal | undefined): Promise<void> {
	const all = runs.flatMap(run => run.children);
	const children = all.filter(({direction}) => direction === 'inbound');
	const isAny = (types: readonly EntityType[], holds: (child: (typeof children)[number]) => boolean) =>
		children.some(child => child.entityType !== undefined && types.includes(child.entityType) && holds(child));
	// The hosts of other systems are listed in full: only when there is a new host of ours, or everything is looked at anyway.
	const includesHosts = isAny(['asset', 'system'], ({counts, scope}) => counts.created > 0 || scope === 'full');
	const isNews = isAny(['asset', 'vulnerability', 'control', 'poam'], ({counts}) => counts.created + counts.updated > 0)
		|| all.some(({direction, entityType, counts}) => direction === 'outbound' && entityType === 'poam' && counts.created > 0);
	if (signal?.aborted || (!includesHosts && !isNews)) return;
	try {
		await correlate(context, {includesHosts}, signal);
	} catch (error) {
		context.logger.warn('What came in could not be tied to what is there; "parley correlate" does it later.', {error});
	}
}
