import {verdictKinds, type Conflict} from '../../core/conflict.js';
import {joinSafe, safe} from '../text/safe.js';
import type {Failure} from './failure.js';
import type {Handlers} from './handlers.js';
import {listHeight} from './layout.js';
import {isMarked, toggleMark} from './marks.js';
import {markStale} from './resource.js';
import {goUp, show} from './route-handlers.js';
import type {ConsoleState} from './state.js';
import {noticeFor, withList, withNotice, withResource} from './update.js';
import {moveWindow} from './window.js';
import {recordName} from './words.js';

export const isOpen = (state: {readonly lists: Pick<ConsoleState['lists'], 'conflicts'>}, conflict: Conflict): boolean =>
	conflict.status === 'pending' && !state.lists.conflicts.gone.has(String(conflict.id));

/** Puts the fresh row in the place of the old one; one that no longer waits stays there, as gone. */
function replaceRow(state: ConsoleState, conflict: Conflict): ConsoleState {
	return withList(state, 'conflicts', list => {
		const gone = new Set(list.gone);
		if (conflict.status === 'pending') gone.delete(String(conflict.id));
		else if (list.rows.some(row => row.id === conflict.id)) gone.add(String(conflict.id));
		return {...list, gone, rows: list.rows.map(row => (row.id === conflict.id ? conflict : row))};
	});
}

/** The nearest conflict that still waits: below the given one first, then from the top. */
function nextOpen(state: ConsoleState, id: number): Conflict | undefined {
	const {rows} = state.lists.conflicts;
	const index = rows.findIndex(row => row.id === id);
	return [...rows.slice(index + 1), ...rows.slice(0, Math.max(0, index))].find(row => isOpen(state, row));
}

/** Moves the list's cursor to a row, and the screen of one conflict with it. */
function putInFront(state: ConsoleState, conflict: Conflict): ConsoleState {
	const index = state.lists.conflicts.rows.findIndex(row => row.id === conflict.id);
	const moved = index === -1 ? state : withList(state, 'conflicts', list => ({...list, window: moveWindow(list.window, {by: index - list.window.cursor}, list.rows.length, listHeight(state))}));
	return moved.route.screen === 'conflict' ? show(moved, {...moved.route, id: conflict.id}) : moved;
}

/** After a verdict the next conflict is in front; after the last one, what lies above. */
function advance(state: ConsoleState, settled: Conflict): ConsoleState {
	const next = nextOpen(state, settled.id);
	if (next !== undefined) return putInFront(state, next);
	if (state.route.screen !== 'conflict') return state;
	const list = goUp(state);
	return state.lists.conflicts.next === undefined && list.route.screen === 'conflicts' ? goUp(list) : list;
}

const isInFront = (state: ConsoleState, conflict: Conflict): boolean =>
	state.route.screen === 'conflict' ? state.route.id === conflict.id : state.route.screen === 'conflicts';

const settlingWithout = (state: ConsoleState, ids: readonly number[]): ConsoleState =>
	({...state, settling: new Set([...state.settling].filter(id => !ids.includes(id)))});

/** The field in which the verdict's value was typed waits for the answer. */
const beginVerdict = (state: ConsoleState, id: number): ConsoleState => ({
	...state,
	overlay: state.overlay?.kind === 'prompt' ? {...state.overlay, isBusy: true, problem: undefined} : undefined,
	settling: new Set([...state.settling, id]),
});

const isEditOf = (state: ConsoleState, id: number): boolean =>
	state.overlay?.kind === 'prompt' && (state.overlay.purpose.kind === 'edit' || state.overlay.purpose.kind === 'link') && state.overlay.purpose.id === id;

const tellFailure = (state: ConsoleState, failure: Failure): ConsoleState =>
	withNotice(state, 'failing', joinSafe([failure.message, failure.nextStep], safe(' ')), noticeFor.untilDismissed);

const staleDetail = (state: ConsoleState): ConsoleState => withResource(state, 'conflict', markStale);

export const conflictHandlers: Handlers<
	| 'conflict/fronted' | 'conflict/verdict-requested' | 'conflict/record-verdict-requested' | 'conflict/settled' | 'conflict/verdict-failed' | 'conflict/undo-requested' | 'conflict/reopened'
	| 'conflict/note-requested' | 'conflict/assign-requested' | 'conflict/changed' | 'request/failed'
> = {
	'conflict/fronted': (state, {conflict}) => putInFront(state, conflict),
	'conflict/verdict-requested': (state, {id}) => beginVerdict(state, id),
	'conflict/record-verdict-requested': (state, {id}) => beginVerdict(state, id),
	'conflict/settled': (state, {resolution: {kind, conflict, text}}) => {
		const closed = isEditOf(state, conflict.id) ? {...state, overlay: undefined} : state;
		const replaced = staleDetail(replaceRow(settlingWithout(closed, [conflict.id]), conflict));
		if (kind === 'stale') return withNotice(replaced, 'waiting', safe(`${recordName(conflict)}: nothing was changed. ${text}`), noticeFor.untilDismissed);
		const marks = isMarked(state.marks, conflict) ? toggleMark(state.marks, conflict) : state.marks;
		const isUndoable = verdictKinds.some(one => one === conflict.resolutionAction);
		const undoable: ConsoleState['undoable'] = isUndoable ? [...state.undoable, {kind: 'one', id: conflict.id, label: recordName(conflict)}] : state.undoable;
		const told = withNotice({...replaced, marks, undoable}, 'ok', safe(`${recordName(conflict)}: ${text}${isUndoable ? ' · u undoes it' : ''}`), noticeFor.undo);
		return isInFront(state, conflict) ? advance(told, conflict) : told;
	},
	'conflict/verdict-failed': (state, {id, failure}) => {
		const settled = staleDetail(settlingWithout(state, [id]));
		if (!isEditOf(state, id) || settled.overlay?.kind !== 'prompt') return tellFailure(settled, failure);
		return {...settled, overlay: {...settled.overlay, isBusy: false, problem: joinSafe([failure.message, failure.nextStep], safe(' '))}};
	},
	'conflict/undo-requested': (state, {id}) => ({...state, overlay: undefined, undoable: state.undoable.filter(one => one.kind !== 'one' || one.id !== id)}),
	'conflict/reopened': (state, {resolution: {kind, conflict, text}}) => {
		const told = withNotice(staleDetail(replaceRow(state, conflict)), kind === 'settled' ? 'ok' : 'waiting', safe(`${recordName(conflict)}: ${text}`));
		if (state.route.screen === 'conflict' || state.lists.conflicts.rows.some(row => row.id === conflict.id)) return putInFront(told, conflict);
		return told;
	},
	'conflict/note-requested': state => ({...state, overlay: undefined}),
	'conflict/assign-requested': state => ({...state, overlay: undefined}),
	'conflict/changed': (state, {conflict, text}) => withNotice(staleDetail(replaceRow(state, conflict)), 'ok', text),
	'request/failed': (state, {failure}) => tellFailure(state, failure),
};
