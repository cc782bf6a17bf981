import type {Conflict} from '../../../source/core/conflict.js';
import type {ChangeEvent, ChangeTopic, ConnectionState} from '../../../source/core/database.js';
import type {FoundRecord} from '../../../source/core/found-record.js';
import type {Health} from '../../../source/core/health.js';
import type {Operation} from '../../../source/core/operation.js';
import type {LoggedCall} from '../../../source/core/stores/api-call-store.js';
import type {AuditedEvent} from '../../../source/core/stores/audit-store.js';
import type {PoamProposal} from '../../../source/core/poam-proposal.js';
import type {MappingDocument} from '../../../source/core/rule-schema.js';
import type {SyncPlan} from '../../../source/core/sync-plan.js';
import type {ListedPolicy} from '../../../source/operations/list-policies.js';
import {sampleCalls, sampleEvents, sampleOperations} from './sample-activity.js';
import {sampleConflicts} from './sample-conflicts.js';
import {sampleProposals} from './memory-poams.js';
import {sampleRecords} from './sample-records.js';
import {sampleMappings, samplePolicies} from './sample-rules.js';

/** What the operations in memory work on; tests read it and change it as other people would. */
export type MemoryWorld = {
	conflicts: readonly Conflict[];
	operations: readonly Operation[];
	/** Runs that say they are running, and whose process is gone. */
	readonly deadRuns: Set<string>;
	calls: readonly LoggedCall[];
	events: readonly AuditedEvent[];
	records: readonly FoundRecord[];
	policies: readonly ListedPolicy[];
	mappings: readonly MappingDocument[];
	plans: readonly SyncPlan[];
	proposals: readonly PoamProposal[];
	/** Guards that the next plans trip. */
	planGuards: readonly string[];
	/** Both sides moved on since every plan. */
	isPlanStale: boolean;
	/** Planning ends when this does. */
	planned: Promise<void>;
	/** Laid over the health that is computed. */
	health: Partial<Health>;
	/** Thrown by every operation while it is set: the database is away. */
	failure: Error | undefined;
	/** Every question that was asked, by the operation's name. */
	readonly asked: string[];
	/** What happens between two pages of a verdict over many. */
	betweenPages: () => Promise<void>;
	/** What each sync does, page by page; a promise that is not settled yet keeps the sync running. */
	syncPages: () => AsyncIterable<Partial<Operation>>;
	readonly now: () => Date;
	readonly tell: (topic: ChangeTopic) => void;
	readonly setConnection: (state: ConnectionState) => void;
	readonly listeners: Set<{readonly onChange: (event: ChangeEvent) => void; readonly onState: ((state: ConnectionState) => void) | undefined}>;
};

export function createMemoryWorld(now: () => Date = () => new Date()): MemoryWorld {
	const start = now();
	const listeners: MemoryWorld['listeners'] = new Set();
	return {
		conflicts: sampleConflicts(start), operations: sampleOperations(start), deadRuns: new Set(), calls: sampleCalls(start), events: sampleEvents(start),
		records: sampleRecords(start), policies: samplePolicies(), mappings: sampleMappings(), plans: [], proposals: sampleProposals(start), planGuards: [], isPlanStale: false, planned: Promise.resolve(), health: {}, failure: undefined, asked: [], now, listeners,
		betweenPages: () => Promise.resolve(),
		syncPages: async function* () {
			yield {};
		},
		tell: topic => {
			for (const listener of listeners) listener.onChange({topic});
		},
		setConnection: state => {
			for (const listener of listeners) listener.onState?.(state);
		},
	};
}
