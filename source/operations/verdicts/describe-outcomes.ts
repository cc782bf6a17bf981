import type {Conflict, Verdict} from '../../core/conflict.js';
import {formatValue} from '../../core/text/format-value.js';
import type {JsonValue} from '../../core/json.js';
import type {ItemMerge} from '../../core/policy.js';
import {describeClashes, mergeItems} from '../../sync/decide/merge-items.js';
import {isAboutField} from './is-about-field.js';
import {joinItems} from './settle-field.js';

/** What a verdict would do, named by its result; or why it is not possible. */
export type Outcome = {readonly text: string} | {readonly refusal: string};
export type Outcomes = Readonly<Record<Verdict['kind'], Outcome>>;

/** What the rules in force allow for the disputed field. */
export type PushState =
	/** Written with the next run. */
	| 'on'
	/** Owed until a person turns pushing on for the pair. */
	| 'off'
	/** The field is only read from the other side. */
	| 'never';

/** What a verdict's outcome depends on. */
export type OutcomeSubject = Pick<Conflict, 'status' | 'systemName' | 'conflictType' | 'fieldName' | 'internalValue' | 'externalValue'> & Partial<Pick<Conflict, 'baseValue'>>;

/** `isLinked`: the record that the conflict is about is still there, and still linked. `items`: how those of its value are merged. */
export type OutcomeSituation = {readonly push: PushState; readonly isLinked: boolean; readonly items?: ItemMerge | undefined};

/** What each verdict would do to a conflict, or why it cannot be given. Pure. */
export function describeOutcomes(conflict: OutcomeSubject, {push, isLinked, items}: OutcomeSituation): Outcomes {
	if (conflict.status !== 'pending') return refuseAll('It is settled. Undo that first.');
	if (!isAboutField(conflict)) return describeRecordOutcomes(conflict);
	if (!isLinked) return refuseSides({refusal: goneRefusal}, goneRefusal);
	const disputed = push === 'never' ? undefined : findDisputedItems(conflict, items);
	return {
		keep_internal: {text: disputed === undefined ? describeOurs(conflict, push, conflict.internalValue, 'stays') : `of ${disputed} ours counts; ${mergedText(conflict, push)}`},
		keep_external: conflict.externalValue === undefined
			? {refusal: `${conflict.systemName} does not send this field, so it has no value to keep.`}
			: {text: disputed === undefined ? `our record becomes ${formatValue(conflict.externalValue)}` : `of ${disputed} theirs counts; ${mergedText(conflict, push)}`},
		edit: push === 'never'
			? {refusal: `${conflict.systemName} is only read for this field, so the two could not be made equal. Change it there.`}
			: {text: 'both become another value'},
		ignore: {text: 'both stay; asked again when either moves'},
	};
}

/** The items that the question is about, by name; undefined when it is about the whole value. */
function findDisputedItems({internalValue: internal, externalValue: external, baseValue: base}: OutcomeSubject, items: ItemMerge | undefined): string | undefined {
	if (items === undefined || joinItems({internal, external, base, items, canPush: true}, 'ours') === undefined) return undefined;
	return describeClashes(mergeItems(items, {base, ours: internal ?? null, theirs: external ?? null})?.clashes ?? []);
}

const mergedText = ({systemName}: OutcomeSubject, push: PushState): string => `what only one side changed, both get${push === 'on' ? '' : `, ${systemName} when pushing is on`}`;

/** What a verdict that was judged does to a conflict, in words; an edit's, with its value. */
export function describeVerdict(conflict: OutcomeSubject, {verdict, ...situation}: OutcomeSituation & {readonly verdict: Verdict}): string {
	if (verdict.kind === 'edit') return describeEdit(conflict, situation.push, verdict.value);
	const outcome = describeOutcomes(conflict, situation)[verdict.kind];
	return 'text' in outcome ? outcome.text : outcome.refusal;
}

const describeEdit = (conflict: OutcomeSubject, push: PushState, value: JsonValue): string =>
	push === 'on' ? `both become ${formatValue(value)}` : describeOurs(conflict, push, value, 'becomes');

function describeOurs(conflict: OutcomeSubject, push: PushState, value: JsonValue | undefined, verb: 'stays' | 'becomes'): string {
	const {systemName} = conflict;
	switch (push) {
		case 'on':
			return `${systemName} becomes ${formatValue(value)}`;
		case 'off':
			return `our record ${verb} ${formatValue(value)}; ${systemName} is told when pushing is on`;
		case 'never':
			return `our record stays ${formatValue(value)}, ${systemName} keeps ${formatValue(conflict.externalValue)}; asked again when either moves`;
	}
}

/** Conflicts over a whole record, or over a value that could not be read: keeping a side is not a matter of one value. */
function describeRecordOutcomes(conflict: OutcomeSubject): Outcomes {
	const {systemName} = conflict;
	const edit = {refusal: 'There is no single value to edit here.'};
	switch (conflict.conflictType) {
		case 'missing_record':
			return {
				keep_internal: {refusal: `There is no value of ${systemName} to keep ours against. "parley conflicts settle" unlinks our record, or marks it as gone.`},
				keep_external: {refusal: 'Parley deletes no record of ours. "parley conflicts settle" unlinks it, or marks it as gone.'},
				edit,
				ignore: {text: `our record stays, ${systemName} stays without it; asked again when that changes`},
			};
		case 'duplicate':
			return refuseSides(edit, 'Which of the records it is cannot be told by keeping a side: "parley conflicts settle" links it to one of ours, or makes it a new one.');
		case 'field_mismatch':
		case 'validation_error':
			return refuseSides(edit, `What ${systemName} sent cannot be taken as it is. Correct the record there, or the mapping here and replay it ("parley rejected replay").`);
	}
}

const goneRefusal = 'Our record is gone, or linked to nothing any more.';

const refuseSides = (edit: Outcome, refusal: string): Outcomes => ({
	keep_internal: {refusal},
	keep_external: {refusal},
	edit,
	ignore: {text: 'the record stays out of the sync; asked again when it changes'},
});

const refuseAll = (refusal: string): Outcomes => ({
	keep_internal: {refusal}, keep_external: {refusal}, edit: {refusal}, ignore: {refusal},
});
