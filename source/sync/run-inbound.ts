import type {Cursor, Page} from '../core/connector.js';
import {correlationRules} from '../core/correlation-rule.js';
import {addCounts, countsAddUp, noCounts} from '../core/operation.js';
import type {PairKey} from '../core/stores/checkpoint-store.js';
import type {PageScope, PageStore} from '../core/stores/page-store.js';
import {applyEdits, applyPage, applyPrepared} from './apply-page.js';
import type {SyncDependencies} from './dependencies.js';
import {concludeStrangers, listStrangers} from './ended-questions.js';
import {FingerprintSet} from './fingerprint-set.js';
import {guardPage} from './guards.js';
import {listPages} from './list-pages.js';
import {concludeMissing} from './missing-records.js';
import {noticeLostWrites} from './notice-lost-writes.js';
import type {PagePlan} from './page-plan.js';
import type {PairRun, RunProgress} from './pair-run.js';
import {nothingLinked, preparePage, type PreparedPage} from './prepare-page.js';
import {SeenLinks} from './seen-links.js';
import {SoleWriter} from './sole-writer.js';
import {writeInParts} from './split-page.js';
import {takeWaiting} from './take-waiting.js';
import {workAhead} from './work-ahead.js';

/** Links handled per transaction where no page of the other side sets the pace. */
const editBatch = 500;

/**
 * One inbound run of one pair: every page in a transaction of its own, then our captured edits, and at the end what a
 * complete pass did not meet. The caller holds the lease. A run that was interrupted goes on at its last finished page.
 */
export async function runInbound(dependencies: SyncDependencies, begun: PairRun): Promise<RunProgress> {
	const {database, clock} = dependencies;
	const {pair, selection} = begun;
	const key: PairKey = {externalSystemId: pair.system.id, entityType: pair.definition.entityType};
	const checkpoint = await database.stores.checkpoints.find(key);
	const interrupted = selection === undefined && checkpoint?.interrupted?.scope === begun.scope ? checkpoint.interrupted : undefined;
	const since = begun.scope === 'changes' ? checkpoint?.watermark : undefined;
	// Without a link nothing is known and nothing can be missed: a first load need not be served what it would leave out.
	const isFirst = (await database.stores.pages.listLinkIds(pair.system.id, key.entityType, {after: '0', before: clock.now(), limit: 1})).length === 0;
	const sole = isFirst ? await SoleWriter.begin(database.stores.pages, pair.system.id, pair.definition) : undefined;
	const run: InboundRun = {...begun, mayCorrelate: await mayCorrelate(dependencies, begun), sole};
	const seen = new SeenLinks();
	const strangers = new FingerprintSet();
	let state: RunProgress = {counts: interrupted?.counts ?? noCounts, conflictsOpened: 0, conflictsConverged: 0, problems: []};
	let last: Page | undefined;

	const prepare = (page: Page) => preparePage(isFirst ? nothingLinked : database.stores.pages, pair, page, sole);
	let justDecided: readonly string[] = [];
	for await (const ahead of workAhead(listPages({...run, start: interrupted?.cursor, since, isFirst}), prepare)) {
		const {page} = ahead;
		last = page;
		await dependencies.failpoint?.('inbound.page-read');
		// It was looked at while the page before was being written: where that one moved a record of this one, the look is of no use.
		const prepared = justDecided.some(externalId => ahead.links.has(externalId)) ? await prepare(page) : ahead;
		justDecided = [];
		const written = writeInParts(pair.definition, page, async (part, isLast) => writePart(dependencies, run, part === page ? prepared : await prepare(part), {state, next: isLast ? page.next : undefined}));
		for await (const part of written) {
			state = part.state;
			await dependencies.failpoint?.('inbound.part-committed');
			for (const linkId of part.seenLinkIds) seen.add(linkId);
			for (const name of part.strangers) strangers.add(name);
			justDecided = [...justDecided, ...part.decidedIds];
			run.onProgress(state);
		}
	}

	await dependencies.failpoint?.('inbound.listed');
	state = {...state, problems: last?.gaps ?? []};
	// A listing of everything shows them itself.
	if (since !== undefined && selection === undefined) {
		for await (const plan of takeWaiting(dependencies, run, part => writeWaiting(dependencies, run, part))) state = addPlan(state, plan);
	}
	for await (const plan of writeEdits(dependencies, run, isFirst)) state = {...addPlan(state, plan), counts: state.counts};
	const isComplete = state.problems.length === 0;
	const canConclude = selection === undefined && since === undefined && isComplete && interrupted === undefined && run.connector.capabilities.entities[key.entityType]?.canDetectDeletes === true;
	if (canConclude) {
		const opened = isFirst ? 0 : await concludeMissing(dependencies, run, seen, run.lease.takenAt);
		const ended = await concludeStrangers(dependencies, run, strangers);
		state = {...state, conflictsOpened: state.conflictsOpened + opened, conflictsConverged: state.conflictsConverged + ended};
	}
	// A part of the whole says nothing about where the next run for changes may start.
	if (selection === undefined) {
		await database.transact(async stores => {
			await run.lease.fence(stores);
			await stores.checkpoints.finish(key, {watermark: last?.watermark, isFull: since === undefined, isComplete, at: clock.now()});
			await dependencies.failpoint?.('inbound.before-finish');
		});
	}
	await dependencies.failpoint?.('inbound.finished');
	if (!countsAddUp(state.counts)) throw new Error(`The counts of run ${run.operationId} do not add up: ${JSON.stringify(state.counts)}`);
	return state;
}

