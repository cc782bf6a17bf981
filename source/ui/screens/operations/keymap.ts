import type {Binding, Keymap} from '../../keymap/binding.js';
import {syncBindings} from '../../keymap/sync-bindings.js';
import {selectedOperation} from '../../store/selectors.js';
import type {ConsoleState} from '../../store/state.js';

const whyNoOperation = (state: ConsoleState): string | undefined => (selectedOperation(state) === undefined ? 'There is no run here.' : undefined);

export const operationBindings: readonly Binding[] = [
	{
		id: 'operations.open', keys: ['enter', 'l', 'right'], label: 'open', help: 'This run: its parts, counts, problems and calls.', footer: 10, disabledReason: whyNoOperation,
		run: ({state, dispatch}) => {
			const operation = selectedOperation(state);
			if (operation !== undefined) dispatch({type: 'route/opened', route: {screen: 'operation', id: operation.id}});
		},
	},
	{
		id: 'operations.calls', keys: ['c'], label: 'calls', help: 'The calls that this run made.', footer: 15, disabledReason: whyNoOperation,
		run: ({state, dispatch}) => {
			const operation = selectedOperation(state);
			if (operation !== undefined) dispatch({type: 'route/opened', route: {screen: 'calls', filter: {operationId: operation.id}}});
		},
	},
	...syncBindings,
];

export const operationsKeymap: Keymap = {title: 'Operations', bindings: operationBindings};
