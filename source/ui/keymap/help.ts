import type {ConsoleState} from '../store/state.js';
import {type Binding, reasonOff} from './binding.js';
import {hotkeyBindings} from './hotkey-bindings.js';
import {keymapsOf} from './keymaps.js';

export type HelpEntry = {readonly group: string; readonly binding: Binding; readonly reasonOff: string | undefined};

/** Every key of the screen behind the help, those that match the typed text. */
export function findHelp(state: ConsoleState, typed: string): readonly HelpEntry[] {
	const words = typed.toLowerCase().split(/\s+/).filter(word => word !== '');
	const hotkeys = hotkeyBindings(state);
	return [...keymapsOf(state.route.screen), ...(hotkeys.length === 0 ? [] : [{title: 'Hotkeys', bindings: hotkeys}])].flatMap(({title, bindings}) => bindings
		.filter(binding => words.every(word => `${binding.keys.join(' ')} ${binding.label} ${binding.help}`.toLowerCase().includes(word)))
		.map(binding => ({group: title, binding, reasonOff: reasonOff(binding, state)})));
}
