import type {Conflict} from '../conflict.js';
import type {EntityType} from '../entity.js';
import type {JsonValue} from '../json.js';
import type {Settlement, StateBefore, UndoObstacle} from './conflict-store.js';
import type {EditKey, InternalEdit} from './internal-edit-store.js';
import type {Restoration} from './outbox-store.js';
import type {Fields, OwedElsewhere} from './page-store.js';

/** What a verdict needs to know of a conflict. */
export type DisputedConflict = Pick<
	Conflict,
	| 'id' | 'externalSystemId' | 'systemName' | 'entityType' | 'entityId' | 'entityLabel' | 'linkId' | 'conflictType' | 'reason' | 'fieldName'
	| 'baseValue' | 'internalValue' | 'externalValue' | 'status' | 'resolvedBy' | 'resolvedValue' | 'version'
>;

/** A link, as far as its conflicts are about it: a missing key of `base` was never agreed on. */
export type DisputedLink = {readonly internalId: string; readonly base: Fields; readonly theirs: Fields};

/** Conflicts with everything around them, held until the transaction ends. Only fields in dispute are in it. */
export type DisputedPage = {
	/** By id; those that are gone are missing. */
	readonly conflicts: readonly DisputedConflict[];
	/** By link id. */
	readonly links: ReadonlyMap<string, DisputedLink>;
	/** Our rows by `recordKey`. */
	readonly records: ReadonlyMap<string, Fields>;
	/** By `editKey`. */
	readonly edits: ReadonlyMap<string, InternalEdit>;
};

/** Settled conflicts, with what their verdicts found and what stands on top of them. */
export type SettledPage = DisputedPage & {
	readonly before: ReadonlyMap<number, StateBefore>;
	readonly obstacles: ReadonlyMap<number, UndoObstacle>;
};

/** What a record of ours is called in the maps of a page. */
export const recordKey = (entityType: EntityType, internalId: string): string => `${entityType} ${internalId}`;
/** What an internal edit is called there: one field of one record, owed to one system. */
export const editKey = ({externalSystemId, entityType, internalId, field}: EditKey): string => `${externalSystemId} ${entityType} ${internalId} ${field}`;

/** A record whose fields take new values (none: it stays), and whose `sync_status` is told anew by what is true afterwards. */
export type RecordWrite = {readonly entityType: EntityType; readonly internalId: string; readonly set: Fields};

/** Keys of `base` and `theirs` are set; those in the lists are removed. */
export type LinkFieldWrite = {
	readonly linkId: string;
	readonly base: Fields;
	readonly theirs: Fields;
	readonly withoutBase: readonly string[];
	readonly withoutTheirs: readonly string[];
};

/** Everything that verdicts, or their undo, lead to. */
export type VerdictWrites = {
	readonly settled: readonly (Pick<Settlement, 'status' | 'action' | 'value' | 'before'> & {readonly id: number})[];
	readonly reopened: readonly number[];
	/** Conflicts whose own side moved: they show the new value, and wait. */
	readonly moved: readonly {readonly id: number; readonly value: JsonValue | undefined; readonly edit: InternalEdit | undefined}[];
	readonly records: readonly RecordWrite[];
	readonly links: readonly LinkFieldWrite[];
	readonly putEdits: readonly InternalEdit[];
	readonly droppedEdits: readonly EditKey[];
	/** What other systems are owed by what the records take; who is not tied to a record is owed nothing. */
	readonly owedElsewhere: readonly (OwedElsewhere & Pick<EditKey, 'entityType'>)[];
	/** What the other sides have to be sent for verdicts that are taken back. No verdict cancels it: it is sent, or gives way when the other side moved. */
	readonly restorations: readonly Restoration[];
	/** What waits in the outbox for these links was decided before. */
	readonly cancelOutboxOf: readonly string[];
};

export type VerdictStamp = Pick<Settlement, 'userId' | 'username' | 'at'> & {
	/** Why what waits in the outbox for these links is cancelled. */
	readonly outboxReason: string;
};

/** A table of ours does not take a value that a verdict would write: the value is at fault, and nothing else. */
export class RefusedValue extends Error {
	override readonly name = 'RefusedValue';
}

/** Verdicts over conflicts, one or many at once, in a number of statements that does not depend on how many there are. */
export type VerdictPageStore = {
	/** Takes records, links and conflicts, in this order and each by id: the order of every writer. */
	readonly lockPage: (conflictIds: readonly number[]) => Promise<DisputedPage>;
	readonly lockSettledPage: (conflictIds: readonly number[]) => Promise<SettledPage>;
	/** @throws RefusedValue */
	readonly write: (writes: VerdictWrites, stamp: VerdictStamp) => Promise<void>;
};
