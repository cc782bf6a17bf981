import * as fc from 'fast-check';
import {ruleKinds, type RuleKind} from './field-rules.js';
import {watchedFields, type Value, type WatchedField} from './two-sides.js';

/** Something that goes wrong while a run is at work. */
export type Trouble =
	/** The process ends at its n-th place: a call of the database, a commit, a request to the other side. */
	| {readonly kind: 'death'; readonly at: number}
	/** A person stops it after so many pages. */
	| {readonly kind: 'stop'; readonly afterPages: number}
	/** From its n-th request on, the other side is away. */
	| {readonly kind: 'outage'; readonly from: number}
	/** The n-th write takes effect, and its answer is lost. */
	| {readonly kind: 'lost-answer'; readonly write: number}
	/** The n-th commit takes effect, and the database's answer is lost. */
	| {readonly kind: 'lost-commit'; readonly commit: number}
	/** The listing leaves out every second record, and says so. */
	| {readonly kind: 'gaps'}
	/** Somebody edits, or decides, while the run is at its n-th place. */
	| {readonly kind: 'bystander'; readonly at: number; readonly edit: Edit | Deed};

/** `record` and `value` are drawn by their number among those that there are. */
export type Edit = {readonly kind: 'edit'; readonly side: 'ours' | 'theirs' | 'both'; readonly record: number; readonly field: WatchedField; readonly value: number};

/** What a person decides. `conflict` and `value` are drawn by their number among those that there are. */
export type Deed =
	| {readonly kind: 'verdict'; readonly conflict: number; readonly verdict: 'keep_internal' | 'keep_external' | 'edit' | 'ignore'; readonly value: number}
	| {readonly kind: 'undo'; readonly conflict: number}
	/** One verdict over all that wait, and its undo right after it. */
	| {readonly kind: 'bulk'; readonly verdict: 'keep_internal' | 'keep_external' | 'ignore'; readonly isTakenBack: boolean}
	/** A verdict over many is taken back, however long ago it was given. */
	| {readonly kind: 'undo-bulk'; readonly request: number};

export type Step =
	| Edit
	| Deed
	| {readonly kind: 'remove'; readonly side: 'ours' | 'theirs'; readonly record: number}
	| {readonly kind: 'archive'; readonly record: number}
	| {readonly kind: 'push'; readonly isOn: boolean}
	| {readonly kind: 'rule'; readonly field: WatchedField; readonly rule: RuleKind}
	| {readonly kind: 'filter'; readonly isOn: boolean}
	| {readonly kind: 'run'; readonly scope: 'changes' | 'full'; readonly trouble?: Trouble}
	/** A plan is made, and applied at once or not. */
	| {readonly kind: 'plan'; readonly scope: 'changes' | 'full'; readonly isApplied: boolean}
	/** The last plan is applied, whatever has happened since. */
	| {readonly kind: 'apply'}
	/** Nobody edits any more, nothing fails, and runs go on until both sides rest. */
	| {readonly kind: 'rest'};

/** Few values, so that people on both sides often write the same. */
const values: Readonly<Record<WatchedField, readonly Value[]>> = {
	poc: ['Ann', 'Bo', 'Cy', null],
	// The other side's constraint refuses the last.
	risk_rating: ['low', 'moderate', 'high', 'unheard of'],
	scheduled_completion: ['2027-01-01', '2027-02-02', null],
	deviation_rationale: ['because', 'because it is', 'because it was', null],
	weakness_description: ['a weakness', 'another weakness'],
};

export const valueOf = (field: WatchedField, number: number, side: 'ours' | 'theirs' | 'both'): Value => {
	const choices = field === 'risk_rating' && side !== 'ours' ? values.risk_rating.slice(0, 3) : values[field];
	return choices[number % choices.length] ?? null;
};

const number = fc.nat({max: 999});
const edit: fc.Arbitrary<Edit> = fc.record({
	kind: fc.constant('edit'), side: fc.constantFrom('ours', 'ours', 'theirs', 'theirs', 'both'), record: number,
	field: fc.constantFrom<WatchedField[]>('poc', 'poc', 'poc', 'risk_rating', 'risk_rating', 'scheduled_completion', 'deviation_rationale', 'weakness_description'), value: number,
});

