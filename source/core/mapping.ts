import type {ExternalRecord} from './connector.js';
import type {EntityType} from './entity.js';
import type {JsonValue} from './json.js';
import type {RecordDraft} from './stores/page-store.js';

/**
 * How an external value becomes an internal one: data of a closed set, as `data_field_mappings.transformation_rule`
 * stores it. Nothing of it is ever run as code. Each is described in docs/mappings.md.
 */
export type Transformation =
	| {readonly type: 'none'}
	| {readonly type: 'array_to_string'; readonly separator: string}
	| {readonly type: 'string_to_array'; readonly separator: string}
	| {readonly type: 'first'}
	| {readonly type: 'trim'}
	| {readonly type: 'lowercase'}
	| {readonly type: 'uppercase'}
	| {readonly type: 'title_case'}
	/** Exact values; `otherwise` says what happens to one that is not named: kept as it is, or a validation error. */
	/** `sent`: what leaves for a value of ours. Without it that is the value itself where it may come in so, else the first text that means it. */
	| {readonly type: 'map_values'; readonly values: Readonly<Record<string, JsonValue>>; readonly otherwise: 'keep' | 'reject'; readonly sent?: Readonly<Record<string, JsonValue>>}
	| {readonly type: 'to_number'}
	| {readonly type: 'to_integer'}
	| {readonly type: 'to_text'}
	| {readonly type: 'to_boolean'; readonly whenTrue: string; readonly whenFalse: string}
	| {readonly type: 'to_date'; readonly format: 'iso' | 'unix_seconds' | 'us'}
	| {readonly type: 'to_timestamp'; readonly format: 'iso' | 'unix_seconds' | 'unix_ms'}
	/** RE2 syntax. Takes the first group, or the whole match. */
	| {readonly type: 'extract'; readonly pattern: string}
	/** The value of the first object in a list whose `key` field equals `equals`; undefined (absent) when there is none. */
	| {readonly type: 'pick'; readonly key: string; readonly equals: string; readonly take: string}
	/** "AC-02(03)", "ac-2.3" and "AC-2(3)" are one control: the NIST spelling. */
	| {readonly type: 'control_id'}
	| {readonly type: 'chain'; readonly steps: readonly Transformation[]};

/** What a value must be, as `data_field_mappings.validation_rules` stores it. Lengths in characters, both ends included. */
export type ValidationRule =
	| {readonly type: 'max_length'; readonly value: number}
	| {readonly type: 'min_length'; readonly value: number}
	| {readonly type: 'range'; readonly min?: number; readonly max?: number}
	| {readonly type: 'one_of'; readonly values: readonly JsonValue[]}
	/** RE2 syntax, anywhere in the text. */
	| {readonly type: 'pattern'; readonly value: string};

/** What a mapping says, without the numbers that the database gives it. */
export type MappingRule = {
	/** A key of the external record; dots go down into objects ("asset.uuid"). */
	readonly externalField: string;
	readonly internalField: string;
	readonly transformation: Transformation;
	readonly validations: readonly ValidationRule[];
	readonly isRequired: boolean;
	readonly defaultValue: string | null;
};

/** A row of `data_field_mappings`. */
export type FieldMapping = MappingRule & {
	readonly id: number;
	readonly externalSystemId: number;
	readonly entityType: EntityType;
	/** Higher than that of every mapping of its pair before it was last changed. */
	readonly version: number;
	/** The rule before that, and its version: what it gave tells whether the other side has moved, or only the mapping. */
	readonly previous?: Omit<MappingRule, 'internalField' | 'validations'> & {readonly version: number};
};

/** Why one field of a record cannot be taken. */
export type FieldFailure = {readonly stage: 'transform' | 'validate'; readonly field: string; readonly externalField: string; readonly message: string};

export type MappedRecord =
	| {readonly kind: 'mapped'; readonly fields: Readonly<Record<string, JsonValue>>}
	| {readonly kind: 'invalid'; readonly failures: readonly FieldFailure[]};

/** What the mappings make of one record while it is at hand. */
export type ReadRecord = {
	/** Over the values that the mappings read and over the mappings' versions: equal hashes need no second look. 16 bytes, in hexadecimal digits. */
	readonly hash: string;
	/** Absent where it may never be wanted. */
	readonly mapped?: MappedRecord;
	/** Instead of it, of what can only be a new record: its natural key, and what will be written of it. */
	readonly draft?: RecordDraft & {readonly key: string};
};

/** A record that is exactly as it was last seen under this link: nothing more of it is needed. */
export type KnownRecord = {readonly linkId: string};

/** Looks at a record while its fields are at hand. */
export type RecordReader = (record: ExternalRecord) => ReadRecord | KnownRecord;
