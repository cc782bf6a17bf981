import {safe} from '../text/safe.js';
import {systemNameOf} from '../store/selectors.js';
import {createTextField} from '../store/text-field.js';
import {tellFilter} from '../store/words.js';
import type {Binding} from './binding.js';

/** On the screens of conflicts. */
export const filterBinding: Binding = {
	id: 'conflicts.filter', keys: ['/'], label: 'filter', help: 'Show the conflicts that match a text, system:, entity:, field:, reason:, assigned: or status:.', footer: 40,
	run: ({state, dispatch}) => {
		const filter = 'filter' in state.route && (state.route.screen === 'conflicts' || state.route.screen === 'causes') ? state.route.filter : {};
		const typed = tellFilter(filter, systemNameOf(state, filter.externalSystemId));
		dispatch({type: 'overlay/opened', overlay: {kind: 'prompt', purpose: {kind: 'filter'}, title: safe('Filter'), field: createTextField(typed === '' ? '' : `${typed} `), problem: undefined, isBusy: false}});
	},
};
