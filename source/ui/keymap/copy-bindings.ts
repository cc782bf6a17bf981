import {copiedHere} from '../store/copied.js';
import type {ConsoleState} from '../store/state.js';
import type {Binding} from './binding.js';

const whyNothing = (state: ConsoleState): string | undefined => (copiedHere(state) === undefined ? 'Nothing here has a name to copy.' : undefined);

/** To the clipboard of the machine where the person sits. */
export const copyBindings: readonly Binding[] = [
	{
		id: 'global.copy-name', keys: ['y'], label: 'copy name', help: 'Copy what the row is called in commands: an id, a key, a filter, a value.', disabledReason: whyNothing,
		run: ({state, dispatch}) => {
			const copied = copiedHere(state);
			if (copied !== undefined) dispatch({type: 'clipboard/copy-requested', what: copied.name, text: copied.name});
		},
	},
	{
		id: 'global.copy-whole', keys: ['Y'], label: 'copy all', help: 'Copy all that is known of the row, as JSON.', disabledReason: whyNothing,
		run: ({state, dispatch}) => {
			const copied = copiedHere(state);
			if (copied !== undefined) dispatch({type: 'clipboard/copy-requested', what: `all of ${copied.name}`, text: JSON.stringify(copied.whole, undefined, '\t')});
		},
	},
];
