import {AppError} from '../errors/app-error.js';
import type {Connector, Page} from '../core/connector.js';
import {addCounts, noCounts, type RunCounts} from '../core/operation.js';
import type {PageStore, StrangerQuestion} from '../core/stores/page-store.js';
import type {Stores} from '../core/stores/stores.js';
import type {SyncSelection} from '../core/sync-selection.js';
import {noTally, type PairPlan, type PlanTally} from '../core/sync-plan.js';
import {decideEdits, decidePage, type PageReader} from './decide-page.js';
import {findEnded, listStrangers} from './ended-questions.js';
import {FingerprintSet} from './fingerprint-set.js';
import {guardDisappearance, guardPage} from './guards.js';
import {listPages} from './list-pages.js';
import {findVanished} from './missing-records.js';
import {leavesTrace, OutcomeDigest} from './outcome-digest.js';
import {pageLinks} from './page-links.js';
import {joinOutcomes} from './page-plan.js';
import {toPageScope} from './page-scope.js';
import {toPairKey, type Pair} from './pair.js';
import type {DecidedRecord} from './decided-record.js';
import {nothingLinked, preparePage, type PreparedPage} from './prepare-page.js';
import {SeenLinks} from './seen-links.js';
import {workAhead} from './work-ahead.js';

export type PairLook = {
	readonly pair: Pair;
	readonly connector: Connector;
	readonly scope: 'changes' | 'full';
	readonly selection: SyncSelection | undefined;
	/** Names the look in what is read; nothing is written under it. */
	readonly id: string;
	readonly at: Date;
	readonly signal: AbortSignal;
	/** Gets what would be written, page by page; the next page waits for it. */
	readonly onTouched: (decided: readonly DecidedRecord[]) => Promise<void>;
	readonly onProgress: (counts: RunCounts) => void;
};

export type DecidedPair = PairPlan & {
	/** Links of records that a complete listing did not return. */
	readonly vanished: readonly string[];
	/** Questions that such a listing answers by not showing what they are about. */
	readonly ended: readonly StrangerQuestion[];
	/** The last page, with the watermark of the listing. */
	readonly last: Page | undefined;
	readonly isFull: boolean;
	/** Not a part that a person named. */
	readonly isWhole: boolean;
};

/**
 * Decides a whole inbound run of one pair by the functions that the run itself decides with, and writes nothing. What
 * earlier pages would have written is remembered by fingerprints, so memory stays flat. A guard that trips is told.
 */
export async function decidePair(stores: Stores, look: PairLook): Promise<DecidedPair> {
	const {pair: {definition}, connector, signal, selection} = look;
	const checkpoint = await stores.checkpoints.find(toPairKey(look.pair));
	const since = look.scope === 'changes' ? checkpoint?.watermark : undefined;
	const state = createLookState(stores, look);
	let last: Page | undefined;
	for await (const prepared of workAhead(listPages({...look, since}), page => preparePage(stores.pages, look.pair, page))) {
		signal.throwIfAborted();
		last = prepared.page;
		await state.takePage(prepared);
	}
	await state.takeLinks(stores.pages.listEditedLinks);
	// As a run does, everything also means the links whose record of ours is gone.
	if (look.scope === 'full' && selection === undefined) await state.takeLinks(stores.pages.listBereftLinks);
	const isFull = selection === undefined && since === undefined;
	const problems = last?.gaps ?? [];
	const canConclude = isFull && problems.length === 0 && connector.capabilities.entities[definition.entityType]?.canDetectDeletes === true;
	const vanished = canConclude ? await state.takeMissing() : [];
	const ended = canConclude ? await state.takeEnded() : [];
	return {...state.result(), problems, vanished, ended, last, isFull, isWhole: selection === undefined};
}

