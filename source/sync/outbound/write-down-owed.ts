import type {SyncDependencies} from '../dependencies.js';
import {pageLinks} from '../inbound/page-links.js';
import {toPairKey} from '../pair.js';
import type {PairRun} from '../pair-run.js';
import {planPush} from './plan-push.js';
import {writableFieldsOf} from './writable-fields-of.js';

/** Writes what is owed of linked records into the outbox; gives why something that is owed cannot leave. */
export async function writeDownOwed({database, holder, failpoint}: SyncDependencies, run: PairRun): Promise<readonly string[]> {
	const {pair} = run;
	const writable = writableFieldsOf(run);
	const problems = new Set<string>();
	for await (const linkIds of pageLinks(database.stores.pages.listEditedLinks, pair)) {
		await database.transact(async stores => {
			await run.lease.fence(stores);
			const linked = await stores.pages.loadLinked(pair.definition, linkIds, pair.fields);
			const plans = linked.filter(record => !record.isInternalGone).map(record => planPush(pair, record, writable));
			for (const {refused} of plans) for (const {reason} of refused) problems.add(reason);
			await stores.outbox.put(toPairKey(pair), run.operationId, holder.owner, plans.flatMap(({entry}) => entry ?? []));
			await failpoint?.('outbound.owed-put');
		});
		await failpoint?.('outbound.owed-committed');
	}
	return [...problems];
}
