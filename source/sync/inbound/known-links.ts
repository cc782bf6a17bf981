import type {Cursor} from '../../core/connector.js';
import type {RecordReader} from '../../core/mapping.js';
import type {LinkHash, PageStore} from '../../core/stores/page-store.js';
import type {SyncSelection} from '../../core/sync-selection.js';
import {LinkSet} from './link-set.js';
import type {Pair} from '../pair.js';

type LinkList = Pick<PageStore, 'listLinks'>;

const batch = 5000;
/** Link, hash of the id, and the first eight bytes of the record's own hash. */
const words = 4;
const largestLinkId = 2 ** 32 - 1;

/**
 * The links of a pair with what was last seen of their records, so that a record that has not moved is known while it is
 * read: no look-up, and nothing kept of it. Sixteen bytes a slot, 34 MB at most; links beyond that are looked up. A record
 * that has moved is taken for its old self with a probability of one in 2^64.
 */
export class KnownLinks {
	/** As many as a table of two million slots takes. */
	static readonly most = 1_500_000;
	/** All of them, also those whose records are looked up. */
	readonly links = new LinkSet();
	/** A free slot's link is zero. */
	#slots = new Uint32Array(1024 * words);
	#size = 0;

	/** All of the pair's links as they are now. While some are added the next ones are on their way. */
	static async load(pages: LinkList, {system, definition}: Pair): Promise<KnownLinks> {
		const known = new KnownLinks();
		const list = (after?: string) => pages.listLinks(system.id, definition.entityType, {after, limit: batch});
		for (let coming: ReturnType<typeof list> | undefined = list(); coming !== undefined;) {
			const links: readonly LinkHash[] = await coming;
			const last = links.at(-1);
			coming = last === undefined ? undefined : list(last.externalId);
			// Met when its turn comes.
			coming?.catch(() => {});
			for (const link of links) known.add(link);
		}
		return known;
	}

	add({linkId, externalId, hash}: LinkHash): void {
		this.links.add(linkId);
		// Without a hash the record is to be looked at in any case.
		if (hash === '' || Number(linkId) > largestLinkId || this.#size >= KnownLinks.most) return;
		this.#put(Number(linkId), hashText(externalId), firstHalf(hash), secondHalf(hash));
		this.#size += 1;
		// Three quarters full a search still takes but a few steps.
		if (this.#size * words * 4 > this.#slots.length * 3) this.#grow();
	}

	/** The link under which exactly this was last seen of the record. */
	find(externalId: string, hash: string): string | undefined {
		const id = hashText(externalId);
		const high = firstHalf(hash);
		const low = secondHalf(hash);
		for (let slot = this.#start(id);; slot = this.#next(slot)) {
			const link = this.#slots[slot];
			if (link === 0) return undefined;
			if (this.#slots[slot + 1] === id && this.#slots[slot + 2] === high && this.#slots[slot + 3] === low) return String(link);
		}
	}

	/** The record has moved. Should it be shown once more as it was, that is another move, and to be looked at. */
	forget(externalId: string): void {
		const id = hashText(externalId);
		for (let slot = this.#start(id); this.#slots[slot] !== 0; slot = this.#next(slot)) {
			// The slot stays taken, so that a search goes on behind it.
			if (this.#slots[slot + 1] === id) this.#slots.fill(0, slot + 2, slot + words);
		}
	}

	/** Of the slots, which are a power of two, the one that an id's last bits tell. */
	#start(id: number): number {
		return ((id ^ (id >>> 15)) & (this.#slots.length / words - 1)) * words;
	}

	#next(slot: number): number {
		return (slot + words) & (this.#slots.length - 1);
	}

	#put(link: number, id: number, high: number, low: number): void {
		let slot = this.#start(id);
		while (this.#slots[slot] !== 0) slot = this.#next(slot);
		this.#slots[slot] = link;
		this.#slots[slot + 1] = id;
		this.#slots[slot + 2] = high;
		this.#slots[slot + 3] = low;
	}

	#grow(): void {
		const old = this.#slots;
		this.#slots = new Uint32Array(old.length * 2);
		for (let slot = 0; slot < old.length; slot += words) {
			const link = old[slot] ?? 0;
			if (link !== 0) this.#put(link, old[slot + 1] ?? 0, old[slot + 2] ?? 0, old[slot + 3] ?? 0);
		}
	}
}

/** Of the eight bytes of a hash that are kept, four each. */
const firstHalf = (hash: string): number => Number.parseInt(hash.slice(0, 8), 16);
const secondHalf = (hash: string): number => Number.parseInt(hash.slice(8, 16), 16);

/** FNV-1a: which of many ids this is, where what was read is compared besides. What else is forgotten with an id is looked up. */
function hashText(text: string): number {
	let value = 0x811c9dc5;
	for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
	return value >>> 0;
}

/** What is asked of the other side: everything, what has changed since, or what a person named. */
type Asked = {readonly since: Cursor | undefined; readonly selection: SyncSelection | undefined};

/** Only a pass over everything finds most as it was; of what has changed, or was named, little would be known. */
export function loadKnown(pages: LinkList, pair: Pair, {since, selection}: Asked): Promise<KnownLinks> | undefined {
	if (since !== undefined || selection !== undefined) return undefined;
	const known = KnownLinks.load(pages, pair);
	// Met by who needs it first.
	known.catch(() => {});
	return known;
}

/**
 * Reads the records of a pair: of those that are known exactly as they are only so much, and maps the others while their
 * values are at hand. Asked in the order of the listing.
 */
export function readKnown({mapper}: Pair, loading: Promise<KnownLinks> | undefined): Promise<RecordReader> {
	const reading = Promise.resolve(loading).then((known): RecordReader => known === undefined ? mapper.readWhole : record => {
		const {hash} = mapper.read(record);
		const linkId = known.find(record.externalId, hash);
		if (linkId !== undefined) return {linkId};
		known.forget(record.externalId);
		return {hash, mapped: mapper.map(record)};
	});
	// A connector may have no use for it.
	reading.catch(() => {});
	return reading;
}
