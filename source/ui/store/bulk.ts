import type {Verdict} from '../../core/conflict.js';
import type {ConflictPredicate} from '../../core/predicate/conflict-predicate.js';
import type {RecordVerdictKind} from '../../core/record-verdict.js';
import type {SafeText} from '../../core/text/safe-text.js';
import type {ConflictSelection} from '../../core/conflict-selection.js';
import type {SkippedConflicts} from '../../core/stores/bulk-verdict-store.js';
import type {BulkPreview} from '../../operations/preview-conflicts.js';
import type {RuleProposal, RuleRequest, RuleVerdict} from '../../operations/propose-rule.js';
import type {FieldPolicy} from '../../core/policy.js';

/** Of which conflicts work over many speaks: all pending ones that a predicate finds, or of them these as they were seen. */
export type BulkSelection = {readonly predicate: ConflictPredicate; readonly rows?: ConflictSelection};

/** What `u` takes back: one verdict, or work over many with the rule that was made of it. */
export type Undoable =
	| {readonly kind: 'one'; readonly id: number; readonly label: SafeText}
	| {readonly kind: 'many'; readonly requestIds: readonly string[]; readonly count: number; readonly label: SafeText; readonly rule: RuleUndo | undefined};

/** The policy of a field as it was before a rule. */
export type RuleUndo = Pick<RuleProposal, 'systemName' | 'entityType' | 'fieldName'> & {readonly before: FieldPolicy};

/** Work over many conflicts that a person asks for. */
export type BulkJob =
	| {readonly kind: 'verdict'; readonly verdict: Verdict; readonly selection: BulkSelection}
	/** Verdicts over whole records: each conflict gets the one of this kind that is possible for it. */
	| {readonly kind: 'record'; readonly verdict: RecordVerdictKind; readonly selection: BulkSelection}
	| {readonly kind: 'rule'; readonly of: RuleRequest['of']; readonly verdict: RuleVerdict}
	| {readonly kind: 'undo'; readonly undoable: Extract<Undoable, {readonly kind: 'many'}>};

/** Some of the conflicts that verdicts over whole records are for, with what each would come to. */
export type RecordPreview = Pick<BulkPreview, 'count' | 'causes' | 'selection'> & {
	readonly sample: readonly {readonly record: SafeText; readonly text: string; readonly isRefused: boolean}[];
};

/** What the work would do, as a person confirms it. */
export type BulkPlan =
	| {readonly kind: 'verdict'; readonly verdict: Verdict; readonly preview: BulkPreview}
	| {readonly kind: 'record'; readonly verdict: RecordVerdictKind; readonly preview: RecordPreview}
	| {readonly kind: 'rule'; readonly verdict: RuleVerdict; readonly proposal: RuleProposal; readonly canApply: boolean};

/** What became of the work; what failed half-way is among it. */
export type BulkEnd = {
	readonly done: readonly number[];
	readonly skipped: readonly SkippedConflicts[];
	readonly left: number;
	/** The requests that were begun, for undo and to go on. */
	readonly requestIds: readonly string[];
	/** The version of the policy with the rule in it. */
	readonly ruleVersion?: number;
};

export type Bulk = {
	readonly job: BulkJob;
	readonly phase: 'reading' | 'asking' | 'running';
	readonly plan: BulkPlan | undefined;
	readonly total: number;
	readonly done: number;
	/** Those that moved meanwhile, or for which it is refused. */
	readonly skipped: number;
	/** Milliseconds since 1970; undefined until it runs. */
	readonly startedAt: number | undefined;
	readonly isCancelled: boolean;
};

/** How many conflicts a plan would settle. */
export function countSettled(plan: BulkPlan): number {
	switch (plan.kind) {
		case 'verdict': return plan.preview.count - plan.preview.refused.reduce((sum, {count}) => sum + count, 0);
		case 'record': return plan.preview.count;
		case 'rule': return Object.values(plan.proposal.backTest.settles).reduce((sum, count) => sum + count, 0);
	}
}
