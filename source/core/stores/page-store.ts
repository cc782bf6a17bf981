import type {KnownShape, PayloadDrift, PayloadShape} from '../payload-shape.js';
import type {ConflictReason, ConflictType} from '../conflict.js';
import type {EntityDefinition, EntityType} from '../entity.js';
import type {Evidence} from '../correlation-rule.js';
import type {JsonObject, JsonValue} from '../json.js';

export type Fields = Readonly<Record<string, JsonValue>>;

/** A conflict that is still open, or was put aside by a person, on a linked record. */
export type OpenConflict = {
	readonly id: number;
	/** Undefined: the record as a whole. */
	readonly field: string | undefined;
	readonly type: ConflictType;
	readonly reason: ConflictReason;
	readonly status: 'pending' | 'ignored';
	readonly internalValue: JsonValue | undefined;
	readonly externalValue: JsonValue | undefined;
};

/** `hash` in hexadecimal digits. */
export type LinkHash = {readonly linkId: string; readonly externalId: string; readonly hash: string};

/** `after` an external id; the first ones of all without it. */
export type LinksFrom = {readonly after?: string | undefined; readonly limit: number};

/** That our side of a field moved: when, by whom, and whether a person chose the value in a conflict. */
export type CapturedEdit = {readonly at: Date | undefined; readonly by: string; readonly isDecided: boolean};

/** Everything that is known of a linked record when its page is decided; its row is held until the transaction ends. */
export type LinkedRecord = {
	readonly linkId: string;
	readonly externalId: string;
	readonly internalId: string;
	readonly base: Fields;
	readonly theirs: Fields;
	/** In hexadecimal digits; empty where it was forgotten, so that the record is looked at whatever it shows. */
	readonly hash: string;
	readonly externalVersion: string | undefined;
	/** The newest mapping under which it was last looked at; undefined: nobody looked that up. */
	readonly mappingVersion?: number;
	/** Our row was deleted by another program; `internal` is empty then. */
	readonly isInternalGone: boolean;
	/** What `sync_status` says; undefined where the table has none, or nobody looked. */
	readonly status: string | undefined;
	/** How it stands with the other systems that are tied to the same record of ours; undefined: nobody looked. */
	readonly elsewhere?: SyncStatus;
	/** Which those are. */
	readonly tiedTo?: readonly number[];
	readonly internal: Fields;
	/** When our side moved, by field, where an edit was captured. */
	readonly edits: ReadonlyMap<string, CapturedEdit>;
	readonly conflicts: readonly OpenConflict[];
	/** What we sent without learning whether it arrived: if the other side shows it, it is our own. */
	readonly sent?: Fields;
	/** What we sent and know to have arrived just now: what is shown of it is what the other side makes of our values. */
	readonly stored?: Fields;
	/** What we had written there before a verdict was taken back: shown again, it says nothing until the former value has arrived. */
	readonly restoring?: Fields;
	readonly externalAt: Date | undefined;
	readonly externalBy: string | undefined;
	/** When the link was made; undefined where there is none yet. */
	readonly linkedAt?: Date;
};

/** A row that may be the same thing as an external record that has no link yet. */
export type Candidate = {
	readonly internalId: string;
	/** What our external id column holds; null when it was never filled. */
	readonly externalId: string | null;
	readonly key: string;
	/** The external record that this row is linked to already. */
	readonly linkedTo: string | null;
	readonly internal: Fields;
	/** As in `LinkedRecord`. */
	readonly elsewhere?: SyncStatus;
	readonly tiedTo?: readonly number[];
	/** That we had it made there: the marker of that write, and what was sent. */
	readonly creation?: {readonly marker: string; readonly sent: Fields};
};

/** A row without a link that shares something with strangers: what it shows in its own columns, and what was once received for it. */
export type CorrelationCandidate = Candidate & {readonly columns: JsonObject; readonly received: JsonObject};

/** What strangers show of one evidence, in comparable form. */
export type CorrelationProbe = {readonly evidence: Evidence; readonly values: readonly string[]};

/** By what external records without a link may be known here. */
export type StrangerNames = {readonly externalIds: readonly string[]; readonly keys: readonly Fields[]; readonly markers: readonly string[]};

export type ConflictWrite = {
	readonly externalId: string;
	readonly linkId: string | undefined;
	readonly internalId: string | undefined;
	readonly entityId: string;
	readonly entityLabel: string;
	readonly type: ConflictType;
	readonly reason: ConflictReason;
	readonly field: string | undefined;
	readonly base: JsonValue | undefined;
	readonly internal: JsonValue | undefined;
	readonly external: JsonValue | undefined;
	readonly internalAt: Date | undefined;
	readonly internalBy: string | undefined;
	readonly externalAt: Date | undefined;
	readonly externalBy: string | undefined;
	/** What a person cannot see from the values, as the conflict's first note. */
	readonly note: string | undefined;
};

export type SyncStatus = 'synced' | 'pending' | 'conflict';

