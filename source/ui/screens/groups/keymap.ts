import {allOf} from '../../../core/predicate/conflict-predicate.js';
import type {Keymap} from '../../keymap/binding.js';
import {bulkVerdictBindings} from '../../keymap/bulk-verdict-bindings.js';
import {filterBinding} from '../../keymap/filter-binding.js';
import {groupBinding} from '../../keymap/group-binding.js';
import type {BulkSelection} from '../../store/bulk.js';
import {toFilter, toPredicate} from '../../store/filter-predicate.js';
import {selectedGroup} from '../../store/selectors.js';
import type {ConsoleState} from '../../store/state.js';

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
		...bulkVerdictBindings({screen: 'groups', what: 'this group', footer: [12, 13, 14], disabledReason: whyNoGroup, select: selectionHere}),
		groupBinding,
		filterBinding,
	],
};