function createLookState(stores: Stores, {pair, id, at, onTouched, onProgress}: PairLook) {
	const {system, definition} = pair;
	const scope = toPageScope(pair, {operationId: id, at});
	// Looking must not lock: nobody waits for a plan. And nothing is written between the look ahead and the decision, so one look is enough.
	const reader: PageReader = {...stores.pages, ...nothingLinked, loadLinked: stores.pages.readLinked, holdRecords: undefined};
	const digest = new OutcomeDigest();
	const seenLinks = new SeenLinks();
	const [taken, touchedIds] = [new FingerprintSet(), new FingerprintSet()];
	const guards = new Set<string>();
	let counts = noCounts;
	let tally = noTally;
	let touched = 0;
	const strangers = new FingerprintSet();
	const take = async (decided: readonly DecidedRecord[]): Promise<void> => {
		for (const record of decided) {
			digest.add(record);
			touchedIds.add(record.externalId);
		}
		for (const name of listStrangers(decided)) strangers.add(name);
		tally = addTally(tally, decided);
		const leaving = decided.filter(({outcome}) => leavesTrace(outcome));
		touched += leaving.length;
		if (leaving.length > 0) await onTouched(leaving);
	};
	return {
		takePage: async (page: PreparedPage): Promise<void> => {
			// A record that came on an earlier page is decided; a run would meet what it wrote then.
			const changed = page.changed.filter(({record}) => !touchedIds.has(record.externalId));
			const {decided, unchanged, seenLinkIds} = await decidePage(reader, scope, pair, {...page, changed}, {taken, isMet: ({linkId}) => seenLinks.has(linkId)});
			for (const linkId of seenLinkIds) seenLinks.add(linkId);
			const known = unchanged + page.changed.length - changed.length;
			const ofPage = addCounts(joinOutcomes(decided.map(({outcome}) => outcome)).counts, {...noCounts, read: known, unchanged: known});
			noteGuard(guards, () => guardPage(definition.plural, ofPage));
			counts = addCounts(counts, ofPage);
			await take(decided);
			onProgress(counts);
		},
		takeLinks: async (list: PageStore['listEditedLinks']): Promise<void> => {
			for await (const linkIds of pageLinks(list, pair)) {
				const decided = await decideEdits(reader, pair, linkIds);
				await take(decided.filter(({externalId}) => !touchedIds.has(externalId)));
			}
		},
		takeMissing: async (): Promise<readonly string[]> => {
			const {vanished, linked} = await findVanished(stores, pair, seenLinks, at);
			noteGuard(guards, () => guardDisappearance(definition.plural, vanished.length, linked));
			for (const linkId of vanished) digest.addMissing(linkId);
			tally = {...tally, missing: vanished.length};
			touched += vanished.length;
			return vanished;
		},
		takeEnded: async (): Promise<readonly StrangerQuestion[]> => {
			const ended = await findEnded(stores, pair, strangers);
			for (const {externalId} of ended) digest.addEnded(externalId);
			tally = {...tally, conflictsClosed: tally.conflictsClosed + ended.length};
			touched += ended.length;
			return ended;
		},
		result: () => ({
			externalSystemId: system.id, systemName: system.systemName, entityType: definition.entityType,
			counts, tally, digest: digest.toString(), guards: [...guards], touched,
		}),
	};
}

const addTally = (tally: PlanTally, decided: readonly DecidedRecord[]): PlanTally => {
	const sum = (length: (record: DecidedRecord['outcome']) => number) => decided.reduce((total, {outcome}) => total + length(outcome), 0);
	return {
		...tally,
		linked: tally.linked + sum(({links}) => links?.length ?? 0),
		conflictsOpened: tally.conflictsOpened + sum(({opened}) => opened?.length ?? 0),
		conflictsClosed: tally.conflictsClosed + sum(({converged, superseded}) => (converged?.length ?? 0) + (superseded?.length ?? 0)),
		owed: tally.owed + sum(({owed, owedElsewhere}) => (owed?.length ?? 0) + (owedElsewhere?.length ?? 0)),
	};
};

/** A plan tells what would stop the run, so that a person can judge it. */
function noteGuard(guards: Set<string>, guard: () => void): void {
	try {
		guard();
	} catch (error) {
		if (!(error instanceof AppError) || error.code !== 'SYNC_GUARD_TRIPPED') throw error;
		guards.add(error.message);
	}
}
