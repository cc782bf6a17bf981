import type {ExternalRecord, Page} from '../core/connector.js';
import {toEntityKey} from '../core/entity.js';
import type {Fields, LinkedRecord, OpenConflict, PageScope, PageStore} from '../core/stores/page-store.js';
import type {Pair} from './pair.js';
import type {PagePlan} from './page-plan.js';
import {joinOutcomes} from './page-plan.js';
import {planLinked, planPage, type ChangedRecord} from './plan-page.js';

/** What came of one page: its plan, already written, and the links it met. */
export type AppliedPage = {readonly plan: PagePlan; readonly seenLinkIds: readonly string[]};

/**
 * Compares one page of external records with ours and writes what follows, within the caller's transaction.
 * Records whose hash is known cost one indexed look-up for the whole page and no write at all.
 */
export async function applyPage(pages: PageStore, scope: PageScope, pair: Pair, page: Page): Promise<AppliedPage> {
	const records = keepNewest(page.records);
	const known = await pages.listLinkHashes(scope.externalSystemId, pair.definition.entityType, [...records.keys()]);
	const links = new Map(known.map(link => [link.externalId, link]));
	const changed: ChangedRecord[] = [];
	let unchanged = page.records.length - records.size;
	for (const record of records.values()) {
		const hash = pair.mapper.hash(record);
		if (links.get(record.externalId)?.hash.equals(hash)) unchanged += 1;
		else changed.push({record, hash, mapped: pair.mapper.map(record)});
	}
	const linkIds = changed.flatMap(({record}) => links.get(record.externalId)?.linkId ?? []);
	const linked = linkIds.length === 0 ? [] : await pages.loadLinked(pair.definition, linkIds, pair.fields);
	const plan = planPage(pair, {
		changed, unreadable: page.unreadable,
		linked: new Map(linked.map(record => [record.externalId, record])),
		...(await lookForStrangers(pages, scope, pair, changed.filter(({record}) => !links.has(record.externalId)), page)),
	});
	const counted = {...plan, counts: {...plan.counts, read: plan.counts.read + unchanged, unchanged: plan.counts.unchanged + unchanged}};
	await writePlan(pages, scope, counted);
	return {plan: counted, seenLinkIds: known.map(link => link.linkId)};
}

/** Takes up the captured edits of our own side: compares linked records with what the other side last showed. */
export async function applyEdits(pages: PageStore, scope: PageScope, pair: Pair, linkIds: readonly string[]): Promise<PagePlan> {
	const linked = await pages.loadLinked(pair.definition, linkIds, pair.fields);
	const plan = joinOutcomes(linked.map(record => planLinked(pair, record, undefined, lastSeen(record))));
	await writePlan(pages, scope, plan);
	return plan;
}

/** The external values as last read: those that were agreed, and those that were not. */
const lastSeen = (linked: LinkedRecord): Fields => ({...linked.base, ...linked.theirs});

/** The same record twice on a page: the later by its own clock counts, and of equals the last. */
function keepNewest(records: readonly ExternalRecord[]): ReadonlyMap<string, ExternalRecord> {
	const newest = new Map<string, ExternalRecord>();
	for (const record of records) {
		const other = newest.get(record.externalId);
		if (other === undefined || (record.changedAt ?? '') >= (other.changedAt ?? '')) newest.set(record.externalId, record);
	}
	return newest;
}

async function lookForStrangers(pages: PageStore, scope: PageScope, pair: Pair, strangers: readonly ChangedRecord[], page: Page) {
	const externalIds = [...strangers.map(({record}) => record.externalId), ...page.unreadable.map(({externalId = '(no id)'}) => externalId)];
	if (externalIds.length === 0) return {candidates: [], known: new Map<string, OpenConflict>()};
	const keys = strangers.flatMap(({mapped}) => (mapped.kind === 'mapped' ? [mapped.fields] : []));
	const candidates = await pages.findCandidates(scope, externalIds, keys, pair.fields);
	const wanted = new Set(keys.map(fields => toEntityKey(pair.definition, fields)));
	const ids = new Set(externalIds);
	const conflicts = await pages.listUnlinkedConflicts(scope.externalSystemId, pair.definition.entityType, externalIds);
	return {
		candidates: candidates.filter(({key, externalId}) => wanted.has(key) || (externalId !== null && ids.has(externalId))),
		known: new Map(conflicts.map(conflict => [conflict.externalId, conflict])),
	};
}

/** Rows before links before conflicts: the order in which every writer takes its locks. */
async function writePlan(pages: PageStore, scope: PageScope, plan: PagePlan): Promise<void> {
	await pages.createRecords(scope, plan.creates);
	const newLinks = plan.links.length === 0 ? [] : await pages.linkRecords(scope, plan.links);
	await pages.updateRecords(scope, plan.recordUpdates);
	await pages.updateLinks(scope, plan.linkUpdates);
	const linkIds = new Map(newLinks.map(link => [link.externalId, link.linkId]));
	await pages.openConflicts(scope, plan.opened.map(conflict => ({...conflict, linkId: linkIds.get(conflict.externalId) ?? conflict.linkId})));
	await pages.renewConflicts(scope, plan.renewed);
	await pages.closeConflicts(plan.converged, 'converged', scope.at);
	await pages.closeConflicts(plan.superseded, 'superseded', scope.at);
	await pages.oweEdits(scope, plan.owed);
	await pages.dropEdits(scope.definition.entityType, plan.settledEdits);
}
