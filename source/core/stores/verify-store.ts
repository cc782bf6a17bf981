import type {EntityDefinition} from '../entity.js';
import type {InvariantCheck, Offence} from '../invariant.js';
import type {LinkedRecord} from './page-store.js';

export type Offences = {readonly broken: number; readonly sample: readonly Offence[]};

/** Reads, without a lock, what must hold of the whole database. Each call is one statement: it sees one moment. */
export type VerifyStore = {
	readonly checks: readonly InvariantCheck[];
	/** Runs one of `checks`. Memory does not grow with what it reads. */
	readonly run: (checkName: string) => Promise<Offences>;
	/**
	 * Linked records whose values differ from what both sides agreed on, or about which a question waits, in link order.
	 * All others need no second look: nothing of theirs can be undecided.
	 */
	readonly listDiffering: (
		externalSystemId: number, definition: EntityDefinition, fields: readonly string[], page: {readonly after: string; readonly limit: number},
	) => Promise<readonly LinkedRecord[]>;
};
