import type {EntityType} from './entity.js';
import type {JsonValue} from './json.js';
import type {RunCounts} from './operation.js';
import type {SyncSelection} from './sync-selection.js';

/** What a plan is asked for; applying it asks for the same. */
export type PlanRequest = {
	readonly systemName: string | undefined;
	readonly entityType: EntityType | undefined;
	readonly scope: 'changes' | 'full';
	readonly selection: SyncSelection | undefined;
};

/** What a run would do besides what its counts say. */
export type PlanTally = {
	/** Rows of ours that would be linked to a record met for the first time. */
	readonly linked: number;
	readonly conflictsOpened: number;
	readonly conflictsClosed: number;
	/** Fields that would be noted as owed, to the other side or to another system that shares them; a plan sends nothing. */
	readonly owed: number;
	/** Linked records that a complete listing did not return. */
	readonly missing: number;
};

export const noTally: PlanTally = {linked: 0, conflictsOpened: 0, conflictsClosed: 0, owed: 0, missing: 0};

/** What a run of one pair would do, as it was when it was looked at. */
export type PairPlan = {
	readonly externalSystemId: number;
	readonly systemName: string;
	readonly entityType: EntityType;
	readonly counts: RunCounts;
	readonly tally: PlanTally;
	/** Over everything that would be written: equal digests, equal writes. */
	readonly digest: string;
	/** Why the listing was not the whole truth. */
	readonly problems: readonly string[];
	/** Guards that would stop such a run; applying the plan with them in view clears them. */
	readonly guards: readonly string[];
	/** Records that would be touched, of which `sync_plan_rows` keeps the first of each kind. */
	readonly touched: number;
};

export const planRowKinds = ['created', 'linked', 'updated', 'conflicting', 'rejected', 'missing', 'noted'] as const;
/** `noted`: nothing of ours changes, but what was agreed, owed or asked about does. */
export type PlanRowKind = (typeof planRowKinds)[number];

/** One record in a plan. `undefined` means absent. */
export type PlanRow = {
	readonly externalSystemId: number;
	readonly entityType: EntityType;
	readonly kind: PlanRowKind;
	readonly externalId: string;
	/** Our key of the record; empty where it has none yet. */
	readonly entityId: string;
	readonly label: string;
	/** Fields of ours that would change. */
	readonly changes: readonly {readonly field: string; readonly before: JsonValue | undefined; readonly after: JsonValue}[];
	/** Questions that would be asked. */
	readonly questions: readonly {readonly field: string | undefined; readonly reason: string; readonly internal: JsonValue | undefined; readonly external: JsonValue | undefined; readonly note: string | undefined}[];
	/** Fields that would be owed to the other side; those that are owed to another system name it. */
	readonly owed: readonly string[];
};

/** Plans that nobody applied: of each request the newest, where it would touch anything. */
export type WaitingPlans = {readonly count: number; readonly oldestAt: Date};

export type SyncPlan = {
	readonly id: string;
	readonly request: PlanRequest;
	readonly pairs: readonly PairPlan[];
	readonly createdAt: Date;
	readonly createdBy: string;
	readonly appliedAt: Date | undefined;
	readonly appliedBy: string | undefined;
	/** The run that applied it. */
	readonly operationId: string | undefined;
};

/** How far a look at one pair has come: "Xacta 360 poams: 400 looked at". */
export type LookProgress = {readonly systemName: string; readonly plural: string; readonly read: number};
