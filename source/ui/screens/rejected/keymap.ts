import type {Binding, Keymap} from '../../keymap/binding.js';
import {question} from '../../keymap/confirmations.js';
import {selectedRejected} from '../../store/selectors.js';
import type {ConsoleState} from '../../store/state.js';
import {createTextField} from '../../store/text-field.js';
import {safe} from '../../text/safe.js';
import {rejectedText} from './rejected-text.js';

const whyNone = (state: ConsoleState): string | undefined => (selectedRejected(state) === undefined ? 'No record was rejected here.' : undefined);
const whyNotWaiting = (state: ConsoleState): string | undefined => {
	const rejected = selectedRejected(state);
	return rejected !== undefined && (rejected.conflict.status !== 'pending' || state.lists.rejected.gone.has(String(rejected.conflict.id))) ? 'It does not wait any more.' : whyNone(state);
};

const bindings: readonly Binding[] = [
	{
		id: 'rejected.open', keys: ['enter', 'l', 'right', 'w'], label: 'whole', help: 'Every rule that it failed, and the record as it was received.', footer: 10, disabledReason: whyNone,
		run: ({state, dispatch}) => {
			const rejected = selectedRejected(state);
			if (rejected !== undefined) dispatch({type: 'overlay/opened', overlay: {kind: 'text', ...rejectedText(rejected), top: 0}});
		},
	},
	{
		id: 'rejected.replay', keys: ['a'], label: 'replay', help: 'Map this record again by the rules of today; when it passes, it is taken and leaves the list.', footer: 11, isModifying: true, disabledReason: whyNotWaiting,
		run: ({state, dispatch}) => {
			const rejected = selectedRejected(state);
			if (rejected !== undefined) dispatch({type: 'work/requested', work: {kind: 'replay', request: {id: rejected.conflict.id}, label: safe(rejected.externalId)}});
		},
	},
	{
		id: 'rejected.replay-all', keys: ['A'], label: 'replay all', help: 'Map all rejected records of this list again by the rules of today; asks first.', footer: 12, isModifying: true, disabledReason: whyNone,
		run: ({state: {route}, dispatch}) => {
			if (route.screen !== 'rejected') return;
			dispatch({type: 'overlay/opened', overlay: question({
				title: safe('Replay all rejected records of this list'),
				lines: [safe('Each is mapped again by the rules of today. What passes is taken and leaves the list; what fails stays, with its failures of today.')],
				confirmLabel: safe('replay all'),
				onConfirm: {type: 'work/requested', work: {kind: 'replay', request: {filter: route.filter}, label: safe('rejected records')}},
			})});
		},
	},
	{
		id: 'rejected.discard', keys: ['d'], label: 'put aside', help: 'Leave this record out, with the reason; it is asked about again only when it comes in another form.', footer: 13, isModifying: true, disabledReason: whyNotWaiting,
		run: ({state, dispatch}) => {
			const rejected = selectedRejected(state);
			if (rejected !== undefined) dispatch({type: 'overlay/opened', overlay: {kind: 'prompt', purpose: {kind: 'discard', id: rejected.conflict.id}, title: safe(`Why ${rejected.externalId} is put aside`), field: createTextField(), problem: undefined, isBusy: false}});
		},
	},
	{
		id: 'rejected.rules', keys: ['p'], label: 'rules', help: 'The mappings that it failed by.', footer: 14, disabledReason: whyNone,
		run: ({state, dispatch}) => {
			const rejected = selectedRejected(state);
			if (rejected !== undefined) dispatch({type: 'route/opened', route: {screen: 'rule', pair: {systemName: rejected.conflict.systemName, entityType: rejected.conflict.entityType}}});
		},
	},
];

export const rejectedKeymap: Keymap = {title: 'Rejected records', bindings};
