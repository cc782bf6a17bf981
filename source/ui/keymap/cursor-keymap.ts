import {listHeight} from '../store/layout.js';
import type {ConsoleState} from '../store/state.js';
import type {Binding, Keymap} from './binding.js';

const moves = (id: string, keys: readonly string[], label: string, help: string, rows: (state: ConsoleState) => number): Binding =>
	({id: `cursor.${id}`, keys, label, help, run: ({state, dispatch}) => dispatch({type: 'cursor/moved', move: {by: rows(state)}})});

/** On every screen with rows. */
export const cursorKeymap: Keymap = {
	title: 'Rows',
	bindings: [
		moves('down', ['j', 'down'], 'down', 'To the next row.', () => 1),
		moves('up', ['k', 'up'], 'up', 'To the row above.', () => -1),
		moves('half-page-down', ['ctrl-d'], 'half down', 'Half a screen down.', state => Math.ceil(listHeight(state) / 2)),
		moves('half-page-up', ['ctrl-u'], 'half up', 'Half a screen up.', state => -Math.ceil(listHeight(state) / 2)),
		moves('page-down', ['pagedown', 'ctrl-f'], 'page down', 'A screen down.', listHeight),
		moves('page-up', ['pageup', 'ctrl-b'], 'page up', 'A screen up.', state => -listHeight(state)),
		{id: 'cursor.first', keys: ['g g', 'home'], label: 'first', help: 'To the first row.', run: ({dispatch}) => dispatch({type: 'cursor/moved', move: {to: 'first'}})},
		{id: 'cursor.last', keys: ['G', 'end'], label: 'last', help: 'To the last row of all, read or not; of records and of the rows of a plan, to the last one that was read.', run: ({dispatch}) => dispatch({type: 'cursor/moved', move: {to: 'last'}})},
	],
};
