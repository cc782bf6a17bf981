import {besideWidth} from './layout.js';
import {retarget} from './resource.js';
import type {ConsoleState} from './state.js';
import {withResource} from './update.js';

/** Where a list has its row beside it, the row under the cursor is what is read. */
export function followCursor(state: ConsoleState): ConsoleState {
	const {route, lists: {conflicts}, resources, terminal} = state;
	const row = conflicts.rows[conflicts.window.cursor];
	if (route.screen !== 'conflicts' || besideWidth(terminal.columns) === undefined || row === undefined || resources.conflict.target === String(row.id)) return state;
	return withResource(state, 'conflict', conflict => retarget(conflict, String(row.id)));
}
