import {progressOf} from './bulk-preview.js';
import type {Handlers} from './handlers.js';
import {bodyHeight, listHeight, pairRows, planHeight, proposalHeight, recordHeight, ruleHeight} from './layout.js';
import {healthTop} from './health-top.js';
import {hasEarlier, seekEnd, stopSeeking} from './key-list.js';
import {listRules} from './lists.js';
import {proposalRows} from './proposal-rows.js';
import {recordRows} from './record-rows.js';
import {ruleRows} from './rule-rows.js';
import {rulesInFront} from './rules-in-front.js';
import {lostSince} from './selectors.js';
import {listOf} from './sight.js';
import type {ConsoleState} from './state.js';
import {withList, withoutHint} from './update.js';
import {type Move, moveWindow, showCursor, type Window} from './window.js';

/** The cursor of the screen in front, how far it can go, and how it is put back. */
type Cursor = {readonly window: Window; readonly count: number; readonly height: number; readonly put: (window: Window) => ConsoleState};

function cursorOf(state: ConsoleState): Cursor | undefined {
	const {route, resources, windows} = state;
	const put = (name: keyof ConsoleState['windows']) => (window: Window): ConsoleState => ({...state, windows: {...windows, [name]: window}});
	switch (route.screen) {
		case 'health': {
			const {data} = resources.health;
			const count = data?.pairs.length ?? 0;
			const height = bodyHeight(state);
			const top = data === undefined ? 0 : healthTop(data, {width: state.terminal.columns, height, now: new Date(state.now), lostSince: lostSince(state)}).length;
			return {window: windows.health, count, height: pairRows(height, count, top), put: put('health')};
		}
		case 'causes': return {window: windows.causes, count: resources.causes.data?.length ?? 0, height: listHeight(state), put: put('causes')};
		case 'groups': return {window: windows.groups, count: resources.groups.data?.length ?? 0, height: listHeight(state), put: put('groups')};
		case 'operation': {
			const count = resources.operation.data?.children.length ?? 0;
			return {window: windows.operation, count, height: count, put: put('operation')};
		}
		case 'plans': case 'rules': return {window: windows[route.screen], count: resources[route.screen].data?.length ?? 0, height: listHeight(state), put: put(route.screen)};
		case 'record': return {window: windows.record, count: recordRows(resources.record.data).length, height: recordHeight(bodyHeight(state)), put: put('record')};
		case 'proposals': return {window: windows.proposals, count: proposalRows(resources.proposals.data).length, height: proposalHeight(bodyHeight(state)), put: put('proposals')};
		case 'rule': return {window: windows.rule, count: ruleRows(rulesInFront(state)).length, height: ruleHeight(bodyHeight(state)), put: put('rule')};
		case 'plan': {
			const list = state.lists.planRows;
			return {window: list.window, count: list.rows.length, height: planHeight(bodyHeight(state), resources.plan.data), put: window => withList(state, 'planRows', rows => ({...rows, window}))};
		}
		case 'conflict': return undefined;
		default: {
			const name = listOf(route);
			if (name === undefined) return undefined;
			const list = state.lists[name];
			return {window: list.window, count: list.rows.length, height: listHeight(state), put: window => withList(state, name, rows => ({...stopSeeking(rows), window, below: Math.min(rows.below, rows.rows.length - 1 - window.cursor)}))};
		}
	}
}

/** The cursor of the screen in front on the screen: the terminal may have another size since it was there. */
export function revealCursor(state: ConsoleState): ConsoleState {
	const cursor = cursorOf(state);
	return cursor === undefined || cursor.count === 0 ? state : cursor.put(showCursor(cursor.window, cursor.count, cursor.height));
}

/** The first or the last row of all, where the list can be read from there and was not; undefined where the cursor only moves. */
function seek(state: ConsoleState, step: Move): ConsoleState | undefined {
	const name = listOf(state.route);
	if ('by' in step || name === undefined || state.route.screen === 'conflict' || listRules[name].hasEnd !== true) return undefined;
	const list = state.lists[name];
	if (step.to === 'first') return hasEarlier(list) ? withList(state, name, rows => seekEnd(rows, 'start')) : undefined;
	return list.next === undefined ? undefined : withList(state, name, rows => seekEnd(rows, 'end'));
}

function move(state: ConsoleState, step: Move): ConsoleState {
	const sought = seek(state, step);
	if (sought !== undefined) return sought;
	const cursor = cursorOf(state);
	return cursor === undefined || cursor.count === 0 ? state : cursor.put(moveWindow(cursor.window, step, cursor.count, cursor.height));
}

export const screenHandlers: Handlers<
	| 'terminal/resized' | 'terminal/redraw-requested' | 'clipboard/copy-requested' | 'terminal/suspend-requested' | 'clock/ticked' | 'cursor/moved' | 'prefix/pressed'
	| 'notice/shown' | 'notice/cleared' | 'overlay/opened' | 'overlay/changed' | 'overlay/closed'
> = {
	'terminal/resized': (state, {columns, rows}) => revealCursor({...state, terminal: {columns, rows}}),
	'terminal/redraw-requested': state => state,
	'clipboard/copy-requested': state => state,
	'terminal/suspend-requested': state => state,
	'clock/ticked': (state, {now}) => ({...state, now, notice: state.notice !== undefined && state.notice.until <= now ? undefined : state.notice}),
	'cursor/moved': (state, {move: step}) => move(state, step),
	'prefix/pressed': (state, {key}) => ({...state, prefix: key}),
	'notice/shown': (state, {tone, text, forMs, isOfOneKey = false}) => ({...state, notice: {tone, text, until: state.now + forMs, isOfOneKey}}),
	'notice/cleared': state => ({...state, notice: undefined}),
	'overlay/opened': (state, {overlay}) => ({...withoutHint(state), overlay, prefix: undefined}),
	'overlay/changed': (state, {overlay}) => (state.overlay === undefined ? state : {...state, overlay}),
	// Work that was only asked about is forgotten with its question; work that runs stays in sight.
	'overlay/closed': state => (state.bulk?.phase === 'running' ? {...state, overlay: progressOf(state.bulk.job)} : {...state, overlay: undefined, bulk: undefined}),
};
