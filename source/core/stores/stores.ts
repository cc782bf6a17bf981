import type {ApiCallStore} from './api-call-store.js';
import type {AuditStore} from './audit-store.js';
import type {CheckpointStore} from './checkpoint-store.js';
import type {ConflictStore} from './conflict-store.js';
import type {HealthStore} from './health-store.js';
import type {InternalEditStore} from './internal-edit-store.js';
import type {LeaseStore} from './lease-store.js';
import type {LinkStore} from './link-store.js';
import type {OperationStore} from './operation-store.js';
import type {OutboxStore} from './outbox-store.js';
import type {PageStore} from './page-store.js';
import type {RecordStore} from './record-store.js';
import type {RuleStore} from './rule-store.js';
import type {SystemStore} from './system-store.js';
import type {TrafficStore} from './traffic-store.js';
import type {UpkeepStore} from './upkeep-store.js';
import type {UserStore} from './user-store.js';

/** Everything that can be asked of the database, in plain values. */
export type Stores = {
	readonly apiCalls: ApiCallStore;
	readonly audit: AuditStore;
	readonly checkpoints: CheckpointStore;
	readonly conflicts: ConflictStore;
	readonly health: HealthStore;
	readonly internalEdits: InternalEditStore;
	readonly leases: LeaseStore;
	readonly links: LinkStore;
	readonly operations: OperationStore;
	readonly outbox: OutboxStore;
	readonly pages: PageStore;
	readonly records: RecordStore;
	readonly rules: RuleStore;
	readonly systems: SystemStore;
	readonly traffic: TrafficStore;
	readonly upkeep: UpkeepStore;
	readonly users: UserStore;
};
