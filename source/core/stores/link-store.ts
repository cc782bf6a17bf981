import type {EntityType} from '../entity.js';
import type {JsonValue} from '../json.js';

/** The tie between an internal and an external record: a row of `sync_links`. */
export type Link = {
	readonly id: string;
	readonly externalSystemId: number;
	readonly entityType: EntityType;
	readonly externalId: string;
	readonly internalId: string;
	/** The value of each mapped field that both sides last agreed on. A missing key: never agreed. */
	readonly base: Readonly<Record<string, JsonValue>>;
	/** The external values that differ from the base, as last read. */
	readonly theirs: Readonly<Record<string, JsonValue>>;
	readonly externalChangedAt: Date | undefined;
	/** By what the two were taken for the same; undefined: one was made from the other, or it was never noted. */
	readonly tiedBy: string | undefined;
};

export type LinkStore = {
	readonly find: (id: string) => Promise<Link | undefined>;
	/** The same, and holds the row until the transaction ends. */
	readonly findForUpdate: (id: string) => Promise<Link | undefined>;
	/** The links of the record that has this natural key on our side, or this id on another. */
	readonly listOfRecord: (entityType: EntityType, key: string) => Promise<readonly Link[]>;
	readonly findByExternalId: (externalSystemId: number, entityType: EntityType, externalId: string) => Promise<Link | undefined>;
	/**
	 * Unties the two records: closes every other question about them, drops what was owed, and keeps what was sent. False,
	 * and nothing is changed, while a change is on its way.
	 */
	readonly remove: (id: string) => Promise<boolean>;
};
