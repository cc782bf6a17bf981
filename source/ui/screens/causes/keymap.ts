import type {ConflictCause} from '../../../core/conflict.js';
import type {ConflictPredicate} from '../../../core/conflict-predicate.js';
import type {Binding, BindingContext, Keymap} from '../../keymap/binding.js';
import {filterBinding} from '../../keymap/filter-binding.js';
import {groupBinding} from '../../keymap/group-binding.js';
import {ruleBinding} from '../../keymap/rule-binding.js';
import {syncBindings} from '../../keymap/sync-bindings.js';
import type {BulkSelection} from '../../store/bulk.js';
import {filterOfCause, toPredicate} from '../../store/filter-predicate.js';
import {selectedCause} from '../../store/selectors.js';
import type {ConsoleState, VerdictKind} from '../../store/state.js';

const whyNoCause = (state: ConsoleState): string | undefined => {
	const cause = selectedCause(state);
	if (cause === undefined) return 'No conflict waits here.';
	return cause.count === 0 ? 'All of this cause are settled.' : undefined;
};

const whyNothingToSettle = (state: ConsoleState): string | undefined => (state.markedCauses.size > 0 ? undefined : whyNoCause(state));

/** The marked causes, else the one under the cursor, within the filter. */
function selectionHere(state: ConsoleState): BulkSelection | undefined {
	const cause = selectedCause(state);
	const causes: readonly ConflictCause[] = state.markedCauses.size > 0 ? [...state.markedCauses.values()] : cause === undefined ? [] : [cause];
	const [first, ...more] = causes.map(one => toPredicate({...state.causesFilter, ...filterOfCause(one)}));
	if (first === undefined) return undefined;
	const predicate: ConflictPredicate = more.length === 0 ? first : {kind: 'any', of: [first, ...more]};
	return {predicate};
}

const settleAll = (kind: Exclude<VerdictKind, 'edit'>) => ({state, dispatch}: BindingContext): void => {
	const selection = selectionHere(state);
	if (selection !== undefined) dispatch({type: 'bulk/requested', job: {kind: 'verdict', verdict: {kind}, selection}});
};

const verdict = (id: string, key: string, label: string, help: string, footer: number, kind: Exclude<VerdictKind, 'edit'>): Binding =>
	({id, keys: [key], label, help, footer, isModifying: true, disabledReason: whyNothingToSettle, run: settleAll(kind)});

const bindings: readonly Binding[] = [
	{
		id: 'causes.open', keys: ['enter', 'l', 'right'], label: 'rows', help: 'The conflicts of this cause.', footer: 10, disabledReason: whyNoCause,
		run: ({state, dispatch}) => {
			const cause = selectedCause(state);
			if (cause !== undefined) dispatch({type: 'route/opened', route: {screen: 'conflicts', filter: {...state.causesFilter, ...filterOfCause(cause)}}});
		},
	},
	verdict('causes.keep-ours', 'i', 'keep ours…', 'Keep our value in all conflicts of this cause, or of the marked ones; shows them first.', 11, 'keep_internal'),
	verdict('causes.keep-theirs', 'x', 'keep theirs…', 'Take the external value in all conflicts of this cause, or of the marked ones; shows them first.', 12, 'keep_external'),
	verdict('causes.ignore', 'n', 'ignore…', 'Leave both sides as they are in all conflicts of this cause, or of the marked ones; shows them first.', 23, 'ignore'),
	ruleBinding,
	{
		id: 'causes.mark', keys: ['space'], label: 'mark', help: 'Mark this cause, or unmark it: verdicts then go to all marked causes, after a preview.', footer: 22, disabledReason: whyNoCause,
		run: ({state, dispatch}) => {
			const cause = selectedCause(state);
			if (cause !== undefined) dispatch({type: 'mark/cause-toggled', cause});
		},
	},
	{id: 'causes.mark-all', keys: ['ctrl-a'], label: 'mark all', help: 'Mark every cause that is listed.', disabledReason: whyNoCause, run: ({dispatch}) => dispatch({type: 'mark/all-causes-pressed'})},
	groupBinding,
	filterBinding,
	...syncBindings,
];

export const causesKeymap: Keymap = {title: 'Conflicts by cause', bindings};
