import type {Clock} from '../core/process/clock.js';
import type {Connector, ConnectorContext} from '../core/connector.js';
import type {Database} from '../core/database.js';
import type {ExternalSystem} from '../core/external-system.js';
import type {Failpoint} from '../core/process/failpoint.js';
import type {Logger} from '../core/process/logger.js';
import type {LeaseHolder} from '../core/stores/lease-store.js';

/** What a run works with. */
export type SyncDependencies = {
	readonly database: Database;
	readonly clock: Clock;
	readonly logger: Logger;
	readonly newId: () => string;
	readonly holder: LeaseHolder;
	/** `onWait` is told what its calls wait for. */
	readonly connect: (system: ExternalSystem, operationId: string | undefined, onWait?: ConnectorContext['onWait']) => Promise<Connector>;
	/** How often a run looks whether it is to stop, in ms; only tests shorten it. */
	readonly lookEveryMs?: number;
	/** How long a lease holds without a renewal; only tests shorten it. */
	readonly leaseMs?: number;
	/** Only tests have one. */
	readonly failpoint?: Failpoint;
};
