import type {EntityType} from './entity.js';
import type {ExternalFilter, FilterKind} from './external-filter.js';
import type {JsonObject, JsonValue} from './json.js';
import type {ReadRecord, RecordReader} from './mapping.js';
import type {ExternalSystem} from './external-system.js';
import type {Clock} from './process/clock.js';
import type {Logger} from './process/logger.js';

/** A record of the other system, in its own words. A key that is missing was not sent: that is not the same as `null`. */
export type ExternalRecord = {
	/** The id by which the other system, and our link, know it. */
	readonly externalId: string;
	/** Of a record that was listed it may be made each time that it is asked for. */
	readonly fields: JsonObject;
	/** What the `read` of the list request gave for it. */
	readonly read?: ReadRecord;
	/** When it last changed by the other system's clock, ISO 8601 UTC, where it tells. */
	readonly changedAt?: string;
	/** Who changed it last, where the other system tells. */
	readonly changedBy?: string;
	/** What a compare-and-set write must present, where the other system has such a thing. */
	readonly version?: string;
	/** The other system says that this record is gone (deleted or terminated). */
	readonly isDeleted?: boolean;
	/** Only some of its fields could be read: those that are missing are as they were. */
	readonly isPartial?: boolean;
	/** The marker of the write that created it, where the other side keeps it. */
	readonly marker?: string;
};

/**
 * Something that was sent in place of a record and cannot be read as one. The engine also sets records aside by it that our
 * database does not take: because of a value (`write`), or because what they belong to is not there (`reference`).
 */
export type UnreadableRecord = {readonly externalId?: string; readonly reason: string; readonly raw: JsonValue; readonly stage?: 'write' | 'reference'};

/** Where a listing goes on; opaque to everyone but the connector that gave it. It survives in `sync_checkpoints`. */
export type Cursor = JsonObject;

export type ListRequest = {
	readonly entityType: EntityType;
	/** Undefined asks for the first page. */
	readonly cursor?: Cursor;
	/** A `watermark` of an earlier complete listing: only what changed since is needed. Undefined asks for everything. */
	readonly since?: Cursor;
	/** What may be left out, so that less is served; a connector leaves alone what it cannot check. */
	readonly filters?: readonly ExternalFilter[];
	/** Asked about each record while its fields are at hand, by a connector that lets go of them afterwards. What it knows is left out of the page's records. */
	readonly read?: Promise<RecordReader>;
	/** How many records a page should hold; a hint. */
	readonly pageSize: number;
	readonly signal: AbortSignal;
};

export type Page = {
	readonly records: readonly ExternalRecord[];
	/** Records that the `read` of the list request knew: their links. */
	readonly known?: readonly string[];
	readonly unreadable: readonly UnreadableRecord[];
	/** Present while there is more. */
	readonly next?: Cursor;
	/** How much there is in all, in `records` or in `pages` (chunks), where the other system tells. */
	readonly progress?: {readonly done: number; readonly total: number; readonly unit: 'records' | 'pages'};
	/** On the last page: where the next listing of changes starts. Taken before the first request was sent. */
	readonly watermark?: Cursor;
	/** On the last page: why this listing is not the whole truth. Empty or absent means that it is. */
	readonly gaps?: readonly string[];
};

export type WriteRequest = {
	readonly entityType: EntityType;
	readonly action: 'create' | 'update' | 'delete';
	/** Absent for a create. */
	readonly externalId?: string;
	/** Only the fields that change, in the other system's names and values. */
	readonly changes: JsonObject;
	/** What those fields held when we last read them: the write is refused when they moved. */
	readonly expected: JsonObject;
	readonly version?: string;
	/** Names this write for ever: a second attempt with the same marker must not apply twice. */
	readonly marker: string;
	readonly signal: AbortSignal;
};

export type WriteResult =
	| {readonly kind: 'written'; readonly record: ExternalRecord}
	/** The record is not what the request expected: nothing was written. */
	| {readonly kind: 'moved'; readonly record: ExternalRecord | undefined}
	/** Refused for good, with the other system's reasons. */
	| {readonly kind: 'rejected'; readonly reasons: readonly string[]};

/** Asks the other system to look at one finding again. `marker` names this request for ever. */
export type ScanRequest = {readonly externalId: string; readonly marker: string; readonly signal: AbortSignal};

export type ScanResult =
	/** It will be looked at; the finding's state comes with a later listing. `name`: how the other side calls the scan. */
	| {readonly kind: 'requested'; readonly name: string}
	/** Refused for good, with the reasons. */
	| {readonly kind: 'rejected'; readonly reasons: readonly string[]};

/** What a connector can do for one entity type. The engine follows this and knows no system by name. */
export type EntityCapabilities = {
	/** How changes are found: asked for by time or version, or only by reading everything. */
	readonly changes: 'since' | 'full-read';
	/** Whether a complete full listing may conclude that a record vanished. */
	readonly canDetectDeletes: boolean;
	/** The external fields that can be written, by name. Empty: read-only. */
	readonly writableFields: readonly string[];
	readonly canCreate: boolean;
	/** Fields beside the writable ones that a new record may carry; absent where there are none. */
	readonly creatableFields?: readonly string[];
	/** By which external fields a listing can be narrowed, and how. Records that are gone come whatever they held. Absent: by none. */
	readonly filters?: Readonly<Record<string, readonly FilterKind[]>>;
	readonly compareAndSet: 'version' | 'compare-row' | 'none';
};

