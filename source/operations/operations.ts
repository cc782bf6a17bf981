import type {Actor} from '../core/actor.js';
import type {Conflict, ConflictCause, ConflictFilter} from '../core/conflict.js';
import type {ConflictGroup} from '../core/conflict-group.js';
import type {ChangeEvent, ConnectionState} from '../core/database.js';
import type {FoundRecord, RecordSearch} from '../core/found-record.js';
import type {Health} from '../core/health.js';
import type {Operation} from '../core/operation.js';
import type {KeyPage} from '../core/page.js';
import type {PairName} from '../core/pair-key.js';
import type {RejectedRecord} from '../core/rejected-record.js';
import type {MappingDocument, PolicyDocument} from '../core/rule-schema.js';
import type {CallFilter, LoggedCall} from '../core/stores/api-call-store.js';
import type {AuditedEvent, AuditFilter} from '../core/stores/audit-store.js';
import type {OperationFilter} from '../core/stores/operation-store.js';
import type {PushHold} from '../core/stores/push-hold-store.js';
import type {PlanRequest, PlanRow, SyncPlan} from '../core/sync-plan.js';
import type {ApplyRequest} from './apply-plan.js';
import type {AppliedRule, RuleApplication} from './apply-rule.js';
import type {Cancellation} from './cancel-operation.js';
import type {CorrelateRequest, CorrelationOutcome} from './correlate.js';
import type {CreatedPoams, CreatePoamsRequest} from './create-poams.js';
import type {RecordChoice} from './verdicts/describe-record-verdicts.js';
import type {DiscardRequest} from './discard-rejected.js';
import type {ExplainRequest, RecordExplanation} from './explain-record.js';
import type {ConflictDetail} from './get-conflict.js';
import type {OperationDetail} from './get-operation.js';
import type {PlanRowsRequest} from './list-plan-rows.js';
import type {GetRecordRequest, RecordDetail} from './get-record.js';
import type {SystemDetail, SystemSummary} from './get-system.js';
import type {MappingsImport} from './import-mappings.js';
import type {ImportRequest} from './import-request.js';
import type {PolicyImport} from './change-policy.js';
import type {ListedPolicy} from './list-policies.js';
import type {PolicySetting} from './set-policy.js';
import type {RulesImport, RulesRequest} from './import-rules.js';
import type {GroupsRequest} from './list-conflict-groups.js';
import type {LookOptions} from './plan-sync.js';
import type {BulkPreview, PreviewRequest} from './preview-conflicts.js';
import type {PoamProposals, PoamProposalsRequest} from './propose-poams.js';
import type {RuleProposal, RuleRequest} from './propose-rule.js';
import type {ReleaseRequest} from './release-pushing.js';
import type {ReplayRequest} from './replay-rejected.js';
import type {RequestedScan, ScanOfFinding} from './request-scan.js';
import type {Resolution, ResolveRequest} from './resolve-conflict.js';
import type {BulkOptions, BulkOutcome, BulkRequest, BulkResumption} from './resolve-conflicts.js';
import type {ResumeRequest} from './list-stopped-runs.js';
import type {ResumeOptions, ResumeOutcome} from './resume-sync.js';
import type {SyncOptions, SyncOutcome, SyncRequest} from './run-sync.js';
import type {PushEnabledRequest} from './set-push-enabled.js';
import type {SystemConnectionRequest} from './set-system-connection.js';
import type {SystemEnabledRequest} from './set-system-enabled.js';
import type {SettleRecordRequest} from './settle-record.js';
import type {MappingTest, TestRequest} from './test-mappings.js';
import type {SystemTest} from './test-system.js';
import type {UndoRequest} from './undo-conflicts.js';
import type {VerificationOutcome, VerifyOptions, VerifyRequest} from './verify.js';

