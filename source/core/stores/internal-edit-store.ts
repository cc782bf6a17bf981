import type {EntityType} from '../entity.js';
import type {JsonValue} from '../json.js';
import type {OwedElsewhere} from './page-store.js';

/** A change of a mapped field on our side that one external system has not seen: a row of `sync_internal_edits`. */
export type InternalEdit = {
	readonly externalSystemId: number;
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

/** What a note is about. */
export type EditKey = Pick<InternalEdit, 'externalSystemId' | 'entityType' | 'internalId' | 'field'>;

export type InternalEditStore = {
	/** Of all systems. */
	readonly listFor: (entityType: EntityType, internalIds: readonly string[]) => Promise<readonly InternalEdit[]>;
	/** Whether anything of a record is owed to anybody: notes of fields that are not compared are none. */
	readonly isOwed: (entityType: EntityType, internalId: string) => Promise<boolean>;
	/** Notes values that a person gave in the name of one system as owed to others that are tied to the record; a note that is there has moved once more. */
	readonly oweElsewhere: (entityType: EntityType, values: readonly OwedElsewhere[], at: Date) => Promise<void>;
};
