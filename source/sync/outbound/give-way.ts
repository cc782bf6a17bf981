import type {ExternalRecord} from '../../core/connector.js';
import {isRestoration} from '../../core/stores/outbox-store.js';
import {applyPage} from '../inbound/apply-page.js';
import {toRefusalProblem, type Sent} from './sent.js';
import {settleEntry, type EntryRun} from './settle-entry.js';

/** A side moved: the entry steps aside, and the record is decided anew with what it shows; undefined: it is gone. */
export const giveWay = (entryRun: EntryRun, record: ExternalRecord | undefined, refusal?: string): Promise<Sent> => {
	const {dependencies: {failpoint}, run, entry} = entryRun;
	return settleEntry(entryRun, 'outbound.gave-way', async (stores, scope, linked) => {
		const gone = {externalId: entry.externalId, fields: {}, isDeleted: true};
		const end = () => stores.outbox.settle(entry.id, run.lease.token, refusal === undefined
			? {state: 'cancelled', error: 'One of the two sides changed before it could be sent.'}
			: {state: 'rejected', error: refusal});
		if (isRestoration(entry)) {
			// From here on what the other side shows counts, also where it is what we had written.
			await end();
			await stores.pages.updateLinks(scope, [{...linked, hash: ''}]);
		}
		const {plan} = await applyPage(stores.pages, scope, run.pair, {records: [record ?? gone], unreadable: []});
		if (!isRestoration(entry)) await end();
		await failpoint?.('outbound.gave-way-applied');
		if (refusal !== undefined) return {outcome: 'rejected', opened: plan.opened.length, problem: toRefusalProblem(run, refusal)};
		return {outcome: plan.opened.length > 0 ? 'conflicting' : 'unchanged', opened: plan.opened.length};
	});
};
