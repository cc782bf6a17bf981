import type {RecordVerdictKind} from '../../core/record-verdict.js';
import {safe} from '../text/safe.js';
import {isMarked} from '../store/marks.js';
import {marksNow} from '../store/open-range.js';
import {selectedConflict, selectedDetail} from '../store/selectors.js';
import type {ConsoleState} from '../store/state.js';
import {createTextField} from '../store/text-field.js';
import type {RecordChoice} from '../../operations/verdicts/describe-record-verdicts.js';
import type {Binding, BindingContext} from './binding.js';
import {confirmRecordVerdict} from './confirmations.js';
import {markedHere, whyNotOpen} from './verdict-bindings.js';

/** What can be decided about the record; undefined while it is read, and where only its row is seen. */
const choicesHere = (state: ConsoleState): readonly RecordChoice[] | undefined => selectedDetail(state)?.recordVerdicts;

const possible = (state: ConsoleState, kinds: readonly RecordVerdictKind[]): readonly RecordChoice[] =>
	(choicesHere(state) ?? []).filter(choice => kinds.includes(choice.verdict.kind) && 'text' in choice);

/** Marks may reach beyond the rows that were read. */
function mayMarkRecords(state: ConsoleState): boolean {
	const {rows, next, before} = state.lists.conflicts;
	const marks = marksNow(state);
	return (marks.like !== undefined && (next !== undefined || before !== undefined)) || rows.some(row => row.fieldName === undefined && isMarked(marks, row)) || [...marks.rows.values()].some(row => row.fieldName === undefined);
}

const whyNot = (kinds: readonly RecordVerdictKind[]) => (state: ConsoleState): string | undefined => {
	if (markedHere(state) !== undefined) return mayMarkRecords(state) ? undefined : 'What is marked is about single fields.';
	const closed = whyNotOpen(state);
	if (closed !== undefined) return closed;
	if (selectedConflict(state)?.fieldName !== undefined) return 'It is about one field: keep ours, keep theirs, edit or ignore.';
	if (choicesHere(state) === undefined) return state.route.screen === 'conflict' ? 'It is still being read.' : 'Open it first: what can be done with a record depends on both sides of it.';
	if (possible(state, kinds).length > 0) return undefined;
	const refused = choicesHere(state)?.find(choice => kinds.includes(choice.verdict.kind));
	return refused !== undefined && 'refusal' in refused ? refused.refusal : 'That is no answer to this question.';
};

const decide = (kinds: readonly RecordVerdictKind[]) => ({state, dispatch}: BindingContext): void => {
	const selection = markedHere(state);
	const [first = 'create'] = kinds;
	if (selection !== undefined) return dispatch({type: 'bulk/requested', job: {kind: 'record', verdict: first, selection}});
	const conflict = selectedConflict(state);
	const choices = possible(state, kinds);
	const [choice] = choices;
	if (conflict === undefined || choice === undefined) return;
	const {id, version} = conflict;
	if (choice.verdict.kind !== 'link') return dispatch({type: 'overlay/opened', overlay: confirmRecordVerdict(conflict, choice)});
	const rows = choices.flatMap(({verdict}) => (verdict.kind === 'link' ? [verdict.internalId] : []));
	dispatch({type: 'overlay/opened', overlay: {
		kind: 'prompt', purpose: {kind: 'link', id, version, rows}, title: safe(`It is our row (${rows.join(', ')})`), field: createTextField(rows[0] ?? ''), problem: undefined, isBusy: false,
	}});
};

type RecordBinding = Pick<Binding, 'id' | 'keys' | 'label' | 'help'> & {readonly footer: number; readonly kinds: readonly RecordVerdictKind[]};

const binding = ({kinds, ...rest}: RecordBinding): Binding => ({...rest, isModifying: true, disabledReason: whyNot(kinds), run: decide(kinds)});

/** Conflicts over whole records: one key for each way to end the question, named by what it does. */
export const recordVerdictBindings: readonly Binding[] = [
	binding({id: 'record.unlink', keys: ['b'], label: 'unlink', help: 'Whole records: ours stays as it is, and is linked to that system no more.', footer: 17, kinds: ['unlink']}),
	binding({id: 'record.mark-gone', keys: ['d'], label: 'mark gone', help: 'Whole records: ours is marked as the policy says for records that are gone, and linked no more.', footer: 17, kinds: ['mark_gone']}),
	binding({id: 'record.link', keys: ['m'], label: 'link', help: 'Whole records: the external record is this row of ours.', footer: 17, kinds: ['link']}),
	binding({id: 'record.create', keys: ['c'], label: 'create', help: 'Whole records: the external record becomes a new one of ours; or ours, which was deleted, is created again.', footer: 17, kinds: ['create', 'create_again']}),
];