export type LinkWrite = {
	readonly externalId: string;
	readonly base: Fields;
	readonly theirs: Fields;
	/** As in `LinkedRecord`. */
	readonly hash: string;
	/** Undefined leaves it as it is; a new link without one has 1. */
	readonly mappingVersion?: number | undefined;
	readonly externalVersion: string | undefined;
	readonly externalAt: Date | undefined;
	readonly externalBy: string | undefined;
};

/** A new row, and its link, whose base are the same fields. `received`: the record as it came, whose fields are read when they are written. */
export type RecordCreate = Omit<LinkWrite, 'base' | 'theirs'> & {readonly fields: Fields; readonly received: {readonly fields: JsonObject}; readonly status: SyncStatus};
/**
 * A new row and its link, written out but for what is known only when they are brought in, as their id: the row from `start`
 * to `linkAt`, the link from there to `end`, in bytes that many drafts share. Only who wrote it can read it.
 */
export type RecordDraft = {readonly bytes: Buffer; readonly start: number; readonly linkAt: number; readonly end: number};
/** `tiedBy`: by what the two were taken for the same. */
export type RecordLink = LinkWrite & {readonly internalId: string; readonly tiedBy: string};
export type LinkUpdate = LinkWrite & {readonly linkId: string};
export type RecordUpdate = {readonly internalId: string; readonly set: Fields; readonly status: SyncStatus; readonly raw: JsonValue | undefined};

/** How a record of ours stands with the systems that are tied to it. */
export type Ties = Required<Pick<LinkedRecord, 'elsewhere' | 'tiedTo'>>;

/** A value that our record takes from one system, and that another one has to be sent. */
export type OwedElsewhere = {
	readonly externalSystemId: number;
	readonly internalId: string;
	readonly field: string;
	/** What ours held. */
	readonly before: JsonValue;
	/** When and by whom it was changed where it comes from. */
	readonly movedAt: Date | undefined;
	readonly movedBy: string;
};

/** A question about a record as a whole that has no link; a record without an id is named after its content. */
export type StrangerQuestion = {readonly id: number; readonly externalId: string};

/** A record that our database refused because what it belongs to was not there; `fields` as it came. */
export type WaitingRecord = StrangerQuestion & {readonly fields: JsonObject};

/** Names the pair and the run in which a page is written. */
export type PageScope = {
	readonly externalSystemId: number;
	readonly systemType: string;
	readonly definition: EntityDefinition;
	/** Those that new rows get from the other side. */
	readonly fields: readonly string[];
	readonly operationId: string;
	readonly at: Date;
	/** Whether rows of ours without a link were there when the run began; absent: they may be. */
	readonly mayCorrelate?: boolean;
};

/** What of it is known before a run has a page in hand. */
export type DraftScope = Pick<PageScope, 'externalSystemId' | 'systemType' | 'definition' | 'fields'>;

/** What a column of this installation can hold beyond its kind. */
export type ColumnLimit = {
	readonly maxLength?: number;
	readonly maxMagnitude?: number;
	/** Digits after the point: it rounds. */
	readonly scale?: number;
	/** It has no time of day. */
	readonly holdsDays?: boolean;
	/** Its numbers have four bytes, type `real`: it rounds. */
	readonly holdsSingles?: boolean;
};