const verdict = fc.record({kind: fc.constant('verdict' as const), conflict: number, verdict: fc.constantFrom('keep_internal' as const, 'keep_external' as const, 'edit' as const, 'ignore' as const), value: number});
const undo = fc.record({kind: fc.constant('undo' as const), conflict: number});
const bulk = fc.record({kind: fc.constant('bulk' as const), verdict: fc.constantFrom('keep_internal' as const, 'keep_external' as const, 'ignore' as const), isTakenBack: fc.boolean()});
const undoBulk = fc.record({kind: fc.constant('undo-bulk' as const), request: number});
const deed: fc.Arbitrary<Deed> = fc.oneof({weight: 6, arbitrary: verdict}, {weight: 4, arbitrary: undo}, {weight: 2, arbitrary: bulk}, {weight: 1, arbitrary: undoBulk});

const trouble: fc.Arbitrary<Trouble> = fc.oneof(
	{weight: 6, arbitrary: fc.record({kind: fc.constant('death'), at: fc.integer({min: 1, max: 220})})},
	{weight: 1, arbitrary: fc.record({kind: fc.constant('stop'), afterPages: fc.integer({min: 1, max: 3})})},
	{weight: 2, arbitrary: fc.record({kind: fc.constant('outage'), from: fc.integer({min: 1, max: 8})})},
	{weight: 2, arbitrary: fc.record({kind: fc.constant('lost-answer'), write: fc.integer({min: 1, max: 2})})},
	{weight: 2, arbitrary: fc.record({kind: fc.constant('lost-commit'), commit: fc.integer({min: 1, max: 12})})},
	{weight: 1, arbitrary: fc.record({kind: fc.constant('gaps')})},
	{weight: 6, arbitrary: fc.record({kind: fc.constant('bystander'), at: fc.integer({min: 1, max: 220}), edit})},
	{weight: 6, arbitrary: fc.record({kind: fc.constant('bystander'), at: fc.integer({min: 1, max: 220}), edit: deed})},
);

const scope = fc.constantFrom('changes' as const, 'changes' as const, 'full' as const);

export const step: fc.Arbitrary<Step> = fc.oneof(
	{weight: 12, arbitrary: edit},
	{weight: 6, arbitrary: fc.record({kind: fc.constant('run'), scope})},
	{weight: 5, arbitrary: fc.record({kind: fc.constant('run'), scope, trouble})},
	{weight: 5, arbitrary: verdict},
	{weight: 3, arbitrary: undo},
	{weight: 1, arbitrary: bulk},
	{weight: 1, arbitrary: undoBulk},
	{weight: 2, arbitrary: fc.record({kind: fc.constant('rule'), field: fc.constantFrom(...watchedFields), rule: fc.constantFrom('seeded', ...ruleKinds)})},
	{weight: 1, arbitrary: fc.record({kind: fc.constant('filter'), isOn: fc.boolean()})},
	{weight: 2, arbitrary: fc.record({kind: fc.constant('plan'), scope, isApplied: fc.boolean()})},
	{weight: 1, arbitrary: fc.constant<Step>({kind: 'apply'})},
	{weight: 1, arbitrary: fc.record({kind: fc.constant('push'), isOn: fc.boolean()})},
	{weight: 1, arbitrary: fc.record({kind: fc.constant('remove'), side: fc.constantFrom('ours' as const, 'theirs' as const), record: number})},
	{weight: 1, arbitrary: fc.record({kind: fc.constant('archive'), record: number})},
	{weight: 1, arbitrary: fc.constant<Step>({kind: 'rest'})},
);

/** Steps of which each comes out the same whenever it is taken: nothing fails, and nobody is in anybody's way. */
export const quietStep: fc.Arbitrary<Step> = fc.oneof(
	{weight: 10, arbitrary: edit}, {weight: 5, arbitrary: fc.record({kind: fc.constant('run'), scope})}, {weight: 4, arbitrary: verdict}, {weight: 3, arbitrary: undo},
	{weight: 1, arbitrary: bulk}, {weight: 1, arbitrary: fc.record({kind: fc.constant('remove'), side: fc.constantFrom('ours' as const, 'theirs' as const), record: number})},
);