/** Everything that a person can ask for. Console, daemon and commands call only these. Failures are AppErrors. */
export type Operations = {
	readonly actor: Actor;
	readonly isReadOnly: boolean;
	readonly watch: (onChange: (event: ChangeEvent) => void, onState?: (state: ConnectionState) => void) => Promise<() => Promise<void>>;
	readonly getHealth: () => Promise<Health>;
	readonly listConflictCauses: (filter: ConflictFilter) => Promise<readonly ConflictCause[]>;
	/** The same by another thing that they have in common. */
	readonly listConflictGroups: (request: GroupsRequest) => Promise<readonly ConflictGroup[]>;
	readonly listConflicts: (filter: ConflictFilter, after: number | undefined, limit: number) => Promise<KeyPage<Conflict>>;
	/** The rows before a key, or the last ones there are; in the same order, `next` goes on towards the start. */
	readonly listConflictsBefore: (filter: ConflictFilter, before: number | undefined, limit: number) => Promise<KeyPage<Conflict>>;
	readonly getConflict: (id: number) => Promise<ConflictDetail>;
	/** Settles one conflict, if it is still what the person saw. */
	readonly resolveConflict: (request: ResolveRequest) => Promise<Resolution>;
	/** What can be decided about a conflict over a whole record; empty for others. */
	readonly listRecordVerdicts: (id: number) => Promise<readonly RecordChoice[]>;
	/** Settles one conflict over a whole record, if it is still what the person saw. */
	readonly settleRecord: (request: SettleRecordRequest) => Promise<Resolution>;
	/** Reads the record of a conflict anew, and decides it by what it shows now. */
	readonly lookAgain: (request: {readonly id: number}, options?: SyncOptions) => Promise<SyncOutcome>;
	/** Takes a verdict back: the values return, the conflict is pending again. CONFLICT_UNDO_REFUSED with the reason when something newer stands on top. */
	readonly undoResolution: (request: {readonly id: number}) => Promise<Resolution>;
	/** What one verdict would do to all conflicts that a predicate finds; writes nothing. */
	readonly previewConflicts: (request: PreviewRequest) => Promise<BulkPreview>;
	/** Gives one verdict to many, page by page; a request that was stopped goes on by its id. CONFLICT_STALE when the count is another. */
	readonly resolveConflicts: (request: BulkRequest | BulkResumption, options?: BulkOptions) => Promise<BulkOutcome>;
	/** Takes a verdict over many back, where nothing newer stands on top. */
	readonly undoConflicts: (request: UndoRequest, options?: BulkOptions) => Promise<BulkOutcome>;
	/** A verdict as a rule for its field, with what it would have done to pending and past conflicts; changes nothing. RULE_REFUSED when it cannot be one. */
	readonly proposeRule: (request: RuleRequest) => Promise<RuleProposal>;
	/** Puts a proposed rule in force and settles what it decides; POLICY_STALE when the policy was changed since. */
	readonly applyRule: (request: RuleApplication, options?: BulkOptions) => Promise<AppliedRule>;
	readonly annotateConflict: (request: {readonly id: number; readonly note: string | undefined}) => Promise<Conflict>;
	readonly assignConflict: (request: {readonly id: number; readonly username: string | undefined}) => Promise<Conflict>;
	readonly listOperations: (filter: OperationFilter, after: number | undefined, limit: number) => Promise<KeyPage<Operation>>;
	readonly listOperationsBefore: (filter: OperationFilter, before: number | undefined, limit: number) => Promise<KeyPage<Operation>>;
	readonly getOperation: (id: string) => Promise<OperationDetail>;
	/** Asks a run of whatever process to stop after the page in hand; ends it where its process is gone. The id of a part means the whole. */
	readonly cancelOperation: (request: {readonly id: string}) => Promise<Cancellation>;
	readonly listCalls: (filter: CallFilter, after: number | undefined, limit: number) => Promise<KeyPage<LoggedCall>>;
	readonly listCallsBefore: (filter: CallFilter, before: number | undefined, limit: number) => Promise<KeyPage<LoggedCall>>;
	readonly listAudit: (filter: AuditFilter, after: number | undefined, limit: number) => Promise<KeyPage<AuditedEvent>>;
	readonly listAuditBefore: (filter: AuditFilter, before: number | undefined, limit: number) => Promise<KeyPage<AuditedEvent>>;
	/** Goes through the chain of audit events; `firstBroken` is the number of the first that does not fit. */
	readonly verifyAudit: () => Promise<{readonly events: number; readonly firstBroken: number | undefined}>;
	/** Checks what must hold of the whole installation; docs/invariants.md has the list. */
	readonly verify: (request: VerifyRequest, options?: VerifyOptions) => Promise<VerificationOutcome>;
	readonly listSystems: () => Promise<readonly SystemSummary[]>;
	readonly getSystem: (systemName: string) => Promise<SystemDetail>;
	/** Turns the syncing of a system on or off. */
	readonly setSystemEnabled: (request: SystemEnabledRequest) => Promise<SystemSummary>;
	/** Sets where a system is and how to get in; secrets go in and never come out. */
	readonly setSystemConnection: (request: SystemConnectionRequest) => Promise<SystemDetail>;
	/** Compares the database with what this host has seen of it; gives why nothing may leave. */
	readonly noticeRestore: () => Promise<PushHold | undefined>;
	/** Lets changes leave again after a restore; refused while pairs were not read anew, unless it is meant `anyway`. */
	readonly releasePushing: (request: ReleaseRequest) => Promise<PushHold>;
	/** Lets changes of one pair leave, or holds them back. Off until a person turns it on. */
	readonly setPushEnabled: (request: PushEnabledRequest) => Promise<void>;
	/** Ties hosts and findings to what other systems know of them, where nothing is tied yet. */
	readonly correlate: (request: CorrelateRequest, signal?: AbortSignal) => Promise<CorrelationOutcome>;
	/** Which plans of action the open findings lack, and which are done with; writes nothing. */
	readonly proposePoams: (request: PoamProposalsRequest) => Promise<PoamProposals>;
	/** Makes proposed plans of action here, and owes them to the other side. */
	readonly createPoams: (request: CreatePoamsRequest) => Promise<CreatedPoams>;
	/** Asks a system to scan one finding again; what it finds comes with a later sync. */
	readonly requestScan: (request: ScanOfFinding, signal?: AbortSignal) => Promise<RequestedScan>;
	/** Proves that address and credentials of a system work; writes nothing. */
	readonly testSystem: (systemName: string, signal?: AbortSignal) => Promise<SystemTest>;
	/** Syncs now, in this process. */
	readonly runSync: (request: SyncRequest, options?: SyncOptions) => Promise<SyncOutcome>;
	/** Records of ours by key, name or id over there; a page may be empty although more follow. */
	readonly searchRecords: (search: RecordSearch, after: number | undefined, limit: number) => Promise<KeyPage<FoundRecord>>;
	readonly getRecord: (request: GetRecordRequest) => Promise<RecordDetail>;
	/** Why a field of a record is as it is, by each system that it is linked to. */
	readonly explainRecord: (request: ExplainRequest) => Promise<readonly RecordExplanation[]>;
	readonly getRejected: (id: number) => Promise<RejectedRecord>;
	/** Maps rejected records again by the mappings of today: one, or all that match. */
	readonly replayRejected: (request: ReplayRequest, options?: SyncOptions) => Promise<SyncOutcome>;
	/** Puts a rejected record aside, with the reason. */
	readonly discardRejected: (request: DiscardRequest) => Promise<Conflict>;
	readonly exportMappings: (pair: PairName) => Promise<MappingDocument>;
	/** Makes a pair's mappings those of a document; what differs comes back, also from a trial. */
	readonly importMappings: (request: ImportRequest) => Promise<MappingsImport>;
	/** Tries mappings on one real record; writes nothing. */
	readonly testMappings: (request: TestRequest, signal?: AbortSignal) => Promise<MappingTest>;
	readonly listPolicies: () => Promise<readonly ListedPolicy[]>;
	readonly exportPolicy: (pair: PairName) => Promise<PolicyDocument>;
	readonly importPolicy: (request: ImportRequest) => Promise<PolicyImport>;
	/** A policy and mappings that were changed together: both are saved, or neither. */
	readonly importRules: (request: RulesRequest) => Promise<RulesImport>;
	readonly setPolicy: (setting: PolicySetting) => Promise<PolicyImport>;
	/** Goes on with the runs that were interrupted, in the scope that each had. */
	readonly resumeSync: (request: ResumeRequest, options?: ResumeOptions) => Promise<ResumeOutcome>;
	/** What a run would do, kept as a plan; nothing of either side changes. */
	readonly planSync: (request: PlanRequest, options?: LookOptions) => Promise<SyncPlan>;
	/** All of a plan, or nothing: SYNC_PLAN_STALE when the world moved since. */
	readonly applyPlan: (request: ApplyRequest, options?: LookOptions) => Promise<{readonly plan: SyncPlan; readonly operations: readonly Operation[]}>;
	readonly listPlans: (after: string | undefined, limit: number) => Promise<KeyPage<SyncPlan, string>>;
	readonly getPlan: (id: string) => Promise<SyncPlan>;
	readonly listPlanRows: (request: PlanRowsRequest) => Promise<KeyPage<PlanRow>>;
};
