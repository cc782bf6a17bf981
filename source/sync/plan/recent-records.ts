import type {ExternalRecord} from '../../core/connector.js';
import type {ChangedRecord, DecidedRecord} from '../decide/decided-record.js';
import type {Share} from './look-sums.js';
import {keyMark, rowMark} from '../decide/meet-stranger.js';

/** Enough for a listing that shows a record again while it moves on, and some 10 MB at most. */
const longest = 20_000;

/** A record that a look has decided, and may yet be shown otherwise. */
export type RecentRecord = Pick<DecidedRecord, 'externalId' | 'linkId'> & {
	readonly hash: string;
	readonly changedAt: string | undefined;
	/** What it has taken of ours, by marks: a natural key, rows. */
	readonly marks: readonly string[];
	readonly share: Share;
};

/** The last records that a look has decided, by external id: what was decided about one is replaced by what a newer copy shows. */
export class RecentRecords {
	readonly #records = new Map<string, RecentRecord>();
	/** In the order of their coming, round and round: a look for the oldest key of a map passes all that were deleted. */
	readonly #order: RecentRecord[] = [];
	#next = 0;

	add({record, hash, key = ''}: Omit<ChangedRecord, 'mapped'>, {externalId, linkId, outcome}: DecidedRecord, share: Share): void {
		const recent = {externalId, linkId, hash, changedAt: record.changedAt, marks: toMarks(key, outcome), share};
		const oldest = this.#order[this.#next];
		if (oldest !== undefined && this.#records.get(oldest.externalId) === oldest) this.#records.delete(oldest.externalId);
		this.#order[this.#next] = recent;
		this.#next = (this.#next + 1) % longest;
		this.#records.set(externalId, recent);
	}

	/** What counts no more, now that the other side shows these. A copy that is older by its own clock replaces only what could not be taken. */
	takeReplaced(records: readonly ExternalRecord[], hashOf: (externalId: string) => string | undefined): readonly RecentRecord[] {
		if (this.#records.size === 0) return [];
		const replaced = records.flatMap(record => {
			const before = this.#records.get(record.externalId);
			return before === undefined || isOlder(record, before) || hashOf(record.externalId) === before.hash ? [] : [before];
		});
		for (const {externalId} of replaced) this.#records.delete(externalId);
		return [...new Set(replaced)];
	}
}

const isOlder = ({changedAt}: ExternalRecord, before: RecentRecord): boolean =>
	before.share.outcome !== 'rejected' && changedAt !== undefined && before.changedAt !== undefined && new Date(changedAt) < new Date(before.changedAt);

const none: readonly string[] = [];

function toMarks(key: string, {creates, links}: DecidedRecord['outcome']): readonly string[] {
	if (creates !== undefined) return [keyMark(key)];
	return links === undefined ? none : links.map(({internalId}) => rowMark(internalId));
}
