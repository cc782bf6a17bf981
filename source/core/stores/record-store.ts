import type {EntityType} from '../entity.js';
import type {JsonValue} from '../json.js';

/** A row of an `ingestion_` table: its mapped columns in canonical form. SQL NULL is `null`. */
export type InternalRecord = {
	readonly id: string;
	readonly fields: Readonly<Record<string, JsonValue>>;
	readonly updatedAt: Date | undefined;
};

export type RecordStore = {
	readonly find: (entityType: EntityType, internalId: string, fields: readonly string[]) => Promise<InternalRecord | undefined>;
	/** The same, and holds the row until the transaction ends. */
	readonly findForUpdate: (entityType: EntityType, internalId: string, fields: readonly string[]) => Promise<InternalRecord | undefined>;
	/** By its natural key, as `toEntityKey` joins it. */
	readonly findByKey: (entityType: EntityType, key: string, fields: readonly string[]) => Promise<InternalRecord | undefined>;
	readonly findMany: (entityType: EntityType, internalIds: readonly string[], fields: readonly string[]) => Promise<readonly InternalRecord[]>;
	/** Sets one field to a canonical value; Parley's own writes are not captured as internal edits. */
	readonly setField: (entityType: EntityType, internalId: string, field: string, value: JsonValue) => Promise<void>;
	/** Sets `sync_status` where the table has it. */
	readonly setSyncStatus: (entityType: EntityType, internalIds: readonly string[], status: 'synced' | 'pending' | 'error' | 'conflict') => Promise<void>;
};
