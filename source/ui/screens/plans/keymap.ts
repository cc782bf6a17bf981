import type {Keymap} from '../../keymap/binding.js';
import {selectedPlan} from '../../store/selectors.js';

export const plansKeymap: Keymap = {
	title: 'Plans',
	bindings: [
		{
			id: 'plans.open', keys: ['enter', 'l', 'right'], label: 'open', help: 'What this plan would do, record by record.', footer: 10,
			disabledReason: state => (selectedPlan(state) === undefined ? 'There is no plan here.' : undefined),
			run: ({state, dispatch}) => {
				const plan = selectedPlan(state);
				if (plan !== undefined) dispatch({type: 'route/opened', route: {screen: 'plan', id: plan.id}});
			},
		},
	],
};
