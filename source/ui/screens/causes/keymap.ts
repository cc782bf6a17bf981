import type {ConflictCause} from '../../../core/conflict.js';
import type {ConflictPredicate} from '../../../core/predicate/conflict-predicate.js';
import type {Binding, Keymap} from '../../keymap/binding.js';
import {bulkVerdictBindings} from '../../keymap/bulk-verdict-bindings.js';
import {filterBinding} from '../../keymap/filter-binding.js';
import {groupBinding} from '../../keymap/group-binding.js';
import {ruleBinding} from '../../keymap/rule-binding.js';
import {syncBindings} from '../../keymap/sync-bindings.js';
import type {BulkSelection} from '../../store/bulk.js';
import {filterOfCause, toPredicate} from '../../store/filter-predicate.js';
import {selectedCause} from '../../store/selectors.js';
import type {ConsoleState} from '../../store/state.js';

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

const bindings: readonly Binding[] = [
	{
		id: 'causes.open', keys: ['enter', 'l', 'right'], label: 'rows', help: 'The conflicts of this cause.', footer: 10, disabledReason: whyNoCause,
		run: ({state, dispatch}) => {
			const cause = selectedCause(state);
			if (cause !== undefined) dispatch({type: 'route/opened', route: {screen: 'conflicts', filter: {...state.causesFilter, ...filterOfCause(cause)}}});
		},
	},
	...bulkVerdictBindings({screen: 'causes', what: 'this cause, or of the marked ones', footer: [11, 12, 23], disabledReason: whyNothingToSettle, select: selectionHere}),
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
