import type {Conflict, Verdict} from '../conflict.js';
import type {PairKey} from '../pair-key.js';

/** One field of one pair. */
export type FieldOfPair = PairKey & {readonly fieldName: string};

/** A conflict about a field, as a back-test needs it. */
export type TestedRow = Pick<Conflict, 'id' | 'version' | 'baseValue' | 'internalValue' | 'externalValue' | 'internalChange' | 'externalChange' | 'resolvedValue' | 'status'> & {
	readonly internalId: string | undefined;
	/** What a person decided; undefined: it waits. */
	readonly action: Verdict['kind'] | undefined;
};

export type TestedConflictStore = {
	/** Conflicts about a field that wait, or that a person has decided, newest first, by key. */
	readonly listTested: (field: FieldOfPair, which: 'pending' | 'decided', before: number | undefined, limit: number) => Promise<readonly TestedRow[]>;
};
