import type {JsonObject} from '../json.js';
import type {PairKey} from '../pair-key.js';
import type {Fields} from './page-store.js';

/** A record of ours that is owed to an external system as a whole: a row of `sync_outbox` without a link. */
export type Creation = {
	readonly id: string;
	/** Names it for ever, on both sides. */
	readonly marker: string;
	readonly internalId: string;
	readonly fields: Fields;
	readonly changes: JsonObject;
	/** A send of it may have taken effect without an answer: what was sent then stays what is looked for. */
	readonly isUnknown: boolean;
	readonly attempts: number;
};

/** Records that wait to be made on the other side. They end as every entry of the outbox does. */
export type CreationStore = {
	/** Takes the next one that is due, those of unknown outcome first; from here on only `token` may end it. None while pushing is held. */
	readonly claim: (pair: PairKey, holder: {readonly owner: string; readonly token: string}) => Promise<Creation | undefined>;
	/** What is going to be sent, before it is. */
	readonly amend: (id: string, token: string, sent: {readonly fields: Fields; readonly changes: JsonObject}) => Promise<void>;
	/** Whether our row is linked to that system by now: somebody met the new record before its answer came. */
	readonly isLinked: (pair: PairKey, internalId: string) => Promise<boolean>;
};
