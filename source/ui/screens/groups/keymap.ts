import {allOf} from '../../../core/conflict-predicate.js';
import type {Binding, Keymap} from '../../keymap/binding.js';
import {filterBinding} from '../../keymap/filter-binding.js';
import {groupBinding} from '../../keymap/group-binding.js';
import type {BulkSelection} from '../../store/bulk.js';
import {toFilter, toPredicate} from '../../store/filter-predicate.js';
import {selectedGroup} from '../../store/selectors.js';
import type {ConsoleState, VerdictKind} from '../../store/state.js';

const whyNoGroup = (state: ConsoleState): string | undefined => {
	const group = selectedGroup(state);
	if (group === undefined) return 'No conflict waits here.';
	return group.count === 0 ? 'All of this group are settled.' : undefined;
};

/** The group under the cursor, within the filter. */
function selectionHere(state: ConsoleState): BulkSelection | undefined {
	const group = selectedGroup(state);
	return group === undefined || state.route.screen !== 'groups' ? undefined : {predicate: allOf(toPredicate(state.route.filter), group.predicate)};
}

const verdict = (id: string, key: string, label: string, help: string, footer: number, kind: Exclude<VerdictKind, 'edit'>): Binding => ({
	id, keys: [key], label, help, footer, isModifying: true, disabledReason: whyNoGroup,
	run: ({state, dispatch}) => {
		const selection = selectionHere(state);
		if (selection !== undefined) dispatch({type: 'bulk/requested', job: {kind: 'verdict', verdict: {kind}, selection}});
	},
});

export const groupsKeymap: Keymap = {
	title: 'Conflicts by what they have in common',
	bindings: [
		{
			id: 'groups.open', keys: ['enter', 'l', 'right'], label: 'rows', help: 'The conflicts of this group.', footer: 10, disabledReason: whyNoGroup,
			run: ({state, dispatch}) => {
				const selection = selectionHere(state);
				if (selection !== undefined) dispatch({type: 'route/opened', route: {screen: 'conflicts', filter: toFilter(selection.predicate)}});
			},
		},
		verdict('groups.keep-ours', 'i', 'keep ours…', 'Keep our value in all conflicts of this group; shows them first.', 12, 'keep_internal'),
		verdict('groups.keep-theirs', 'x', 'keep theirs…', 'Take the external value in all conflicts of this group; shows them first.', 13, 'keep_external'),
		verdict('groups.ignore', 'n', 'ignore…', 'Leave both sides as they are in all conflicts of this group; shows them first.', 14, 'ignore'),
		groupBinding,
		filterBinding,
	],
};
