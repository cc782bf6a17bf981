import type {Conflict} from '../../core/conflict.js';
import {isOpen} from './conflict-handlers.js';
import {type Marks, markRows} from './marks.js';
import type {ConsoleState} from './state.js';

type Ranged = Pick<ConsoleState, 'anchor' | 'marks' | 'settling'> & {readonly lists: Pick<ConsoleState['lists'], 'conflicts'>};

/** What waits from where a range was begun to the cursor; nothing where none was begun. */
function openRange(state: Ranged): readonly Conflict[] {
	const {rows, window: {cursor}} = state.lists.conflicts;
	const start = state.anchor === undefined ? -1 : rows.findIndex(row => row.id === state.anchor);
	return start === -1 ? [] : rows.slice(Math.min(start, cursor), Math.max(start, cursor) + 1).filter(conflict => isOpen(state, conflict));
}

/** What is marked: also a range that is still open, as far as the cursor has gone. */
export function marksNow(state: Ranged): Marks {
	const range = openRange(state);
	return range.length === 0 ? state.marks : markRows(state.marks, range);
}
