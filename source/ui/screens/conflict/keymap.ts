import type {Conflict} from '../../../core/conflict.js';
import type {Binding, BindingContext, Keymap} from '../../keymap/binding.js';
import {recordVerdictBindings} from '../../keymap/record-verdict-bindings.js';
import {ruleBinding} from '../../keymap/rule-binding.js';
import {syncBindings} from '../../keymap/sync-bindings.js';
import {verdictBindings} from '../../keymap/verdict-bindings.js';
import type {ConsoleState} from '../../store/state.js';
import {conflictText} from './full-text.js';

function neighbour({route, lists}: ConsoleState, step: 1 | -1): Conflict | undefined {
	if (route.screen !== 'conflict') return undefined;
	const index = lists.conflicts.rows.findIndex(row => row.id === route.id);
	return index === -1 ? undefined : lists.conflicts.rows[index + step];
}

const go = (step: 1 | -1) => ({state, dispatch}: BindingContext): void => {
	const next = neighbour(state, step);
	if (next !== undefined) dispatch({type: 'conflict/fronted', conflict: next});
};

const bindings: readonly Binding[] = [
	{
		id: 'conflict.next', keys: ['enter', 'j', 'down'], label: 'next', help: 'Leave this one as it is, to the next.', footer: 10,
		disabledReason: state => (neighbour(state, 1) === undefined ? 'This is the last one.' : undefined),
		run: go(1),
	},
	{
		id: 'conflict.previous', keys: ['k', 'up'], label: 'previous', help: 'To the one before.',
		disabledReason: state => (neighbour(state, -1) === undefined ? 'This is the first one.' : undefined),
		run: go(-1),
	},
	...verdictBindings,
	...recordVerdictBindings,
	ruleBinding,
	{
		id: 'conflict.more', keys: ['w'], label: 'whole', help: 'All of it: values in full length, every field of the record, the note.', footer: 19,
		disabledReason: state => (state.resources.conflict.data === undefined ? 'It is still being read.' : undefined),
		run: ({state, dispatch}) => {
			const detail = state.resources.conflict.data;
			if (detail !== undefined) dispatch({type: 'overlay/opened', overlay: {kind: 'text', ...conflictText(detail), top: 0}});
		},
	},
	...syncBindings,
];

export const conflictKeymap: Keymap = {title: 'Conflict', bindings};
