import type {ExternalRecord} from '../core/connector.js';
import {correlationRules} from '../core/correlation-rule.js';
import {toEntityKey} from '../core/entity.js';
import type {Candidate, CorrelationCandidate, Fields, LinkHash, LinkedRecord, OpenConflict, PageScope, PageStore} from '../core/stores/page-store.js';
import type {NamedUnreadable} from './name-unreadable.js';
import type {Pair} from './pair.js';
import type {PreparedPage} from './prepare-page.js';
import {correlateRecord, readFacts, readOurFacts, settleClaims, type Correlation} from './correlate-record.js';
import {decideRecords} from './decide-records.js';
import type {ChangedRecord, DecidedRecord} from './decided-record.js';
import type {Taken} from './meet-stranger.js';
import {planLinked} from './plan-linked.js';

/** What deciding reads; a run locks what it loads, a plan does not. */
export type PageReader = Pick<PageStore, 'listLinkHashes' | 'loadLinked' | 'findCandidates' | 'findCorrelated' | 'readTies' | 'listUnlinkedConflicts'> & {readonly holdRecords: PageStore['holdRecords'] | undefined};

/** What earlier pages of the listing have come to. */
export type Earlier = {
	readonly taken?: Taken;
	/** Whether one of them has shown this linked record. */
	readonly isMet?: (linked: LinkedRecord) => boolean;
};

export type DecidedPage = {
	readonly decided: readonly DecidedRecord[];
	/** Records whose hash is known, which came twice on this page, or of which an earlier page had a newer copy. */
	readonly unchanged: number;
	readonly seenLinkIds: readonly string[];
};

/** Decides one page of external records, and writes nothing. Records whose hash was known cost nothing more here. */
export async function decidePage(pages: PageReader, scope: PageScope, pair: Pair, prepared: PreparedPage, {taken, isMet = () => false}: Earlier = {}): Promise<DecidedPage> {
	const {unreadable} = prepared;
	const links = await findNewLinks(pages, pair, prepared);
	const differing = links === prepared.links ? prepared.changed : prepared.changed.filter(({record, hash}) => {
		const link = links.get(record.externalId);
		return link === undefined || link.hash !== hash;
	});
	const linkIds = [...new Set([...differing.map(({record}) => record.externalId), ...unreadable.map(({externalId}) => externalId)].flatMap(externalId => links.get(externalId)?.linkId ?? []))];
	const linked = new Map((linkIds.length === 0 ? [] : await pages.loadLinked(pair.definition, linkIds, pair.fields)).map(record => [record.externalId, record]));
	const changed = differing.filter(({record}) => {
		const known = linked.get(record.externalId);
		return known === undefined || !isOlderCopy(record, known) || !isMet(known);
	});
	const decided = decideRecords(pair, {
		changed, unreadable, linked,
		...(await lookForStrangers(pages, scope, pair, changed.filter(({record}) => !linked.has(record.externalId)), unreadable)),
		...(taken === undefined ? {} : {taken}),
	});
	return {decided, unchanged: prepared.unchanged + prepared.changed.length - changed.length, seenLinkIds: [...prepared.known, ...Array.from(links.values(), link => link.linkId)]};
}

/** Older by its own clock than what was taken last; where that could not be read, whatever comes is welcome. */
const isOlderCopy = ({changedAt}: ExternalRecord, {externalAt, hash}: LinkedRecord): boolean =>
	hash !== '' && changedAt !== undefined && externalAt !== undefined && new Date(changedAt) < externalAt;

/** What had no link when the page was prepared may have got one since: from an earlier page of this listing, or from a person. */
async function findNewLinks(pages: PageReader, {system, definition}: Pair, {changed, unreadable, links}: PreparedPage): Promise<ReadonlyMap<string, LinkHash>> {
	const strangers = [...changed.map(({record}) => record.externalId), ...unreadable.map(({externalId}) => externalId)].filter(externalId => !links.has(externalId));
	if (strangers.length === 0) return links;
	const found = await pages.listLinkHashes(system.id, definition.entityType, strangers);
	return found.length === 0 ? links : new Map([...links, ...found.map(link => [link.externalId, link] as const)]);
}

/** Decides what captured edits of our own side lead to, by what the other side last showed. */
export async function decideEdits(pages: PageReader, pair: Pair, linkIds: readonly string[]): Promise<readonly DecidedRecord[]> {
	const linked = await pages.loadLinked(pair.definition, linkIds, pair.fields);
	return linked.map(record => ({
		source: {kind: 'edit', linkId: record.linkId}, externalId: record.externalId, linkId: record.linkId, internal: record.internal,
		outcome: planLinked(pair, record, undefined, lastSeen(record)),
	}));
}

