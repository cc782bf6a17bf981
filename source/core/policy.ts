import type {EntityType} from './entity.js';
import type {JsonValue} from './json.js';

export const syncDirections = ['inbound', 'outbound', 'bidirectional'] as const;
export type SyncDirection = (typeof syncDirections)[number];

export const conflictStrategies = ['external_wins', 'internal_wins', 'newest_wins', 'manual'] as const;
export type ConflictStrategy = (typeof conflictStrategies)[number];

/**
 * A list of objects is merged item by item. An item is known by its field `itemsBy`, which the other side gives; one that has
 * none yet by what it says in `orBy`.
 */
export type ItemMerge = {readonly itemsBy: string; readonly orBy: readonly string[]};

/** One key of `sync_policies.field_level_policies`: it overrides the policy for one internal field. */
export type FieldPolicy = {
	readonly direction?: SyncDirection;
	readonly strategy?: ConflictStrategy;
	/** The field is not compared at all. */
	readonly ignore?: boolean;
	/** While the record's `field` holds one of `values`, this field may not move by itself: any difference goes to a person. */
	readonly frozenWhen?: {readonly field: string; readonly values: readonly JsonValue[]};
	/** How two changed values become one without a person. */
	readonly merge?: 'union' | 'append' | 'max' | 'min' | ItemMerge;
	/** The moves that are allowed, from → to; any other goes to a person. */
	readonly states?: Readonly<Record<string, readonly string[]>>;
	/** How equality is judged, beyond the field's kind. Where there are `onlyValues`, every other value says nothing to the other side: it counts as null, and is sent as null. */
	readonly equality?: {readonly ignoreCase?: boolean; readonly asSet?: boolean; readonly separator?: string; readonly precision?: 'second' | 'day'; readonly scale?: number; readonly onlyValues?: readonly JsonValue[]};
};

/** One condition of `sync_policies.filters`; all must hold. `field` is an internal field. */
export type RecordFilter = {
	readonly field: string;
	readonly operator: 'eq' | 'ne' | 'in' | 'not_in' | 'gt' | 'gte' | 'lt' | 'lte' | 'is_null' | 'not_null';
	readonly value?: JsonValue;
};

/** What a policy says of its pair, apart from whether changes may leave. */
export type PolicyRules = {
	readonly direction: SyncDirection;
	readonly strategy: ConflictStrategy;
	readonly fields: Readonly<Record<string, FieldPolicy>>;
	readonly filters: readonly RecordFilter[];
	/** What fields of ours become when a person decides that a record is gone on the other side for good. */
	readonly whenGone?: Readonly<Record<string, JsonValue>>;
	readonly batchSize: number;
	readonly isActive: boolean;
	/** A cron expression for changes, and one for full passes; null falls back to the system's sync_frequency_minutes. */
	readonly scheduleExpression: string | null;
	readonly fullSyncExpression: string | null;
	/** IANA zone in which the expressions are read. */
	readonly timezone: string;
};

/** A row of `sync_policies`: how one entity type of one external system is synchronized. */
export type SyncPolicy = PolicyRules & {
	readonly id: number;
	readonly externalSystemId: number;
	readonly entityType: EntityType;
	/** Writing to the other system is off until a person turns it on. */
	readonly isPushEnabled: boolean;
};
