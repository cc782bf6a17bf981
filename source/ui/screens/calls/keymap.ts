import type {Keymap} from '../../keymap/binding.js';
import {selectedCall} from '../../store/selectors.js';
import {callText} from './call-text.js';

export const callsKeymap: Keymap = {
	title: 'API calls',
	bindings: [
		{
			id: 'calls.open', keys: ['enter', 'l', 'right'], label: 'open', help: 'Request and response, secrets masked.', footer: 10,
			disabledReason: state => (selectedCall(state) === undefined ? 'There is no call here.' : undefined),
			run: ({state, dispatch}) => {
				const call = selectedCall(state);
				if (call !== undefined) dispatch({type: 'overlay/opened', overlay: {kind: 'text', ...callText(call), top: 0}});
			},
		},
		{
			id: 'calls.errors', keys: ['e'], label: 'errors only', help: 'Only calls that failed, or all again.', footer: 11,
			run: ({state, dispatch}) => {
				if (state.route.screen !== 'calls') return;
				const {onlyErrors, ...filter} = state.route.filter;
				dispatch(onlyErrors === true ? {type: 'route/replaced', route: {screen: 'calls', filter}} : {type: 'route/opened', route: {screen: 'calls', filter: {...filter, onlyErrors: true}}});
			},
		},
	],
};
