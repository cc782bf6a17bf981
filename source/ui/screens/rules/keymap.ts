import type {Keymap} from '../../keymap/binding.js';
import {selectedPolicy} from '../../store/selectors.js';

export const rulesKeymap: Keymap = {
	title: 'Rules',
	bindings: [
		{
			id: 'rules.open', keys: ['enter', 'l', 'right'], label: 'open', help: 'The policy and the mappings of this system and entity type: read, try and change them.', footer: 10,
			disabledReason: state => (selectedPolicy(state) === undefined ? 'There is no policy here.' : undefined),
			run: ({state, dispatch}) => {
				const policy = selectedPolicy(state);
				if (policy !== undefined) dispatch({type: 'route/opened', route: {screen: 'rule', pair: {systemName: policy.systemName, entityType: policy.entityType}}});
			},
		},
	],
};