const addPlan = (state: RunProgress, plan: PagePlan): RunProgress => ({
	...state,
	counts: addCounts(state.counts, plan.counts),
	conflictsOpened: state.conflictsOpened + plan.opened.length,
	conflictsConverged: state.conflictsConverged + plan.converged.length,
});

type PartContext = {
	readonly state: RunProgress;
	/** Where the next page starts, when this part is the end of its page. */
	readonly next: Cursor | undefined;
};

/** Rows, links, base, conflicts, counts and checkpoint of one part: all in one transaction, or none. */
function writePart(dependencies: SyncDependencies, run: InboundRun, prepared: PreparedPage, {state, next}: PartContext) {
	run.signal.throwIfAborted();
	const {system, definition} = run.pair;
	return dependencies.database.transact(async stores => {
		await run.lease.fence(stores);
		await dependencies.failpoint?.('inbound.part-fenced');
		const {plan, decided, seenLinkIds} = await applyPrepared(stores.pages, toScope(dependencies, run), run.pair, prepared, run.sole);
		guardPage(definition.plural, plan.counts);
		await noticeLostWrites(dependencies, stores, run.pair, decided);
		await dependencies.failpoint?.('inbound.part-applied');
		const after: RunProgress = {...addPlan(state, plan), ...(prepared.page.progress === undefined ? {} : {progress: prepared.page.progress})};
		await stores.operations.change(run.operationId, after);
		await dependencies.failpoint?.('inbound.part-counted');
		if (next !== undefined && run.selection === undefined) {
			await stores.checkpoints.saveCursor({externalSystemId: system.id, entityType: definition.entityType}, {
				operationId: run.operationId, cursor: next, counts: after.counts, scope: run.scope,
			});
		}
		await dependencies.failpoint?.('inbound.part-checked');
		return {state: after, seenLinkIds, strangers: listStrangers(decided), decidedIds: decided.map(({externalId}) => externalId)};
	});
}

function writeWaiting(dependencies: SyncDependencies, run: InboundRun, part: Page): Promise<PagePlan> {
	return dependencies.database.transact(async stores => {
		await run.lease.fence(stores);
		return (await applyPage(stores.pages, toScope(dependencies, run), run.pair, part)).plan;
	});
}

const toScope = ({clock}: SyncDependencies, {pair, operationId, mayCorrelate: may}: InboundRun): PageScope => ({
	externalSystemId: pair.system.id, systemType: pair.system.systemType, definition: pair.definition, operationId, at: clock.now(), mayCorrelate: may,
});

/**
 * A run with what it has found out about our side: whether a stranger may be a row without a link (what the run makes itself
 * has one), and whether nothing is there but what it brings.
 */
type InboundRun = PairRun & {readonly mayCorrelate: boolean; readonly sole: SoleWriter | undefined};

const mayCorrelate = async ({database}: SyncDependencies, {pair: {system, definition}}: PairRun): Promise<boolean> =>
	correlationRules[definition.entityType] !== undefined && database.stores.pages.hasUnlinked(system.id, definition);

async function* writeEdits(dependencies: SyncDependencies, run: InboundRun, isFirst: boolean): AsyncGenerator<PagePlan> {
	const {pages} = dependencies.database.stores;
	yield* writeLinks(dependencies, run, pages.listEditedLinks);
	// Only a pass over everything looks for records of ours that another program deleted, of those that were there before.
	if (!isFirst && run.scope === 'full' && run.selection === undefined) yield* writeLinks(dependencies, run, pages.listBereftLinks);
}

async function* writeLinks(dependencies: SyncDependencies, run: InboundRun, list: PageStore['listEditedLinks']): AsyncGenerator<PagePlan> {
	const {system, definition} = run.pair;
	let after = '0';
	for (;;) {
		run.signal.throwIfAborted();
		const linkIds = await list(system.id, definition.entityType, after, editBatch);
		const lastId = linkIds.at(-1);
		if (lastId === undefined) return;
		after = lastId;
		yield await dependencies.database.transact(async stores => {
			await run.lease.fence(stores);
			const {plan} = await applyEdits(stores.pages, toScope(dependencies, run), run.pair, linkIds);
			await dependencies.failpoint?.('inbound.edits-applied');
			return plan;
		});
		await dependencies.failpoint?.('inbound.edits-committed');
	}
}
