import type {Handlers} from './handlers.js';
import {bodyHeight, listHeight, pairRows} from './layout.js';
import {listOf} from './sight.js';
import type {ConsoleState} from './state.js';
import {withList, withNotice} from './update.js';
import {type Move, moveWindow, showCursor, type Window} from './window.js';

/** The cursor of the screen in front, how far it can go, and how it is put back. */
type Cursor = {readonly window: Window; readonly count: number; readonly height: number; readonly put: (window: Window) => ConsoleState};

function cursorOf(state: ConsoleState): Cursor | undefined {
	const {route, resources, windows} = state;
	const put = (name: keyof ConsoleState['windows']) => (window: Window): ConsoleState => ({...state, windows: {...windows, [name]: window}});
	switch (route.screen) {
		case 'health': {
			const count = resources.health.data?.pairs.length ?? 0;
			return {window: windows.health, count, height: pairRows(bodyHeight(state), count), put: put('health')};
		}
		case 'causes': return {window: windows.causes, count: resources.causes.data?.length ?? 0, height: listHeight(state), put: put('causes')};
		case 'operation': {
			const count = resources.operation.data?.children.length ?? 0;
			return {window: windows.operation, count, height: count, put: put('operation')};
		}
		case 'conflict': return undefined;
		default: {
			const name = listOf(route);
			if (name === undefined) return undefined;
			const list = state.lists[name];
			return {window: list.window, count: list.rows.length, height: listHeight(state), put: window => withList(state, name, rows => ({...rows, window}))};
		}
	}
}

function move(state: ConsoleState, step: Move): ConsoleState {
	const cursor = cursorOf(state);
	return cursor === undefined || cursor.count === 0 ? state : cursor.put(moveWindow(cursor.window, step, cursor.count, cursor.height));
}

export const screenHandlers: Handlers<
	| 'terminal/resized' | 'terminal/redraw-requested' | 'terminal/suspend-requested' | 'clock/ticked' | 'cursor/moved' | 'prefix/pressed'
	| 'notice/shown' | 'notice/cleared' | 'overlay/opened' | 'overlay/changed' | 'overlay/closed'
> = {
	'terminal/resized': (state, {columns, rows}) => {
		const resized = {...state, terminal: {columns, rows}};
		const cursor = cursorOf(resized);
		return cursor === undefined || cursor.count === 0 ? resized : cursor.put(showCursor(cursor.window, cursor.count, cursor.height));
	},
	'terminal/redraw-requested': state => state,
	'terminal/suspend-requested': state => state,
	'clock/ticked': (state, {now}) => ({...state, now, notice: state.notice !== undefined && state.notice.until <= now ? undefined : state.notice}),
	'cursor/moved': (state, {move: step}) => move(state, step),
	'prefix/pressed': (state, {key}) => ({...state, prefix: key}),
	'notice/shown': (state, {tone, text, forMs}) => withNotice(state, tone, text, forMs),
	'notice/cleared': state => ({...state, notice: undefined}),
	'overlay/opened': (state, {overlay}) => ({...state, overlay, prefix: undefined}),
	'overlay/changed': (state, {overlay}) => (state.overlay === undefined ? state : {...state, overlay}),
	// A bulk verdict that was only asked about is forgotten with its question.
	'overlay/closed': state => ({...state, overlay: undefined, bulk: state.bulk?.phase === 'running' ? state.bulk : undefined}),
};
