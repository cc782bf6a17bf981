import {safe} from '../text/safe.js';
import {namedSystems} from '../store/selectors.js';
import {createTextField} from '../store/text-field.js';
import {tellFilter} from '../store/words.js';
import type {Binding} from './binding.js';

/** On the screens of conflicts. */
export const filterBinding: Binding = {
	id: 'conflicts.filter', keys: ['/'], label: 'filter', footer: 40,
	help: 'Show the conflicts for which a predicate holds: words, field:poc, theirs:~smith, older:3h, severity:high+, with or, not and brackets.',
	run: ({state, dispatch}) => {
		const {route} = state;
		const filter = route.screen === 'conflicts' || route.screen === 'causes' || route.screen === 'groups' ? route.filter : {};
		const typed = tellFilter(filter, namedSystems(state));
		dispatch({type: 'overlay/opened', overlay: {kind: 'prompt', purpose: {kind: 'filter'}, title: safe('Filter'), field: createTextField(typed === '' ? '' : `${typed} `), problem: undefined, isBusy: false}});
	},
};