/** Reads and writes one page of records in bulk: a fixed number of statements, whatever the page's size. */
export type PageStore = {
	readonly columnLimits: (definition: EntityDefinition) => Promise<ReadonlyMap<string, ColumnLimit>>;
	readonly listLinkHashes: (externalSystemId: number, entityType: EntityType, externalIds: readonly string[]) => Promise<readonly LinkHash[]>;
	/** In the order of their external ids. */
	readonly listLinks: (externalSystemId: number, entityType: EntityType, from: LinksFrom) => Promise<readonly LinkHash[]>;
	/** Of these links, those that are there and were made before, with how many passes their records were missing in. */
	readonly listLinksBefore: (linkIds: readonly string[], before: Date) => Promise<readonly {readonly linkId: string; readonly missedPasses: number}[]>;
	readonly loadLinked: (definition: EntityDefinition, linkIds: readonly string[], fields: readonly string[]) => Promise<readonly LinkedRecord[]>;
	/** The same without holding anything: for looking only. */
	readonly readLinked: (definition: EntityDefinition, linkIds: readonly string[], fields: readonly string[]) => Promise<readonly LinkedRecord[]>;
	/** Rows that carry one of these external ids or natural keys, or that were sent to be made with one of these markers. */
	readonly findCandidates: (scope: PageScope, strangers: StrangerNames, fields: readonly string[]) => Promise<readonly Candidate[]>;
	/** Whether any row has no link to this system. Reads all of them when none is without. */
	readonly hasUnlinked: (externalSystemId: number, definition: EntityDefinition) => Promise<boolean>;
	/** Rows without a link that show one of the probes' values. Reads the whole table. */
	readonly findCorrelated: (scope: PageScope, probes: readonly CorrelationProbe[], fields: readonly string[]) => Promise<readonly CorrelationCandidate[]>;
	/** Rows of ours as they are now, by id, held until the transaction ends. Taken in id order, and before their links: the order of every writer. */
	readonly holdRecords: (definition: EntityDefinition, internalIds: readonly string[], fields: readonly string[]) => Promise<ReadonlyMap<string, Fields>>;
	/** How these rows stand with other systems than this one; rows that no other is tied to are left out. */
	readonly readTies: (externalSystemId: number, entityType: EntityType, internalIds: readonly string[]) => Promise<ReadonlyMap<string, Ties>>;
	/** Open record-level conflicts of records that have no link: what was rejected or ambiguous before, and what a person put aside. Pending ones last. */
	readonly listUnlinkedConflicts: (externalSystemId: number, entityType: EntityType, externalIds: readonly string[]) => Promise<readonly (OpenConflict & {readonly externalId: string})[]>;
	/** Questions that wait about records that have no link, in the order of their ids. */
	readonly listStrangerQuestions: (externalSystemId: number, entityType: EntityType, from: {readonly after: number; readonly limit: number}) => Promise<readonly StrangerQuestion[]>;
	/** Records that wait for what they belong to, with what was kept of them; in the order of their questions. */
	readonly listWaiting: (externalSystemId: number, entityType: EntityType, from: {readonly after: number; readonly limit: number}) => Promise<readonly WaitingRecord[]>;
	/** Which of these natural keys there are; of a key of several columns the first counts. */
	readonly listPresentKeys: (definition: EntityDefinition, keys: readonly string[]) => Promise<ReadonlySet<string>>;
	/** Links whose records wait for their internal edits to be compared, in key order. */
	readonly listEditedLinks: (externalSystemId: number, entityType: EntityType, after: string, limit: number) => Promise<readonly string[]>;
	/** Links whose record of ours is gone, in key order. Reads every link of the pair. */
	readonly listBereftLinks: PageStore['listEditedLinks'];
	/**
	 * How many statements brought or changed rows in the table of these records: by anybody, at once, and whatever becomes
	 * of the transaction. Undefined where nobody counts.
	 */
	readonly countArrivals: (definition: EntityDefinition) => Promise<number | undefined>;
	/** Whether no row is there, nobody is writing one, and no record without a link is asked about or was put aside. */
	readonly isUntouched: (externalSystemId: number, definition: EntityDefinition) => Promise<boolean>;
	readonly createRecords: (scope: PageScope, records: readonly RecordCreate[]) => Promise<void>;
	/** Gives what writes new records of a pair out, for `createDrafted`. */
	readonly draftRecords: (scope: DraftScope) => Promise<(record: RecordCreate) => RecordDraft>;
	readonly createDrafted: (scope: PageScope, drafts: readonly RecordDraft[]) => Promise<void>;
	readonly linkRecords: (scope: PageScope, records: readonly RecordLink[]) => Promise<readonly {readonly externalId: string; readonly linkId: string}[]>;
	readonly updateRecords: (scope: PageScope, records: readonly RecordUpdate[]) => Promise<void>;
	readonly updateLinks: (scope: PageScope, links: readonly LinkUpdate[]) => Promise<void>;
	/** Adds one to the passes that these links were missing in; gives those that reached `limit` now. Their hash is forgotten, so that a return is noticed. */
	readonly markMissing: (linkIds: readonly string[], limit: number) => Promise<readonly string[]>;
	readonly openConflicts: (scope: PageScope, conflicts: readonly ConflictWrite[]) => Promise<void>;
	/** The same question with other values, and about the record as it is named now: the row stays, its version grows, an ignored one is pending again. */
	readonly renewConflicts: (scope: PageScope, conflicts: readonly (ConflictWrite & {readonly id: number})[]) => Promise<void>;
	readonly closeConflicts: (ids: readonly number[], action: 'converged' | 'superseded', at: Date) => Promise<void>;
	readonly oweEdits: (scope: PageScope, edits: readonly {readonly internalId: string; readonly field: string; readonly before: JsonValue}[]) => Promise<void>;
	/** Notes values that were taken from this system as owed to others; a note that is there has moved once more. */
	readonly oweElsewhere: (scope: PageScope, values: readonly OwedElsewhere[]) => Promise<void>;
	readonly dropEdits: (scope: PageScope, edits: readonly {readonly internalId: string; readonly field: string}[]) => Promise<void>;
	/** What the pair's records have looked like; undefined when none was looked at yet. */
	readonly findShape: (scope: PageScope) => Promise<KnownShape | undefined>;
	/** Keeps it, and tells people in the audit log how it drifted. */
	readonly saveShape: (scope: PageScope, shape: PayloadShape, news: {readonly systemName: string; readonly drift: readonly PayloadDrift[]}) => Promise<void>;
};
