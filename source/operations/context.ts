import type {Actor} from '../core/actor.js';
import type {Clock} from '../core/process/clock.js';
import type {Connector, ConnectorContext, ConnectorOption} from '../core/connector.js';
import type {Database} from '../core/database.js';
import type {ExternalSystem} from '../core/external-system.js';
import type {HostMemory} from '../core/host-memory.js';
import type {Failpoint} from '../core/process/failpoint.js';
import type {Logger} from '../core/process/logger.js';

/** What every operation works with; compose.ts makes it once per process. */
export type OperationContext = {
	readonly database: Database;
	readonly clock: Clock;
	readonly logger: Logger;
	readonly actor: Actor;
	/** Refuses everything that modifies. */
	readonly isReadOnly: boolean;
	readonly newId: () => string;
	/** A connector whose calls are logged under this operation; `onWait` is told what they wait for. The caller closes it. */
	readonly connect: (system: ExternalSystem, operationId: string | undefined, onWait?: ConnectorContext['onWait']) => Promise<Connector>;
	/** What can be set in the system's `connection_config`, as its connector declares it; tells which values are secrets. */
	readonly connectorOptions: (system: ExternalSystem) => readonly ConnectorOption[] | Promise<readonly ConnectorOption[]>;
	/** What this host has seen of the database; absent in a process that keeps nothing. */
	readonly hostMemory?: HostMemory;
	/** Only tests have one. */
	readonly failpoint?: Failpoint;
};
