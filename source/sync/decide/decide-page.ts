import type {ExternalRecord} from '../../core/connector.js';
import type {Fields, LinkHash, LinkedRecord, RecordDraft} from '../../core/stores/page-store.js';
import {decideRecords} from './decide-records.js';
import type {DecidedRecord} from './decided-record.js';
import {isLeftOut} from './filter-record.js';
import {findCandidates, type Place} from './find-candidates.js';
import type {Taken} from './meet-stranger.js';
import type {PageReader} from './page-reader.js';
import type {Pair} from '../pair.js';
import {planLinked} from './plan-linked.js';
import {mapSeen, type PreparedPage} from '../inbound/prepare-page.js';

/** What earlier pages of the listing have come to. */
export type Earlier = {
	readonly taken?: Taken;
	/** Whether one of them has shown this linked record. */
	readonly isMet?: (linked: LinkedRecord) => boolean;
};

export type DecidedPage = {
	readonly decided: readonly DecidedRecord[];
	/** New records that were written out while they were read. */
	readonly drafts: readonly RecordDraft[];
	/** Records whose hash is known, which came twice on this page, or of which an earlier page had a newer copy. */
	readonly unchanged: number;
	readonly seenLinkIds: readonly string[];
};

/** Decides one page of external records, and writes nothing. Records whose hash was known cost nothing more here. */
export async function decidePage(pages: PageReader, {scope, pair}: Place, prepared: PreparedPage, {taken, isMet = () => false}: Earlier = {}): Promise<DecidedPage> {
	const {unreadable} = prepared;
	const links = await findNewLinks(pages, pair, prepared);
	const differing = links === prepared.links ? prepared.changed : prepared.changed.filter(({record, hash}) => {
		const link = links.get(record.externalId);
		return link === undefined || link.hash !== hash;
	});
	const linkIds = [...new Set([...differing.map(({record}) => record.externalId), ...unreadable.map(({externalId}) => externalId)].flatMap(externalId => links.get(externalId)?.linkId ?? []))];
	const linked = new Map((linkIds.length === 0 ? [] : await pages.loadLinked(pair.definition, linkIds, pair.fields)).map(record => [record.externalId, record]));
	const newest = differing.filter(({record}) => {
		const known = linked.get(record.externalId);
		return known === undefined || !isOlderCopy(record, known) || !isMet(known);
	});
	const changed = newest.map(one => mapSeen(pair, one));
	const decided = decideRecords(pair, {
		changed, unreadable, linked,
		...(await findCandidates(pages, {scope, pair}, {records: changed.filter(({record}) => !linked.has(record.externalId)), unreadable})),
		...(taken === undefined ? {} : {taken}),
	});
	return {decided, drafts: [], unchanged: prepared.unchanged + prepared.changed.length - changed.length, seenLinkIds: [...prepared.known, ...Array.from(links.values(), link => link.linkId)]};
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
	return linked.filter(record => record.isInternalGone || !isLeftOut(pair, record)).map(record => ({
		source: {kind: 'edit', linkId: record.linkId}, externalId: record.externalId, linkId: record.linkId, internal: record.internal,
		outcome: planLinked(pair, record, undefined, lastSeen(record)),
	}));
}

/** The external values as last read: those that were agreed, and those that were not. */
const lastSeen = (linked: LinkedRecord): Fields => ({...linked.base, ...linked.theirs});
