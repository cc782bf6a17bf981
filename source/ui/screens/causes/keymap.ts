import type {Binding, BindingContext, Keymap} from '../../keymap/binding.js';
import {filterBinding} from '../../keymap/filter-binding.js';
import {syncBindings} from '../../keymap/sync-bindings.js';
import {filterOfCause} from '../../store/conflict-handlers.js';
import {selectedCause} from '../../store/selectors.js';
import type {BulkVerdict, ConsoleState} from '../../store/state.js';

const whyNoCause = (state: ConsoleState): string | undefined => {
	const cause = selectedCause(state);
	if (cause === undefined) return 'No conflict waits here.';
	return cause.count === 0 ? 'All of this cause are settled.' : undefined;
};

const settleAll = (action: BulkVerdict) => ({state, dispatch}: BindingContext): void => {
	const cause = selectedCause(state);
	if (cause !== undefined) dispatch({type: 'bulk/requested', action, selection: {filter: filterOfCause(cause)}});
};

const bindings: readonly Binding[] = [
	{
		id: 'causes.open', keys: ['enter', 'l', 'right'], label: 'rows', help: 'The conflicts of this cause.', footer: 10, disabledReason: whyNoCause,
		run: ({state, dispatch}) => {
			const cause = selectedCause(state);
			if (cause !== undefined) dispatch({type: 'route/opened', route: {screen: 'conflicts', filter: filterOfCause(cause)}});
		},
	},
	{
		id: 'causes.keep-ours', keys: ['i'], label: 'keep ours…', help: 'Keep our value in all conflicts of this cause; shows them first.', footer: 11, isModifying: true,
		disabledReason: whyNoCause,
		run: settleAll('keep_internal'),
	},
	{
		id: 'causes.keep-theirs', keys: ['x'], label: 'keep theirs…', help: 'Take the external value in all conflicts of this cause; shows them first.', footer: 12, isModifying: true,
		disabledReason: whyNoCause,
		run: settleAll('keep_external'),
	},
	{
		id: 'causes.ignore', keys: ['n'], label: 'ignore…', help: 'Leave both sides as they are in all conflicts of this cause; shows them first.', footer: 13, isModifying: true,
		disabledReason: whyNoCause,
		run: settleAll('ignore'),
	},
	filterBinding,
	...syncBindings,
];

export const causesKeymap: Keymap = {title: 'Conflicts by cause', bindings};