export type ConnectorCapabilities = {readonly entities: Readonly<Partial<Record<EntityType, EntityCapabilities>>>};

export type CheckResult = {readonly description: string; readonly version?: string};

/**
 * One external system. A connector maps and calls; it does not retry, sleep between attempts, log or know our database.
 * Failures are `AppError`s of the EXTERNAL_ kinds; a write whose outcome is not known throws one with `isRetryable: false`
 * and the code EXTERNAL_UNREACHABLE.
 */
export type Connector = {
	readonly name: string;
	readonly capabilities: ConnectorCapabilities;
	/** Proves address and credentials, and writes nothing. */
	readonly check: (signal: AbortSignal) => Promise<CheckResult>;
	readonly list: (request: ListRequest) => Promise<Page>;
	/** A `since` for what changed from that time on; absent or undefined where this system's watermarks are no times. */
	readonly watermarkAt?: (time: Date) => Cursor | undefined;
	readonly read: (entityType: EntityType, externalId: string, signal: AbortSignal) => Promise<ExternalRecord | undefined>;
	readonly write: (request: WriteRequest) => Promise<WriteResult>;
	/** Absent where scans cannot be asked for. The same marker twice asks once. */
	readonly requestScan?: (request: ScanRequest) => Promise<ScanResult>;
	readonly close: () => Promise<void>;
};

/** One call to the other system, as it is kept in `api_call_logs`. Bodies are truncated and masked by the store. */
export type ApiCall = {
	readonly method: string;
	readonly endpoint: string;
	readonly requestHeaders?: JsonObject;
	readonly requestBody?: JsonValue;
	readonly responseStatus?: number;
	readonly responseHeaders?: JsonObject;
	readonly responseBody?: JsonValue;
	readonly responseTimeMs: number;
	readonly errorMessage?: string;
	readonly calledAt: Date;
	readonly userAgent?: string;
};

/**
 * How the circuit breaker of one system stands. Closed lets every call go and counts the failures in a row; open lets
 * none go until `resumesAt`; half-open has let one probe go, which has until `resumesAt` to answer.
 */
export type Circuit =
	| {readonly state: 'closed'; readonly failures: number}
	| {readonly state: 'open' | 'half-open'; readonly failures: number; readonly openedAt: Date; readonly resumesAt: Date};

/** Where all processes share the circuit of one system. */
export type CircuitStore = {
	/** Undefined when nothing was stored yet. */
	readonly load: () => Promise<Circuit | undefined>;
	/** Stores `to` while what is stored still equals `from`; false when another process was first. */
	readonly replace: (from: Circuit | undefined, to: Circuit) => Promise<boolean>;
};

/** Why a call stands still; it goes on by itself. `reason` stands after "waits until 14:03 UTC: ". */
export type CallWait = {readonly until: Date; readonly reason: string};

/** What a connector is made from. */
export type ConnectorContext = {
	readonly system: ExternalSystem;
	readonly clock: Clock;
	readonly logger: Logger;
	/** Keeps one call; called once for each, also for failed ones. Must not throw. */
	readonly recordCall: (call: ApiCall) => void;
	/** Waits until the system's rate limit, shared by all processes, lets one more request go. */
	readonly takeToken: (signal: AbortSignal) => Promise<void>;
	/** Tells all processes to pause this system until then, after a 429. */
	readonly pauseUntil: (time: Date) => Promise<void>;
	/** Told when a call has to wait, and `undefined` when it goes on. Absent: nobody asks. */
	readonly onWait?: (wait: CallWait | undefined) => void;
	/** Absent: this connector keeps a circuit of its own. */
	readonly circuit?: CircuitStore;
	/** Told each secret that is learned on the way, such as a session's token, so that no log shows it. */
	readonly learnSecret?: (value: string) => void;
	/** Parley's version, for the User-Agent. */
	readonly version?: string;
};

/** One option of `connection_config`, declared once: prompts, documentation, validation and masking read it. */
export type ConnectorOption = {
	readonly name: string;
	readonly help: string;
	readonly isRequired: boolean;
	readonly isSecret: boolean;
	readonly default?: string;
	/** Whole numbers from the first to the second, both included, are all that it takes. */
	readonly range?: readonly [least: number, most: number];
	/** These texts, in any case, are all that it takes. */
	readonly choices?: readonly string[];
};

export type ConnectorFactory = {
	readonly systemType: string;
	/** Tells apart several ways to reach one type of system ("database", "rest"); undefined serves every method. */
	readonly authenticationMethods?: readonly string[];
	readonly options: readonly ConnectorOption[];
	readonly create: (context: ConnectorContext) => Connector;
};
