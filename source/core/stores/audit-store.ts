import type {Actor} from '../actor.js';
import type {JsonValue} from '../json.js';
import type {KeyPage} from '../page.js';

export type AuditEvent = {
	/** What was done: "conflict.resolve", "system.enable", … */
	readonly action: string;
	readonly targetType: string;
	readonly targetId: string;
	readonly before?: JsonValue;
	readonly after?: JsonValue;
	readonly detail?: JsonValue;
};

export type AuditedEvent = AuditEvent & {readonly sequence: number; readonly at: Date; readonly actor: string};

export type AuditFilter = {readonly targetType?: string; readonly targetId?: string; readonly actor?: string};

export type AuditStore = {
	/** Appends to the chain, in the transaction of the change itself. */
	readonly append: (actor: Actor, event: AuditEvent) => Promise<void>;
	/** Newest first. */
	readonly page: (filter: AuditFilter, after: number | undefined, limit: number) => Promise<KeyPage<AuditedEvent>>;
	/** The rows before a key, or the last ones there are: in the same order, `next` goes on towards the newest. */
	readonly pageBefore: (filter: AuditFilter, before: number | undefined, limit: number) => Promise<KeyPage<AuditedEvent>>;
	/** Recomputes the chain; the first broken sequence number, or undefined when it holds. */
	readonly verify: () => Promise<{readonly events: number; readonly firstBroken: number | undefined}>;
};
