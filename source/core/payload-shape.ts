import type {JsonValue} from './json.js';

export type PayloadKind = 'text' | 'number' | 'boolean' | 'list' | 'object';

/** What one key of the records of a pair has been. */
export type PayloadKey = {
	/** Apart from null, which says nothing. */
	readonly kinds: readonly PayloadKind[];
	/** Every record that was looked at had it. */
	readonly isAlways?: boolean;
	/** It is told already that records have it no more. */
	readonly isMissing?: boolean;
	/** Words beside those that rules name, in lower case; only of keys for which rules name words. */
	readonly words?: readonly string[];
};

/** The keys of the records of a pair, by path: dots go down into objects, "[]" into the items of a list. */
export type PayloadShape = Readonly<Record<string, PayloadKey>>;

/** What is stored of a pair's records. */
export type KnownShape = {readonly shape: PayloadShape; readonly firstSeenAt: Date};

/** One way in which records have changed their form. */
export type PayloadDrift = {
	readonly change: 'new key' | 'missing key' | 'new type' | 'new word';
	readonly key: string;
	readonly before?: readonly PayloadKind[];
	/** What one record has there; absent of a missing key. */
	readonly sample?: JsonValue;
	/** The fields of ours whose mappings read it. */
	readonly fields: readonly string[];
};
