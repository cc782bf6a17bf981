import type {ExternalRecord, UnreadableRecord} from '../../core/connector.js';
import type {MappedRecord} from '../../core/mapping.js';
import type {Fields, RecordDraft} from '../../core/stores/page-store.js';
import type {RecordOutcome} from './page-plan.js';

/** A record that is not known to be unchanged. `key` is its natural key; undefined when it cannot be mapped. */
export type ChangedRecord = {readonly record: ExternalRecord; readonly hash: string; readonly mapped: MappedRecord; readonly key: string | undefined};

/** The same of a page that was only looked at: some of it may have been written out instead of being kept as values. */
export type SeenRecord = Omit<ChangedRecord, 'mapped'> & {readonly mapped: MappedRecord | undefined; readonly draft: RecordDraft | undefined};

/** What the other side sent, or the link whose captured edits were looked at. */
export type DecidedSource =
	| {readonly kind: 'record'; readonly record: ExternalRecord}
	| {readonly kind: 'unreadable'; readonly unreadable: UnreadableRecord}
	| {readonly kind: 'edit'; readonly linkId: string};

/** One record, what is decided about it, and what of it is needed to tell that to a person. */
export type DecidedRecord = {
	readonly source: DecidedSource;
	readonly externalId: string;
	readonly linkId: string | undefined;
	/** Our record as it was, where there is one. */
	readonly internal: Fields | undefined;
	readonly outcome: RecordOutcome;
};
