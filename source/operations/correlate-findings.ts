import {matchWeaknesses} from '../sync/correlate/match-weaknesses.js';
import type {OperationContext} from './context.js';
import {loadPoamsAndControls} from './load-poams-and-controls.js';

/** Weaknesses whose findings are filled in one transaction. */
const batchSize = 1000;

/** Gives each finding without a plan of action, or without a control, the one that it is about. Gives how many took something. */
export async function correlateFindings({database, actor}: OperationContext, signal: AbortSignal): Promise<number> {
	const {poams, controls} = await loadPoamsAndControls(database.stores);
	// Without either no finding can take any: to read them all would say the same, later.
	if (poams.length === 0 && controls.size === 0) return 0;
	const matches = matchWeaknesses(await database.stores.correlation.listOpenWeaknesses(), poams, controls);
	let linked = 0;
	for (let start = 0; start < matches.length; start += batchSize) {
		signal.throwIfAborted();
		linked += await database.transact(async stores => {
			const filled = await stores.correlation.linkWeaknesses(matches.slice(start, start + batchSize));
			if (filled > 0) await stores.audit.append(actor, {action: 'records.correlate', targetType: 'entity', targetId: 'vulnerability', detail: {records: filled}});
			return filled;
		});
	}
	return linked;
}
