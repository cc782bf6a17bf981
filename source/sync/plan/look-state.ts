import {AppError} from '../../errors/app-error.js';
import {addCounts, noCounts, type RunCounts} from '../../core/operation.js';
import type {PageStore, StrangerQuestion} from '../../core/stores/page-store.js';
import type {Stores} from '../../core/stores/stores.js';
import type {PairPlan} from '../../core/sync-plan.js';
import {decideEdits, decidePage} from '../decide/decide-page.js';
import type {PairLook} from './decide-pair.js';
import type {DecidedRecord, SeenRecord} from '../decide/decided-record.js';
import {findEnded, listStrangers} from '../inbound/ended-questions.js';
import {FingerprintSet} from '../inbound/fingerprint-set.js';
import {guardDisappearance, guardPage} from '../inbound/guards.js';
import type {KnownLinks} from '../inbound/known-links.js';
import {LinkSet} from '../inbound/link-set.js';
import {LookSums} from './look-sums.js';
import type {Taken} from '../decide/meet-stranger.js';
import {findVanished} from '../inbound/missing-records.js';
import {leavesTrace} from './outcome-digest.js';
import {pageLinks} from '../inbound/page-links.js';
import type {PageReader} from '../decide/page-reader.js';
import {toPageScope} from '../inbound/page-scope.js';
import {nothingLinked, type PreparedPage} from '../inbound/prepare-page.js';
import {RecentRecords, type RecentRecord} from './recent-records.js';

export type LookState = {
	readonly takePage: (page: PreparedPage) => Promise<void>;
	/** Our own edits, by the links that `list` gives. */
	readonly takeLinks: (list: PageStore['listEditedLinks']) => Promise<void>;
	readonly takeMissing: (known: KnownLinks) => Promise<readonly string[]>;
	readonly takeEnded: () => Promise<readonly StrangerQuestion[]>;
	readonly result: () => Omit<PairPlan, 'problems'>;
};

/** What a look at a pair has come to, page by page. */
export function createLookState(stores: Stores, {pair, id, at, onTouched, onReplaced, onProgress}: PairLook): LookState {
	const {system, definition} = pair;
	const scope = toPageScope(pair, {operationId: id, at});
	// Looking must not lock: nobody waits for a plan. And nothing is written between the look ahead and the decision, so one look is enough.
	const reader: PageReader = {...stores.pages, ...nothingLinked, loadLinked: stores.pages.readLinked, holdRecords: undefined};
	const sums = new LookSums();
	const seenLinks = new LinkSet();
	const [taken, touchedIds, strangers] = [new FingerprintSet(), new FingerprintSet(), new FingerprintSet()];
	const recent = new RecentRecords();
	/** Records that came to something, and then were shown as we know them. */
	const returned = new Set<string>();
	const guards = new Set<string>();
	const take = async (decided: readonly DecidedRecord[], changed: readonly SeenRecord[]): Promise<void> => {
		let at = 0;
		for (const record of decided) {
			const share = sums.add(record);
			touchedIds.add(record.externalId);
			if (record.source.kind !== 'record') continue;
			// Both are in the order of the page; of what changed, some is left out.
			while (at < changed.length && changed[at]?.record !== record.source.record) at += 1;
			const read = changed[at];
			if (read !== undefined) recent.add(read, record, share);
		}
		for (const name of listStrangers(decided)) strangers.add(name);
		const leaving = decided.filter(({outcome}) => leavesTrace(outcome));
		if (leaving.length > 0) await onTouched(leaving);
	};
	/** What earlier pages have shown otherwise: a run would take what is shown now over what it took then. */
	const replace = async ({page, changed}: PreparedPage): Promise<readonly RecentRecord[]> => {
		const replaced = recent.takeReplaced(page.records, externalId => changed.find(({record}) => record.externalId === externalId)?.hash);
		for (const record of replaced) {
			sums.takeBack(record.share);
			returned.add(record.externalId);
			if (record.share.isTouched) await onReplaced(record);
		}
		return replaced;
	};
	return {
		takePage: async page => {
			const replaced = await replace(page);
			// Any other record that came on an earlier page is decided.
			const changed = page.changed.filter(({record: {externalId}}) => returned.has(externalId) || !touchedIds.has(externalId));
			const {decided, unchanged, seenLinkIds} = await decidePage(reader, {scope, pair}, {...page, changed}, {
				taken: withoutMarks(taken, replaced), isMet: ({linkId, externalId}) => seenLinks.has(linkId) && !returned.has(externalId),
			});
			for (const linkId of seenLinkIds) seenLinks.add(linkId);
			for (const {record} of changed) returned.delete(record.externalId);
			const ofPage = countPage(decided, unchanged + page.changed.length - changed.length);
			noteGuard(guards, () => guardPage(definition.plural, ofPage));
			sums.counts = addCounts(sums.counts, ofPage);
			await take(decided, changed);
			onProgress(sums.counts);
		},
		takeLinks: async list => {
			for await (const linkIds of pageLinks(list, pair)) {
				const decided = await decideEdits(reader, pair, linkIds);
				await take(decided.filter(({externalId}) => returned.has(externalId) || !touchedIds.has(externalId)), []);
			}
		},
		takeMissing: async known => {
			const {links, counts} = await findVanished(stores, {known, seen: seenLinks, startedAt: at});
			noteGuard(guards, () => guardDisappearance(definition.plural, counts));
			for (const linkId of links) sums.digest.addMissing(linkId);
			sums.tally = {...sums.tally, missing: links.length};
			sums.touched += links.length;
			return links;
		},
		takeEnded: async () => {
			const ended = await findEnded(stores, pair, strangers);
			for (const {externalId} of ended) sums.digest.addEnded(externalId);
			sums.tally = {...sums.tally, conflictsClosed: sums.tally.conflictsClosed + ended.length};
			sums.touched += ended.length;
			return ended;
		},
		result: () => ({
			externalSystemId: system.id, systemName: system.systemName, entityType: definition.entityType,
			counts: sums.counts, tally: sums.tally, digest: sums.digest.toString(), guards: [...guards], touched: sums.touched,
		}),
	};
}

/** What a record had taken itself is free for what replaces it. */
function withoutMarks(taken: Taken, replaced: readonly RecentRecord[]): Taken {
	if (replaced.length === 0) return taken;
	const own = new Set(replaced.flatMap(({marks}) => marks));
	return {
		has: mark => !own.has(mark) && taken.has(mark),
		add: mark => {
			own.delete(mark);
			taken.add(mark);
		},
	};
}

function countPage(decided: readonly DecidedRecord[], unchanged: number): RunCounts {
	const counts = {...noCounts, read: decided.length + unchanged, unchanged};
	for (const {outcome: {outcome}} of decided) counts[outcome] += 1;
	return counts;
}

/** A plan tells what would stop the run, so that a person can judge it. */
function noteGuard(guards: Set<string>, guard: () => void): void {
	try {
		guard();
	} catch (error) {
		if (!(error instanceof AppError) || error.code !== 'SYNC_GUARD_TRIPPED') throw error;
		guards.add(error.message);
	}
}
