import type {ConflictPredicate} from './predicate/conflict-predicate.js';
import type {EntityType} from './entity.js';
import type {JsonValue} from './json.js';
import type {RecordVerdictKind} from './record-verdict.js';

export const conflictTypes = ['field_mismatch', 'missing_record', 'duplicate', 'validation_error'] as const;
export type ConflictType = (typeof conflictTypes)[number];

export const conflictReasons = [
	'both_changed', 'modify_delete', 'delete_modify', 'initial_mismatch', 'drift', 'frozen', 'illegal_move',
	'unique_collision', 'reference_missing', 'transform_failed', 'external_rejected', 'stored_otherwise', 'vanished',
] as const;
export type ConflictReason = (typeof conflictReasons)[number];

/** The reason of rejected records: counted and listed apart from what is to be decided. */
export const rejectionReason = 'transform_failed' satisfies ConflictReason;

export type ConflictStatus = 'pending' | 'resolved' | 'ignored';

/** What a person decides about one conflict. */
export type Verdict =
	| {readonly kind: 'keep_internal'}
	| {readonly kind: 'keep_external'}
	/** Both sides become `value`, given in canonical form. */
	| {readonly kind: 'edit'; readonly value: JsonValue}
	/** Both stay as they are; asked again when either moves. */
	| {readonly kind: 'ignore'};

export const verdictKinds = ['keep_internal', 'keep_external', 'edit', 'ignore'] as const;

/** `sync_conflicts.resolution_action`: a verdict, or what the engine did by itself. */
export type ResolutionAction = Verdict['kind'] | RecordVerdictKind | 'converged' | 'superseded';

/** A row of `sync_conflicts`. Values are canonical; `undefined` means absent, which is not `null`. */
export type Conflict = {
	readonly id: number;
	readonly externalSystemId: number;
	readonly systemName: string;
	readonly operationId: string | undefined;
	readonly entityType: EntityType;
	/** The natural key of the internal record ("POAM-2026-0042"). */
	readonly entityId: string;
	/** What a person calls the record, beside its key. */
	readonly entityLabel: string;
	readonly externalEntityId: string | undefined;
	readonly linkId: string | undefined;
	readonly conflictType: ConflictType;
	readonly reason: ConflictReason;
	/** Undefined: the record as a whole. */
	readonly fieldName: string | undefined;
	readonly baseValue: JsonValue | undefined;
	readonly internalValue: JsonValue | undefined;
	readonly externalValue: JsonValue | undefined;
	/** When and by whom each side moved, where it is known. */
	readonly internalChange: Change | undefined;
	readonly externalChange: Change | undefined;
	readonly status: ConflictStatus;
	readonly resolutionAction: ResolutionAction | undefined;
	readonly resolvedValue: JsonValue | undefined;
	readonly resolvedBy: string | undefined;
	readonly resolvedAt: Date | undefined;
	readonly isAutoResolved: boolean;
	readonly assignedTo: string | undefined;
	readonly note: string | undefined;
	/** Grows with each change: a verdict carries the version that its person saw. */
	readonly version: number;
	readonly createdAt: Date;
	readonly updatedAt: Date;
};

export type Change = {readonly at: Date | undefined; readonly by: string | undefined};

/** Which conflicts; all given conditions must hold. */
export type ConflictFilter = {
	readonly status?: ConflictStatus;
	readonly externalSystemId?: number;
	readonly entityType?: EntityType;
	/** `null` asks for conflicts over whole records. */
	readonly fieldName?: string | null;
	readonly reason?: ConflictReason;
	readonly assignedTo?: string;
	/** Part of the record's key or label, in any case. */
	readonly text?: string;
	/** What else must hold, as people type it for the list and for verdicts over many. */
	readonly where?: ConflictPredicate;
};

/** Pending conflicts that have one cause in common. */
export type ConflictCause = {
	readonly externalSystemId: number;
	readonly systemName: string;
	readonly entityType: EntityType;
	readonly fieldName: string | undefined;
	readonly reason: ConflictReason;
	readonly count: number;
	readonly oldestAt: Date;
};
