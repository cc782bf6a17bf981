import type {EntityType} from './entity.js';

/** Which records of ours are looked for. `text` is part of their key or their name, in any case, or all of an id over there. */
export type RecordSearch = {readonly entityType: EntityType; readonly text?: string};

/** A record of ours as a list shows it. */
export type FoundRecord = {
	/** Our own number of the row. */
	readonly id: number;
	readonly entityType: EntityType;
	/** The natural key, as `toEntityKey` joins it. */
	readonly entityId: string;
	readonly label: string;
	/** Undefined where the table keeps none. */
	readonly syncStatus: string | undefined;
	/** The external systems that it is linked to, by name. */
	readonly systems: readonly string[];
	readonly updatedAt: Date | undefined;
	/** Who wrote the row first: a `system_type`, or another program. */
	readonly source: string | undefined;
	/** The run that wrote it last; undefined when none did. */
	readonly operationId: string | undefined;
};
