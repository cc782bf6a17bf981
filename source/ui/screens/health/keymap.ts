import type {Binding, Keymap} from '../../keymap/binding.js';
import {releaseBinding} from '../../keymap/release-binding.js';
import {planBinding, syncBindings} from '../../keymap/sync-bindings.js';
import {selectedPair} from '../../store/selectors.js';
import type {ConsoleState} from '../../store/state.js';

const whyNoPair = (state: ConsoleState): string | undefined => (selectedPair(state) === undefined ? 'There is no row yet.' : undefined);

const bindings: readonly Binding[] = [
	{
		id: 'health.open', keys: ['enter', 'l', 'right'], label: 'open', help: 'Its conflicts, or its runs when none wait.', footer: 10, disabledReason: whyNoPair,
		run: ({state, dispatch}) => {
			const pair = selectedPair(state);
			if (pair === undefined) return;
			const {externalSystemId, entityType} = pair;
			dispatch({type: 'route/opened', route: pair.pendingConflicts > 0 ? {screen: 'causes', filter: {externalSystemId, entityType}} : {screen: 'operations', filter: {externalSystemId}}});
		},
	},
	...syncBindings,
	planBinding,
	{
		id: 'health.rejected', keys: ['e'], label: 'rejected', help: 'Records of this system and entity type that could not be taken.', footer: 32,
		disabledReason: state => (selectedPair(state)?.rejected === 0 ? 'None was rejected.' : whyNoPair(state)),
		run: ({state, dispatch}) => {
			const pair = selectedPair(state);
			if (pair !== undefined) dispatch({type: 'route/opened', route: {screen: 'rejected', filter: {externalSystemId: pair.externalSystemId, entityType: pair.entityType}}});
		},
	},
	{
		id: 'health.rules', keys: ['f'], label: 'rules', help: 'The policy and the mappings of this system and entity type.', footer: 33, disabledReason: whyNoPair,
		run: ({state, dispatch}) => {
			const pair = selectedPair(state);
			if (pair !== undefined) dispatch({type: 'route/opened', route: {screen: 'rule', pair: {systemName: pair.systemName, entityType: pair.entityType}}});
		},
	},
	{
		id: 'health.runs', keys: ['o'], label: 'runs', help: 'The runs of this system.', footer: 30, disabledReason: whyNoPair,
		run: ({state, dispatch}) => {
			const pair = selectedPair(state);
			if (pair !== undefined) dispatch({type: 'route/opened', route: {screen: 'operations', filter: {externalSystemId: pair.externalSystemId}}});
		},
	},
	{
		id: 'health.calls', keys: ['c'], label: 'calls', help: 'The calls to this system.', footer: 31, disabledReason: whyNoPair,
		run: ({state, dispatch}) => {
			const pair = selectedPair(state);
			if (pair !== undefined) dispatch({type: 'route/opened', route: {screen: 'calls', filter: {externalSystemId: pair.externalSystemId}}});
		},
	},
	releaseBinding,
];

export const healthKeymap: Keymap = {title: 'Health', bindings};
