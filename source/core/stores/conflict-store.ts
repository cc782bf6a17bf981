import type {CountedRows, RowGroupKey} from '../conflict-group.js';
import type {Conflict, ConflictCause, ConflictFilter, ResolutionAction} from '../conflict.js';
import type {EntityType} from '../entity.js';
import type {JsonValue} from '../json.js';
import type {KeyPage} from '../page.js';
import type {InternalEdit} from './internal-edit-store.js';

/** What a verdict found, so that undo can put it back to the letter; `undefined` means absent. */
export type StateBefore = {
	readonly internal: JsonValue | undefined;
	readonly base: JsonValue | undefined;
	/** What the other side last showed where it differs from the base. */
	readonly theirs: JsonValue | undefined;
	/** The note that the field waited to be sent. */
	readonly edit: Pick<InternalEdit, 'before' | 'changedAt' | 'changedBy' | 'isDecided'> | undefined;
};

/** How a conflict is closed. */
export type Settlement = {
	readonly status: 'resolved' | 'ignored';
	readonly action: ResolutionAction;
	/** What the field holds on our side afterwards. */
	readonly value: JsonValue | undefined;
	readonly userId: number | undefined;
	readonly username: string;
	readonly at: Date;
	readonly before: StateBefore;
};

/** What stands on top of a settled conflict: a newer one of the same field, or its value on the way to the other side, or taken there. */
export type UndoObstacle = 'newer_conflict' | 'on_its_way' | 'sent';

export type ConflictStore = {
	/** Newest last (by id), through any number of rows by key. */
	readonly page: (filter: ConflictFilter, after: number | undefined, limit: number) => Promise<KeyPage<Conflict>>;
	/** The rows before a key, or the last ones there are: in the same order, `next` goes on towards the start. */
	readonly pageBefore: (filter: ConflictFilter, before: number | undefined, limit: number) => Promise<KeyPage<Conflict>>;
	readonly find: (id: number) => Promise<Conflict | undefined>;
	/** The same, and holds the row until the transaction ends. */
	readonly findForUpdate: (id: number) => Promise<Conflict | undefined>;
	/** Pending conflicts by cause, most first; from a rollup whose cost does not grow with the table. */
	readonly listCauses: (filter: ConflictFilter) => Promise<readonly ConflictCause[]>;
	/** Pending conflicts by what stands in each, in no order; its cost grows with them. */
	readonly countBy: (filter: ConflictFilter, by: RowGroupKey) => Promise<readonly CountedRows[]>;
	readonly countPending: () => Promise<number>;
	readonly settle: (id: number, settlement: Settlement) => Promise<void>;
	/** What the verdict found; undefined for one that kept nothing (the engine closed it by itself). */
	readonly findStateBefore: (id: number) => Promise<StateBefore | undefined>;
	/** Whether a question about a record of ours waits, of whichever system that it is linked to: its key may be another since it was asked. */
	readonly isAsked: (entityType: EntityType, internalId: string) => Promise<boolean>;
	/** The pending conflicts of one record, of any system; the record is named as in `Conflict.entityId`. */
	readonly listPendingOfRecord: (entityType: EntityType, entityId: string) => Promise<readonly Pick<Conflict, 'id' | 'externalSystemId' | 'fieldName'>[]>;
	readonly findUndoObstacle: (conflict: Pick<Conflict, 'id'>) => Promise<UndoObstacle | undefined>;
	readonly assign: (id: number, username: string | undefined) => Promise<void>;
	readonly annotate: (id: number, note: string | undefined) => Promise<void>;
};
