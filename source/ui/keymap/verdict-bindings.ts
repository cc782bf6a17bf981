import type {Conflict} from '../../core/conflict.js';
import {safe} from '../text/safe.js';
import {isOpen} from '../store/conflict-handlers.js';
import {hasMarks, toSelection} from '../store/marks.js';
import type {BulkSelection} from '../store/bulk.js';
import {marksNow} from '../store/open-range.js';
import type {Overlay, PromptPurpose} from '../store/overlay.js';
import {selectedConflict, selectedDetail} from '../store/selectors.js';
import type {ConsoleState, VerdictKind} from '../store/state.js';
import {createTextField} from '../store/text-field.js';
import {closingWord, fieldName, recordName} from '../store/words.js';
import type {Binding, BindingContext} from './binding.js';

/** What is marked in the list; undefined where a verdict is about one conflict. */
export function markedHere(state: ConsoleState): BulkSelection | undefined {
	if (state.route.screen !== 'conflicts') return undefined;
	const marks = marksNow(state);
	return hasMarks(marks) ? toSelection(marks, state.route.filter) : undefined;
}

/** Why nothing can be decided about the conflict in front; undefined when something can. */
export function whyNotOpen(state: ConsoleState): string | undefined {
	const conflict = selectedConflict(state);
	if (conflict === undefined) return 'No conflict is in front.';
	if (state.settling.has(conflict.id)) return 'The verdict on this one is under way.';
	if (isOpen(state, conflict)) return undefined;
	return conflict.status === 'pending' ? `${recordName(conflict)} was settled meanwhile.` : `${recordName(conflict)}: ${closingWord(conflict)} already.`;
}

/** Why a verdict cannot be given; what the operation itself refuses is known once the conflict is in front. */
const whyNoVerdict = (kind: VerdictKind) => (state: ConsoleState): string | undefined => {
	if (markedHere(state) !== undefined) return undefined;
	const outcome = selectedDetail(state)?.outcomes[kind];
	return whyNotOpen(state) ?? (outcome !== undefined && 'refusal' in outcome ? outcome.refusal : undefined);
};

const give = (kind: Exclude<VerdictKind, 'edit'>) => ({state, dispatch}: BindingContext): void => {
	const conflict = selectedConflict(state);
	const selection = markedHere(state);
	if (selection !== undefined) dispatch({type: 'bulk/requested', job: {kind: 'verdict', verdict: {kind}, selection}});
	else if (conflict !== undefined) dispatch({type: 'conflict/verdict-requested', id: conflict.id, version: conflict.version, verdict: {kind}});
};

const verdict = (kind: Exclude<VerdictKind, 'edit'>, binding: Pick<Binding, 'keys' | 'label' | 'help' | 'footer'>): Binding =>
	({...binding, id: `conflict.${kind.replace('_', '-')}`, isModifying: true, disabledReason: whyNoVerdict(kind), run: give(kind)});

const isPlain = (value: Conflict['internalValue']): boolean => value === undefined || value === null || typeof value === 'string';

function editOverlay(conflict: Conflict, selection: BulkSelection | undefined): Overlay {
	const value = conflict.internalValue ?? conflict.externalValue;
	const isJson = ![conflict.internalValue, conflict.externalValue, conflict.baseValue].every(isPlain);
	const text = value === undefined || value === null ? '' : isJson || typeof value !== 'string' ? JSON.stringify(value) : value;
	const purpose: PromptPurpose = selection === undefined ? {kind: 'edit', id: conflict.id, version: conflict.version, isJson} : {kind: 'edit-many', selection, isJson};
	const what = selection === undefined ? fieldName(conflict) : 'all that are marked; they are shown first';
	return {kind: 'prompt', purpose, problem: undefined, isBusy: false, title: safe(`Both become${isJson ? ' (JSON)' : ''}: ${what}`), field: createTextField(text)};
}

const withConflict = (run: (conflict: Conflict, context: BindingContext) => void) => (context: BindingContext): void => {
	const conflict = selectedConflict(context.state);
	if (conflict !== undefined) run(conflict, context);
};

const whyNone = (state: ConsoleState): string | undefined => (selectedConflict(state) === undefined ? 'No conflict is in front.' : undefined);

/** One key a verdict: on the conflict in front, on the row under the cursor, or on all marked rows. */
export const verdictBindings: readonly Binding[] = [
	verdict('keep_internal', {keys: ['i'], label: 'keep ours', help: 'Our value stays, and the other system gets it.', footer: 11}),
	verdict('keep_external', {keys: ['x'], label: 'keep theirs', help: 'Our record gets the external value.', footer: 12}),
	{
		id: 'conflict.edit', keys: ['e'], label: 'edit', help: 'Both sides become a value that you type.', footer: 13, isModifying: true, disabledReason: whyNoVerdict('edit'),
		run: withConflict((conflict, {state, dispatch}) => dispatch({type: 'overlay/opened', overlay: editOverlay(conflict, markedHere(state))})),
	},
	verdict('ignore', {keys: ['n'], label: 'ignore', help: 'Both sides stay as they are; asked again when either moves.', footer: 14}),
	{
		id: 'conflict.assign', keys: ['a'], label: 'assign', help: 'Say who takes care of it.', footer: 24, isModifying: true, disabledReason: whyNone,
		run: withConflict((conflict, {state, dispatch}) => dispatch({type: 'overlay/opened', overlay: {
			kind: 'prompt', purpose: {kind: 'assign', id: conflict.id}, title: safe('Assign to (empty: nobody)'),
			field: createTextField(conflict.assignedTo ?? state.actor?.username ?? ''), problem: undefined, isBusy: false,
		}})),
	},
	{
		id: 'conflict.note', keys: ['t'], label: 'note', help: 'Leave a note for whoever looks next.', footer: 25, isModifying: true, disabledReason: whyNone,
		run: withConflict((conflict, {dispatch}) => dispatch({type: 'overlay/opened', overlay: {
			kind: 'prompt', purpose: {kind: 'note', id: conflict.id}, title: safe('Note (empty: none)'), field: createTextField(conflict.note ?? ''), problem: undefined, isBusy: false,
		}})),
	},
];
