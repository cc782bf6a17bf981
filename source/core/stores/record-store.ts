import type {EntityType} from '../entity.js';
import type {FoundRecord, RecordSearch} from '../found-record.js';
import type {JsonObject, JsonValue} from '../json.js';
import type {KeyPage} from '../page.js';

/** A row of an `ingestion_` table: its mapped columns in canonical form. SQL NULL is `null`. */
export type InternalRecord = {
	readonly id: string;
	readonly fields: Readonly<Record<string, JsonValue>>;
	readonly updatedAt: Date | undefined;
};

export type RecordStore = {
	/**
	 * Records in the order of their numbers. A search looks through so many rows a page, whatever it finds there: a page
	 * costs the same at any depth of a table of any size, and may be short or empty with more behind it.
	 */
	readonly page: (search: RecordSearch, after: number | undefined, limit: number) => Promise<KeyPage<FoundRecord>>;
	/** The same facts of single records; those that are not there are left out. */
	readonly listFound: (entityType: EntityType, internalIds: readonly string[]) => Promise<readonly FoundRecord[]>;
	readonly find: (entityType: EntityType, internalId: string, fields: readonly string[]) => Promise<InternalRecord | undefined>;
	/** The record as it was last received from the other side; undefined where nothing is kept of such records. */
	readonly findReceived: (entityType: EntityType, internalId: string) => Promise<JsonObject | undefined>;
	/** As `find`, and holds the row until the transaction ends. */
	readonly findForUpdate: (entityType: EntityType, internalId: string, fields: readonly string[]) => Promise<InternalRecord | undefined>;
	/** By its natural key, as `toEntityKey` joins it. */
	readonly findByKey: (entityType: EntityType, key: string, fields: readonly string[]) => Promise<InternalRecord | undefined>;
	readonly findMany: (entityType: EntityType, internalIds: readonly string[], fields: readonly string[]) => Promise<readonly InternalRecord[]>;
	/** Sets one field to a canonical value; Parley's own writes are not captured as internal edits. */
	readonly setField: (entityType: EntityType, internalId: string, field: string, value: JsonValue) => Promise<void>;
	/** Sets `sync_status` where the table has it. */
	readonly setSyncStatus: (entityType: EntityType, internalIds: readonly string[], status: 'synced' | 'pending' | 'error' | 'conflict') => Promise<void>;
};
