import type {Conflict} from '../../../core/conflict.js';
import type {Binding, Keymap} from '../../keymap/binding.js';
import {filterBinding} from '../../keymap/filter-binding.js';
import {recordVerdictBindings} from '../../keymap/record-verdict-bindings.js';
import {ruleBinding} from '../../keymap/rule-binding.js';
import {syncBindings} from '../../keymap/sync-bindings.js';
import {verdictBindings} from '../../keymap/verdict-bindings.js';
import {isOpen} from '../../store/conflict-handlers.js';
import type {Likeness} from '../../store/marks.js';
import {selectedConflict} from '../../store/selectors.js';
import type {ConsoleState} from '../../store/state.js';

const whyNoRow = (state: ConsoleState): string | undefined => (selectedConflict(state) === undefined ? 'No conflict waits here.' : undefined);

const whyNoMark = (state: ConsoleState): string | undefined => {
	const conflict = selectedConflict(state);
	return conflict === undefined || !isOpen(state, conflict) ? 'This one is settled.' : undefined;
};

const markLike = (toLikeness: (conflict: Conflict) => Likeness, binding: Pick<Binding, 'id' | 'keys' | 'label' | 'help'>): Binding => ({
	...binding, disabledReason: whyNoRow,
	run: ({state, dispatch}) => {
		const conflict = selectedConflict(state);
		if (conflict !== undefined) dispatch({type: 'mark/like-pressed', like: toLikeness(conflict)});
	},
});

const bindings: readonly Binding[] = [
	{
		id: 'conflicts.open', keys: ['enter', 'l', 'right'], label: 'open', help: 'This conflict, with both sides and what each verdict does.', footer: 10, disabledReason: whyNoRow,
		run: ({state, dispatch}) => {
			const conflict = selectedConflict(state);
			if (conflict !== undefined && state.route.screen === 'conflicts') dispatch({type: 'route/opened', route: {screen: 'conflict', filter: state.route.filter, id: conflict.id}});
		},
	},
	...verdictBindings,
	ruleBinding,
	{
		id: 'conflicts.mark', keys: ['space'], label: 'mark', help: 'Mark this row, or unmark it: verdicts then go to all marked rows, after a preview.', footer: 18, disabledReason: whyNoMark,
		run: ({state, dispatch}) => {
			const conflict = selectedConflict(state);
			if (conflict !== undefined) dispatch({type: 'mark/toggled', conflict});
		},
	},
	{
		id: 'conflicts.mark-range', keys: ['v'], label: 'range', help: 'Mark from here as far as the cursor goes; pressed again, that stays marked.',
		disabledReason: whyNoRow,
		run: ({dispatch}) => dispatch({type: 'mark/range-pressed'}),
	},
	markLike(() => ({kind: 'all'}), {id: 'conflicts.mark-all', keys: ['ctrl-a'], label: 'mark all', help: 'Mark all that the filter finds, read or not.'}),
	markLike(of => ({kind: 'cause', of}), {id: 'conflicts.mark-cause', keys: ['*'], label: 'mark cause', help: 'Mark all of the same cause as this one, read or not.'}),
	markLike(of => ({kind: 'values', of}), {id: 'conflicts.mark-values', keys: [','], label: 'mark like this', help: 'Mark all with the same pair of values as this one, read or not.'}),
	...recordVerdictBindings,
	filterBinding,
	...syncBindings,
];

export const conflictsKeymap: Keymap = {title: 'Conflicts', bindings};
