import type {Circuit} from '../connector.js';
import type {RateLimit} from '../external-system.js';

/** The rate limit and the circuit of each external system, shared by all processes: rows of `integration_health`. */
export type TrafficStore = {
	/** Takes one token when there is one; else says how many ms to wait before asking again, and whether for a pause. The database's clock counts. */
	readonly takeToken: (externalSystemId: number, limit: RateLimit) => Promise<{readonly isGranted: boolean; readonly waitMs: number; readonly isPaused: boolean}>;
	/** No token is given before then; an earlier time than the one set changes nothing. */
	readonly pauseUntil: (externalSystemId: number, time: Date) => Promise<void>;
	readonly findCircuit: (externalSystemId: number) => Promise<Circuit | undefined>;
	/** Stores `to` while what is stored still equals `from`; false when another process was first. */
	readonly replaceCircuit: (externalSystemId: number, from: Circuit | undefined, to: Circuit) => Promise<boolean>;
};
