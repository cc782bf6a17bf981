import {listHeight} from '../store/layout.js';
import type {ConsoleState} from '../store/state.js';
import type {Binding, Keymap} from './binding.js';

type Move = Pick<Binding, 'keys' | 'label' | 'help'> & {readonly rows: (state: ConsoleState) => number};

const moves = (id: string, {rows, ...binding}: Move): Binding =>
	({...binding, id: `cursor.${id}`, run: ({state, dispatch}) => dispatch({type: 'cursor/moved', move: {by: rows(state)}})});

/** On every screen with rows. */
export const cursorKeymap: Keymap = {
	title: 'Rows',
	bindings: [
		moves('down', {keys: ['j', 'down'], label: 'down', help: 'To the next row.', rows: () => 1}),
		moves('up', {keys: ['k', 'up'], label: 'up', help: 'To the row above.', rows: () => -1}),
		moves('half-page-down', {keys: ['ctrl-d'], label: 'half down', help: 'Half a screen down.', rows: state => Math.ceil(listHeight(state) / 2)}),
		moves('half-page-up', {keys: ['ctrl-u'], label: 'half up', help: 'Half a screen up.', rows: state => -Math.ceil(listHeight(state) / 2)}),
		moves('page-down', {keys: ['pagedown', 'ctrl-f'], label: 'page down', help: 'A screen down.', rows: listHeight}),
		moves('page-up', {keys: ['pageup', 'ctrl-b'], label: 'page up', help: 'A screen up.', rows: state => -listHeight(state)}),
		{id: 'cursor.first', keys: ['g g', 'home'], label: 'first', help: 'To the first row.', run: ({dispatch}) => dispatch({type: 'cursor/moved', move: {to: 'first'}})},
		{id: 'cursor.last', keys: ['G', 'end'], label: 'last', help: 'To the last row of all, read or not; of records and of the rows of a plan, to the last one that was read.', run: ({dispatch}) => dispatch({type: 'cursor/moved', move: {to: 'last'}})},
	],
};