/** The external values as last read: those that were agreed, and those that were not. */
const lastSeen = (linked: LinkedRecord): Fields => ({...linked.base, ...linked.theirs});

async function lookForStrangers(pages: PageReader, scope: PageScope, pair: Pair, strangers: readonly ChangedRecord[], unreadable: readonly NamedUnreadable[]) {
	const externalIds = [...strangers.map(({record}) => record.externalId), ...unreadable.map(({externalId}) => externalId)];
	if (externalIds.length === 0) return {candidates: [], known: new Map<string, OpenConflict>()};
	const keys = strangers.flatMap(({mapped}) => (mapped.kind === 'mapped' ? [mapped.fields] : []));
	const markers = new Set(strangers.flatMap(({record}) => record.marker ?? []));
	const candidates = await pages.findCandidates(scope, {externalIds, keys, markers: [...markers]}, pair.fields);
	const wanted = new Set(strangers.map(({key}) => key));
	const ids = new Set(externalIds);
	const conflicts = await pages.listUnlinkedConflicts(scope.externalSystemId, pair.definition.entityType, externalIds);
	const matching = candidates.filter(({key, externalId, creation}) => wanted.has(key) || (externalId !== null && ids.has(externalId)) || (creation !== undefined && markers.has(creation.marker)));
	const {rows, correlated} = await correlate(pages, scope, pair, strangers, matching);
	const matched = new Set(matching.map(({internalId}) => internalId));
	return {
		correlated,
		candidates: await readElsewhere(pages, pair, await hold(pages, pair, [...matching, ...rows.filter(({internalId}) => !matched.has(internalId))])),
		known: new Map(conflicts.map(conflict => [conflict.externalId, conflict])),
	};
}

/** What the rules of correlation say of strangers that nothing else makes known, with the rows of ours that are meant. */
async function correlate(pages: PageReader, scope: PageScope, {definition, fields}: Pair, strangers: readonly ChangedRecord[], matching: readonly Candidate[]) {
	const rules = correlationRules[definition.entityType] ?? [];
	const none = {rows: [] as readonly CorrelationCandidate[], correlated: new Map<string, Correlation>()};
	if (rules.length === 0) return none;
	const known = new Set(matching.flatMap(({key, externalId, creation}) => [`key ${key}`, `id ${externalId ?? ''}`, `marker ${creation?.marker ?? ''}`]));
	const unknown = strangers.filter(({record, mapped, key}) => mapped.kind === 'mapped' && record.isDeleted !== true
		&& !known.has(`key ${key}`) && !known.has(`id ${record.externalId}`) && !(record.marker !== undefined && known.has(`marker ${record.marker}`)));
	if (unknown.length === 0 || scope.mayCorrelate === false) return none;
	const shown = unknown.map(({record}) => ({externalId: record.externalId, facts: readFacts(rules, record.fields)}));
	// The first evidence of a rule narrows the search; the rest is compared here.
	const probes = rules.flatMap(({evidence: [evidence]}, index) => (evidence === undefined ? [] : [{evidence, values: [...new Set(shown.flatMap(({facts}) => [...(facts[index]?.[0] ?? [])]))]}]));
	const rows = await pages.findCorrelated(scope, [...probes, ...rules.flatMap(({evidence}) => evidence.slice(1).map(one => ({evidence: one, values: []})))], fields);
	const ours = rows.map(({internalId, columns, received}) => ({internalId, facts: readOurFacts(rules, columns, received)}));
	return {rows, correlated: settleClaims(new Map(shown.map(({externalId, facts}) => [externalId, correlateRecord(rules, facts, ours)])))};
}

/** Another program may write a row between our first look and our write: what is decided about a candidate holds it. */
async function hold(pages: PageReader, {definition, fields}: Pair, candidates: readonly Candidate[]): Promise<readonly Candidate[]> {
	if (pages.holdRecords === undefined || candidates.length === 0) return candidates;
	const held = await pages.holdRecords(definition, candidates.map(({internalId}) => internalId), fields);
	return candidates.flatMap(candidate => {
		const internal = held.get(candidate.internalId);
		return internal === undefined ? [] : [{...candidate, internal, key: toEntityKey(definition, internal)}];
	});
}

/** After they are held: what another system is owed of them is decided with the rows. */
async function readElsewhere(pages: PageReader, {system, definition}: Pair, candidates: readonly Candidate[]): Promise<readonly Candidate[]> {
	if (candidates.length === 0) return candidates;
	const ties = await pages.readTies(system.id, definition.entityType, candidates.map(({internalId}) => internalId));
	return ties.size === 0 ? candidates : candidates.map(candidate => ({...candidate, ...ties.get(candidate.internalId)}));
}
