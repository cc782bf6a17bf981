import type {Page} from '../../core/connector.js';
import {countsAddUp, noCounts} from '../../core/operation.js';
import type {LinkedRecord, PageStore} from '../../core/stores/page-store.js';
import {applyEdits} from './apply-page.js';
import type {SyncDependencies} from '../dependencies.js';
import {concludeStrangers} from './ended-questions.js';
import {FingerprintSet} from './fingerprint-set.js';
import {beginInbound, toScope, type InboundRun} from './inbound-run.js';
import {LinkSet} from './link-set.js';
import {listPages} from './list-pages.js';
import {concludeMissing} from './missing-records.js';
import {askAhead, pageLinks} from './page-links.js';
import type {PagePlan} from '../decide/page-plan.js';
import {toPairKey} from '../pair.js';
import {addPlan, type PairRun, type RunProgress} from '../pair-run.js';
import {nothingLinked, preparePage} from './prepare-page.js';
import {writeInParts} from './split-page.js';
import {takeWaiting} from './take-waiting.js';
import {workAhead} from './work-ahead.js';
import {writePart, writeWaiting} from './write-part.js';

/**
 * One inbound run of one pair: every page in a transaction of its own, then our captured edits, and at the end what a
 * complete pass did not meet. The caller holds the lease. A run that was interrupted goes on at its last finished page.
 */
export async function runInbound(dependencies: SyncDependencies, begun: PairRun): Promise<RunProgress> {
	const run = await beginInbound(dependencies, begun);
	const {pages} = dependencies.database.stores;
	// Only a pass over everything looks for records of ours that another program deleted, of those that were there before.
	const bereft = !run.isFirst && run.scope === 'full' && run.selection === undefined ? askAhead(pages.listBereftLinks, run.pair) : undefined;
	const listed = await takePages(dependencies, run);
	await dependencies.failpoint?.('inbound.listed');
	let {state} = listed;
	// A listing of everything shows them itself.
	if (run.since !== undefined && run.selection === undefined) {
		for await (const plan of takeWaiting(dependencies, run, part => writeWaiting(dependencies, run, part))) state = addPlan(state, plan);
	}
	for (const list of [pages.listEditedLinks, ...(bereft === undefined ? [] : [bereft])]) {
		for await (const plan of writeLinks(dependencies, run, list)) state = {...addPlan(state, plan), counts: state.counts};
	}
	state = await conclude(dependencies, run, {...listed, state});
	await dependencies.failpoint?.('inbound.finished');
	if (!countsAddUp(state.counts)) throw new Error(`The counts of run ${run.operationId} do not add up: ${JSON.stringify(state.counts)}`);
	return state;
}

/** What a listing came to. */
type Listed = {
	readonly state: RunProgress;
	readonly last: Page | undefined;
	readonly seen: LinkSet;
	/** Names of questions about records without a link that were shown. */
	readonly strangers: FingerprintSet;
};

/** One page is on its way, one is made ready, and one is written. */
async function takePages(dependencies: SyncDependencies, run: InboundRun): Promise<Listed> {
	const {pair, interrupted, isFirst} = run;
	const [seen, strangers] = [new LinkSet(), new FingerprintSet()];
	let state: RunProgress = {counts: interrupted?.counts ?? noCounts, conflictsOpened: 0, conflictsConverged: 0, problems: []};
	let last: Page | undefined;
	const prepare = (page: Page) => preparePage(isFirst ? nothingLinked : dependencies.database.stores.pages, pair, page, run);
	// What this run has linked itself no look-up of it has seen.
	const isMet = ({linkId, linkedAt}: LinkedRecord) => seen.has(linkId) || (linkedAt !== undefined && linkedAt >= run.lease.takenAt);
	let justDecided: readonly string[] = [];
	for await (const ahead of workAhead(listPages({...run, start: interrupted?.cursor}), prepare)) {
		const {page} = ahead;
		last = page;
		await dependencies.failpoint?.('inbound.page-read');
		// It was looked at while the page before was being written: where that one moved a record of this one, the look is of no use.
		const prepared = justDecided.some(externalId => ahead.links.has(externalId)) ? await prepare(page) : ahead;
		justDecided = [];
		const written = writeInParts(pair.definition, page, async (part, isLast) => writePart(dependencies, run, part === page ? prepared : await prepare(part), {state, next: isLast ? page.next : undefined, isMet}));
		for await (const part of written) {
			state = part.state;
			await dependencies.failpoint?.('inbound.part-committed');
			for (const linkId of part.seenLinkIds) seen.add(linkId);
			for (const name of part.strangers) strangers.add(name);
			justDecided = [...justDecided, ...part.decidedIds];
			run.onProgress(state);
		}
	}
	return {state: {...state, problems: last?.gaps ?? []}, last, seen, strangers};
}

/** Captured edits of these links are decided, each part in a transaction. */
async function* writeLinks(dependencies: SyncDependencies, run: InboundRun, list: PageStore['listEditedLinks']): AsyncGenerator<PagePlan> {
	for await (const linkIds of pageLinks(list, run.pair)) {
		run.signal.throwIfAborted();
		yield await dependencies.database.transact(async stores => {
			await run.lease.fence(stores);
			const {plan} = await applyEdits(stores.pages, toScope(dependencies, run), run.pair, linkIds);
			await dependencies.failpoint?.('inbound.edits-applied');
			return plan;
		});
		await dependencies.failpoint?.('inbound.edits-committed');
	}
}

/** A complete listing of everything says what is there no more; and each listing but of a part, where the next one for changes starts. */
async function conclude(dependencies: SyncDependencies, run: InboundRun, {state, last, seen, strangers}: Listed): Promise<RunProgress> {
	const {pair, selection, since, interrupted, known} = run;
	if (selection !== undefined) return state;
	let after = state;
	const isComplete = state.problems.length === 0;
	if (since === undefined && isComplete && interrupted === undefined && run.connector.capabilities.entities[pair.definition.entityType]?.canDetectDeletes === true) {
		const before = await known;
		const opened = before === undefined ? 0 : await concludeMissing(dependencies, run, {known: before, seen, startedAt: run.lease.takenAt});
		const ended = await concludeStrangers(dependencies, run, strangers);
		after = {...state, conflictsOpened: state.conflictsOpened + opened, conflictsConverged: state.conflictsConverged + ended};
	}
	await dependencies.database.transact(async stores => {
		await run.lease.fence(stores);
		await stores.checkpoints.finish(toPairKey(pair), {watermark: last?.watermark, isFull: since === undefined, isComplete, at: dependencies.clock.now()});
		await dependencies.failpoint?.('inbound.before-finish');
	});
	return after;
}
