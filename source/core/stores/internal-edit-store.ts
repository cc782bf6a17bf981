import type {EntityType} from '../entity.js';
import type {JsonValue} from '../json.js';

/** A change of a mapped field on our side that the other side has not seen: a row of `sync_internal_edits`. */
export type InternalEdit = {
	readonly entityType: EntityType;
	readonly internalId: string;
	readonly field: string;
	/** What it held before the first of these edits. */
	readonly before: JsonValue;
	readonly changedAt: Date;
	readonly changedBy: string;
	/** A person chose this value in a conflict: no rule asks about it again. */
	readonly isDecided: boolean;
};

export type InternalEditStore = {
	readonly listFor: (entityType: EntityType, internalIds: readonly string[]) => Promise<readonly InternalEdit[]>;
	/** Notes that a field waits to be sent, by a person's verdict; replaces an earlier note of the field. */
	readonly put: (edit: InternalEdit) => Promise<void>;
	readonly remove: (entityType: EntityType, internalId: string, field: string) => Promise<void>;
};
