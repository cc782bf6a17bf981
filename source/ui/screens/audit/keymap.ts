import type {Keymap} from '../../keymap/binding.js';
import {selectedEvent} from '../../store/selectors.js';
import {eventText} from './event-text.js';

export const auditKeymap: Keymap = {
	title: 'Audit',
	bindings: [
		{
			id: 'audit.open', keys: ['enter', 'l', 'right'], label: 'open', help: 'What was before and after.', footer: 10,
			disabledReason: state => (selectedEvent(state) === undefined ? 'There is no event here.' : undefined),
			run: ({state, dispatch}) => {
				const event = selectedEvent(state);
				if (event !== undefined) dispatch({type: 'overlay/opened', overlay: {kind: 'text', ...eventText(event), top: 0}});
			},
		},
		{id: 'audit.verify', keys: ['v'], label: 'verify chain', help: 'Recompute the chain of events: nothing was changed or removed.', footer: 11, run: ({dispatch}) => dispatch({type: 'audit/verify-requested'})},
	],
};
