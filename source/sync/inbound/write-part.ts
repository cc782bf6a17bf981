import type {Cursor, Page} from '../../core/connector.js';
import {applyPage, applyPrepared} from './apply-page.js';
import type {Earlier} from '../decide/decide-page.js';
import type {SyncDependencies} from '../dependencies.js';
import {listStrangers} from './ended-questions.js';
import {guardPage} from './guards.js';
import {toScope, type InboundRun} from './inbound-run.js';
import {noticeLostWrites} from '../outbound/notice-lost-writes.js';
import type {PagePlan} from '../decide/page-plan.js';
import {toPairKey} from '../pair.js';
import {addPlan, type RunProgress} from '../pair-run.js';
import type {PreparedPage} from './prepare-page.js';

type PartContext = {
	readonly state: RunProgress;
	/** Where the next page starts, when this part is the end of its page. */
	readonly next: Cursor | undefined;
	readonly isMet: NonNullable<Earlier['isMet']>;
};

export type WrittenPart = {
	readonly state: RunProgress;
	readonly seenLinkIds: readonly string[];
	/** Names of questions about records without a link that it shows. */
	readonly strangers: readonly string[];
	readonly decidedIds: readonly string[];
};

/** Rows, links, base, conflicts, counts and checkpoint of one part: all in one transaction, or none. */
export function writePart(dependencies: SyncDependencies, run: InboundRun, prepared: PreparedPage, {state, next, isMet}: PartContext): Promise<WrittenPart> {
	run.signal.throwIfAborted();
	return dependencies.database.transact(async stores => {
		await run.lease.fence(stores);
		await dependencies.failpoint?.('inbound.part-fenced');
		const {plan, decided, seenLinkIds} = await applyPrepared(stores.pages, toScope(dependencies, run), run.pair, prepared, {sole: run.sole, isMet});
		guardPage(run.pair.definition.plural, plan.counts);
		await noticeLostWrites(dependencies, stores, run.pair, decided);
		await dependencies.failpoint?.('inbound.part-applied');
		const after: RunProgress = {...addPlan(state, plan), ...(prepared.page.progress === undefined ? {} : {progress: prepared.page.progress})};
		await stores.operations.change(run.operationId, after);
		await dependencies.failpoint?.('inbound.part-counted');
		if (next !== undefined && run.selection === undefined) {
			await stores.checkpoints.saveCursor(toPairKey(run.pair), {operationId: run.operationId, cursor: next, counts: after.counts, scope: run.scope, rules: run.rules});
		}
		await dependencies.failpoint?.('inbound.part-checked');
		return {state: after, seenLinkIds, strangers: listStrangers(decided), decidedIds: decided.map(({externalId}) => externalId)};
	});
}

/** Records that waited for what they belong to, in a transaction of their own. */
export const writeWaiting = (dependencies: SyncDependencies, run: InboundRun, part: Page): Promise<PagePlan> =>
	dependencies.database.transact(async stores => {
		await run.lease.fence(stores);
		return (await applyPage(stores.pages, toScope(dependencies, run), run.pair, part)).plan;
	});
