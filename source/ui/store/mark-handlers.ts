import type {Conflict} from '../../core/conflict.js';
import {formatAmount} from '../text/format.js';
import {joinSafe, safe} from '../text/safe.js';
import {isOpen} from './conflict-handlers.js';
import type {Handlers} from './handlers.js';
import {listHeight} from './layout.js';
import type {ConsoleState} from './state.js';
import {noticeFor, withList, withNotice} from './update.js';
import {moveWindow} from './window.js';

const markMany = (state: ConsoleState, conflicts: readonly Conflict[]): ConsoleState =>
	({...state, anchor: undefined, marks: new Map([...state.marks, ...conflicts.filter(conflict => isOpen(state, conflict)).map(conflict => [conflict.id, conflict] as const)])});

export const markHandlers: Handlers<'mark/toggled' | 'mark/range-pressed' | 'mark/all-loaded-pressed' | 'mark/cleared'> = {
	'mark/toggled': (state, {conflict}) => {
		const marks = new Map(state.marks);
		if (!marks.delete(conflict.id)) marks.set(conflict.id, conflict);
		return withList({...state, marks}, 'conflicts', list => ({...list, window: moveWindow(list.window, {by: 1}, list.rows.length, listHeight(state))}));
	},
	'mark/range-pressed': state => {
		const {rows, window} = state.lists.conflicts;
		const current = rows[window.cursor];
		if (current === undefined) return state;
		const start = rows.findIndex(row => row.id === state.anchor);
		if (start === -1) return withNotice({...state, anchor: current.id}, 'dim', safe('A range begins here: v again at its other end marks it.'), noticeFor.undo);
		return {...markMany(state, rows.slice(Math.min(start, window.cursor), Math.max(start, window.cursor) + 1)), notice: undefined};
	},
	'mark/all-loaded-pressed': state => {
		const {rows, earlier, next} = state.lists.conflicts;
		const marked = markMany(state, rows);
		const text = formatAmount(marked.marks.size, 'conflict is marked', 'conflicts are marked');
		const isAll = earlier.length === 0 && next === undefined;
		return withNotice(marked, 'dim', isAll ? text : joinSafe([text, safe('there are more: a verdict on the cause takes them all')], safe('; ')));
	},
	'mark/cleared': state => ({...state, marks: new Map(), anchor: undefined}),
};
