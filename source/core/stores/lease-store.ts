import type {PairKey} from '../pair-key.js';

export type LeaseHolder = {readonly owner: string; readonly host: string; readonly pid: number};

/** `token` is the fence: writes of a run whose token is no longer the pair's are refused. */
export type Lease = LeaseHolder & {readonly token: string; readonly heartbeatAt: Date; readonly expiresAt: Date};

export type LeaseStore = {
	/** Takes the pair when it is free or its holder's lease has expired, by the database's clock. Undefined: somebody holds it. */
	readonly acquire: (pair: PairKey, holder: LeaseHolder, operationId: string, seconds: number) => Promise<Lease | undefined>;
	readonly find: (pair: PairKey) => Promise<Lease | undefined>;
	/** False: the lease was lost, and nothing may be written any more. */
	readonly renew: (pair: PairKey, token: string, seconds: number) => Promise<boolean>;
	/** Inside a page's transaction: holds the token, so that a take-over waits for the commit, and a renewal does not. False: lost. */
	readonly fence: (pair: PairKey, token: string) => Promise<boolean>;
	readonly release: (pair: PairKey, token: string) => Promise<void>;
};
