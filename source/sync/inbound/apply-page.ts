import type {Page} from '../../core/connector.js';
import type {ConflictWrite, PageScope, PageStore} from '../../core/stores/page-store.js';
import {decideEdits, decidePage, type Earlier} from '../decide/decide-page.js';
import type {Pair} from '../pair.js';
import {noticeDrift} from './notice-drift.js';
import {joinOutcomes, type PagePlan} from '../decide/page-plan.js';
import type {DecidedRecord} from '../decide/decided-record.js';
import {nothingLinked, preparePage, type PreparedPage} from './prepare-page.js';
import type {SoleWriter} from './sole-writer.js';

/** What came of one page: its plan, already written, and the links it met. */
export type AppliedPage = {readonly plan: PagePlan; readonly decided: readonly DecidedRecord[]; readonly seenLinkIds: readonly string[]};

/** What a run knows beyond the page in hand. */
export type Surroundings = Earlier & {readonly sole?: SoleWriter | undefined};

/**
 * Compares one page of external records with ours and writes what follows, within the caller's transaction.
 * Records whose hash was known when the page was prepared cost no statement and no write, and those that a sole writer
 * knows to be new no look.
 */
export async function applyPrepared(pages: PageStore, scope: PageScope, pair: Pair, prepared: PreparedPage, {sole, ...earlier}: Surroundings = {}): Promise<AppliedPage> {
	const isSole = (await sole?.isSole(pages)) ?? false;
	const {decided, drafts, unchanged, seenLinkIds} = (isSole ? prepared.decidedAsNew : undefined) ?? (await decidePage(pages, {scope, pair}, prepared, earlier));
	const plan = joinOutcomes(decided.map(({outcome}) => outcome), drafts);
	const counted = {...plan, counts: {...plan.counts, read: plan.counts.read + unchanged, unchanged: plan.counts.unchanged + unchanged}};
	await writePlan(pages, scope, counted);
	for (const rows of [plan.creates, plan.drafts]) if (rows.length > 0) sole?.noteOwn();
	await noticeDrift(pages, scope, pair, prepared.changed);
	return {plan: counted, decided, seenLinkIds};
}

/** The same for a page that nobody has prepared: its links are looked up once, within the transaction. */
export const applyPage = async (pages: PageStore, scope: PageScope, pair: Pair, page: Page): Promise<AppliedPage> =>
	applyPrepared(pages, scope, pair, await preparePage(nothingLinked, pair, page));

/** Takes up the captured edits of our own side: compares linked records with what the other side last showed. */
export async function applyEdits(pages: PageStore, scope: PageScope, pair: Pair, linkIds: readonly string[]): Promise<Omit<AppliedPage, 'seenLinkIds'>> {
	const decided = await decideEdits(pages, pair, linkIds);
	const plan = joinOutcomes(decided.map(({outcome}) => outcome));
	await writePlan(pages, scope, plan);
	return {plan, decided};
}

/** Rows before links before conflicts: the order in which every writer takes its locks. */
async function writePlan(pages: PageStore, scope: PageScope, plan: PagePlan): Promise<void> {
	await pages.createRecords(scope, plan.creates);
	await pages.createDrafted(scope, plan.drafts);
	const newLinks = plan.links.length === 0 ? [] : await pages.linkRecords(scope, plan.links);
	await pages.updateRecords(scope, plan.recordUpdates);
	await pages.updateLinks(scope, plan.linkUpdates);
	const linkIds = new Map(newLinks.map(link => [link.externalId, link.linkId]));
	const withLink = <Write extends ConflictWrite>(conflict: Write): Write => ({...conflict, linkId: linkIds.get(conflict.externalId) ?? conflict.linkId});
	await pages.openConflicts(scope, plan.opened.map(withLink));
	await pages.renewConflicts(scope, plan.renewed.map(withLink));
	await pages.closeConflicts(plan.converged, 'converged', scope.at);
	await pages.closeConflicts(plan.superseded, 'superseded', scope.at);
	await pages.oweEdits(scope, plan.owed);
	await pages.oweElsewhere(scope, plan.owedElsewhere);
	await pages.dropEdits(scope, plan.settledEdits);
}
