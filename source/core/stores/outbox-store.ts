import type {JsonObject} from '../json.js';
import type {Fields} from './page-store.js';
import type {PairKey} from '../pair-key.js';

/** A change that is owed to an external system: a row of `sync_outbox`. */
export type OutboxEntry = {
	readonly id: string;
	/** Names this write for ever. */
	readonly marker: string;
	readonly linkId: string;
	readonly internalId: string;
	readonly externalId: string;
	/** What the other side is to hold, by internal field: our values, or those from before a verdict that was taken back. */
	readonly fields: Fields;
	/** What has to be sent for that, by external field. */
	readonly changes: JsonObject;
	/** By internal field, where a verdict is taken back: what we had written, and nobody may have changed since. Else empty. */
	readonly expected: Fields;
	/** A send of it may have taken effect without an answer. */
	readonly isUnknown: boolean;
	readonly attempts: number;
};

export type NewOutboxEntry = Pick<OutboxEntry, 'linkId' | 'internalId' | 'externalId' | 'fields' | 'changes'>;

/** What puts the other side back to where it was before a verdict. */
export type Restoration = Pick<OutboxEntry, 'linkId' | 'fields' | 'changes' | 'expected'>;

/** Only what takes a verdict back names what is expected there. */
export const isRestoration = ({expected}: Pick<OutboxEntry, 'expected'>): boolean => Object.keys(expected).length > 0;

/** How an entry ends, or waits. */
export type OutboxOutcome =
	| {readonly state: 'confirmed'}
	/**
	 * `ready`: nothing was sent, or it did not take effect; it is tried again that much later. `unknown`: it may have taken
	 * effect; it is looked for then, before anything is sent again. Only the database's clock counts, as for `claim`.
	 */
	| {readonly state: 'ready' | 'unknown'; readonly retryAfterSeconds: number; readonly error: string}
	| {readonly state: 'rejected' | 'cancelled'; readonly error: string};

export type OutboxStore = {
	/** Puts in what is owed; an open entry of the same link that nobody is sending takes the new values instead. */
	readonly put: (pair: PairKey, operationId: string, requestedBy: string, entries: readonly NewOutboxEntry[]) => Promise<void>;
	/** What a sender that is gone had in hand: nobody knows whether it left. */
	readonly recover: (pair: PairKey, token: string) => Promise<number>;
	/** Takes the next entry that is due, those of unknown outcome first; from here on only `token` may end it. None while pushing is held. */
	readonly claim: (pair: PairKey, holder: {readonly owner: string; readonly token: string}) => Promise<OutboxEntry | undefined>;
	/** False when another sender has it now. */
	readonly settle: (id: string, token: string, outcome: OutboxOutcome) => Promise<boolean>;
};
