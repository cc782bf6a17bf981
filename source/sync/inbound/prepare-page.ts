import {setImmediate} from 'node:timers/promises';
import type {ExternalRecord, Page} from '../../core/connector.js';
import {toEntityKey} from '../../core/entity.js';
import type {MappedRecord, ReadRecord, RecordReader} from '../../core/mapping.js';
import type {LinkHash, PageStore} from '../../core/stores/page-store.js';
import type {DecidedPage} from '../decide/decide-page.js';
import {nameUnreadable, type NamedUnreadable} from '../decide/name-unreadable.js';
import type {Pair} from '../pair.js';
import {decideRecords} from '../decide/decide-records.js';
import type {ChangedRecord, DecidedRecord, SeenRecord} from '../decide/decided-record.js';
import type {SoleWriter} from './sole-writer.js';

/** A page of which all is done that needs no transaction: its records are read, and mapped where they seem to have changed. */
export type PreparedPage = {
	readonly page: Page;
	readonly unreadable: readonly NamedUnreadable[];
	/** Links of records that need no look. */
	readonly known: readonly string[];
	/** What was linked when the page was looked at, of all other records, by external id. */
	readonly links: ReadonlyMap<string, LinkHash>;
	readonly changed: readonly SeenRecord[];
	/** Records that are as they were, or which came twice on this page. */
	readonly unchanged: number;
	/** What becomes of it if all that changed is new, as it is while this run is the sole writer. */
	readonly decidedAsNew: DecidedPage | undefined;
};

/** How a run reads its records, and what it knows of them before it looks at them; alone, they are all looked at. */
export type Knowledge = {readonly sole?: SoleWriter | undefined; readonly read?: Promise<RecordReader> | undefined};

export type LinkLookUp = Pick<PageStore, 'listLinkHashes'>;

/** For pages whose links nobody needs to look up ahead: the transaction does so for what has none. */
export const nothingLinked: LinkLookUp = {listLinkHashes: async () => []};

/** Records handled at a stretch; then whoever waits for the database is let in. A quarter of a millisecond of work. */
const stretch = 25;
/** The same of what takes less for each. */
const longStretch = 100;

/**
 * Makes a page ready to be decided, while the one before it is being written. What it sees of our side is a hint where it
 * says "no link", and final where it says "unchanged": it is as if that record had been decided at that moment.
 */
export async function preparePage(pages: LinkLookUp, pair: Pair, page: Page, {sole, read: reading}: Knowledge = {}): Promise<PreparedPage> {
	const {reads, knownIds} = await readRecords((await reading) ?? pair.mapper.read, keepNewest(page.records));
	// What cannot be read is there all the same: its link is met, and its question belongs to it.
	const unreadable = nameUnreadable(page.unreadable);
	const ids = [...new Set([...reads.map(({record}) => record.externalId), ...unreadable.map(({externalId}) => externalId)])];
	const links = new Map(ids.length === 0 ? [] : (await pages.listLinkHashes(pair.system.id, pair.definition.entityType, ids)).map(link => [link.externalId, link]));
	const changed: SeenRecord[] = [];
	for (const {record, read: {hash, mapped: ready, draft}} of reads) {
		if (links.get(record.externalId)?.hash === hash) continue;
		if (draft === undefined && ready === undefined && changed.length % stretch === 0) await setImmediate();
		const mapped = draft === undefined ? ready ?? pair.mapper.map(record) : undefined;
		changed.push({record, hash, mapped, draft, key: draft?.key ?? toKey(pair, mapped)});
	}
	const unchanged = (page.known?.length ?? 0) + page.records.length - changed.length;
	const areNew = sole?.areNew(changed) === true && unreadable.length === 0;
	return {page, unreadable, known: [...page.known ?? [], ...knownIds], links, changed, unchanged, decidedAsNew: areNew ? {...await decideNew(pair, changed), unchanged, seenLinkIds: []} : undefined};
}

const toKey = ({definition}: Pair, mapped: MappedRecord | undefined): string | undefined => (mapped?.kind === 'mapped' ? toEntityKey(definition, mapped.fields) : undefined);

/** What was seen, with what the mappings make of it: made again where it was only written out. */
export const mapSeen = ({mapper}: Pair, {record, hash, mapped, key}: SeenRecord): ChangedRecord => ({record, hash, mapped: mapped ?? mapper.map(record), key});

/** What was written out is decided. */
async function decideNew(pair: Pair, seen: readonly SeenRecord[]): Promise<Pick<DecidedPage, 'decided' | 'drafts'>> {
	const drafts = seen.flatMap(({draft}) => draft ?? []);
	const changed = seen.flatMap(one => (one.draft === undefined ? [mapSeen(pair, one)] : []));
	const state = {unreadable: [], linked: new Map(), candidates: [], known: new Map(), taken: new Set<string>()};
	const decided: DecidedRecord[] = [];
	for (let start = 0; start < changed.length; start += longStretch) {
		await setImmediate();
		decided.push(...decideRecords(pair, {...state, changed: changed.slice(start, start + longStretch)}));
	}
	return {decided, drafts};
}

/** Reads what the connector has not had read already. */
async function readRecords(readRecord: RecordReader, records: readonly ExternalRecord[]) {
	const reads: {readonly record: ExternalRecord; readonly read: ReadRecord}[] = [];
	const knownIds: string[] = [];
	for (const [index, record] of records.entries()) {
		if (record.read === undefined && index % stretch === 0) await setImmediate();
		const read = record.read ?? readRecord(record);
		if ('linkId' in read) knownIds.push(read.linkId);
		else reads.push({record, read});
	}
	return {reads, knownIds};
}

/** The same record twice on a page: the later by its own clock counts, and of equals the last. */
function keepNewest(records: readonly ExternalRecord[]): readonly ExternalRecord[] {
	const newest = new Map<string, ExternalRecord>();
	for (const record of records) {
		const other = newest.get(record.externalId);
		if (other === undefined || (record.changedAt ?? '') >= (other.changedAt ?? '')) newest.set(record.externalId, record);
	}
	return [...newest.values()];
}
