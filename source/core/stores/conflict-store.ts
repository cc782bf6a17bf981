import type {Conflict, ConflictCause, ConflictFilter, ResolutionAction} from '../conflict.js';
import type {JsonValue} from '../json.js';
import type {KeyPage} from '../page.js';

/** How a conflict is closed. */
export type Settlement = {
	readonly status: 'resolved' | 'ignored';
	readonly action: ResolutionAction;
	/** What the field holds on our side afterwards. */
	readonly value: JsonValue | undefined;
	readonly userId: number | undefined;
	readonly username: string;
	readonly at: Date;
	/** What undo needs to go back: the internal value and the base as they were. */
	readonly before: {readonly internal: JsonValue | undefined; readonly base: JsonValue | undefined};
};

export type ConflictStore = {
	/** Newest last (by id), through any number of rows by key. */
	readonly page: (filter: ConflictFilter, after: number | undefined, limit: number) => Promise<KeyPage<Conflict>>;
	readonly find: (id: number) => Promise<Conflict | undefined>;
	/** The same, and holds the row until the transaction ends. */
	readonly findForUpdate: (id: number) => Promise<Conflict | undefined>;
	/** Pending conflicts by cause, most first; from a rollup whose cost does not grow with the table. */
	readonly listCauses: (filter: ConflictFilter) => Promise<readonly ConflictCause[]>;
	readonly countPending: () => Promise<number>;
	readonly settle: (id: number, settlement: Settlement) => Promise<void>;
	/** Makes a settled conflict pending again and gives what was kept for that. */
	readonly reopen: (id: number) => Promise<Settlement['before']>;
	readonly assign: (id: number, username: string | undefined) => Promise<void>;
	readonly annotate: (id: number, note: string | undefined) => Promise<void>;
};
