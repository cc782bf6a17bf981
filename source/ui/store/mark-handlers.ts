import type {ConflictCause} from '../../core/conflict.js';
import {formatAmount} from '../../core/text/format-count.js';
import {joinSafe, safe} from '../text/safe.js';
import {causeKey} from './filter-predicate.js';
import type {Handlers} from './handlers.js';
import {listHeight} from './layout.js';
import {type Likeness, noMarks, toggleMark} from './marks.js';
import {marksNow} from './open-range.js';
import {noticeFor, withList, withNotice, withoutHint} from './update.js';
import {moveWindow} from './window.js';

export const markHandlers: Handlers<
	'mark/toggled' | 'mark/range-pressed' | 'mark/like-pressed' | 'mark/cause-toggled' | 'mark/all-causes-pressed' | 'mark/cleared'
> = {
	'mark/toggled': (state, {conflict}) =>
		withList({...state, marks: toggleMark(state.marks, conflict)}, 'conflicts', list => ({...list, window: moveWindow(list.window, {by: 1}, list.rows.length, listHeight(state))})),
	'mark/range-pressed': state => {
		const {rows, window} = state.lists.conflicts;
		const current = rows[window.cursor];
		if (current === undefined) return state;
		if (rows.some(row => row.id === state.anchor)) return {...state, marks: marksNow(state), anchor: undefined, notice: undefined};
		return withNotice({...state, anchor: current.id}, 'dim', safe('A range begins here: go to its other end. v keeps it, esc drops it.'), noticeFor.undo);
	},
	'mark/like-pressed': (state, {like}) => withNotice({...state, anchor: undefined, marks: {...noMarks, like}}, 'dim', tellLikeness(like), noticeFor.undo),
	'mark/cause-toggled': (state, {cause}) => {
		const markedCauses = new Map(state.markedCauses);
		if (!markedCauses.delete(causeKey(cause))) markedCauses.set(causeKey(cause), cause);
		const count = state.resources.causes.data?.length ?? 0;
		return {...state, markedCauses, windows: {...state.windows, causes: moveWindow(state.windows.causes, {by: 1}, count, listHeight(state))}};
	},
	'mark/all-causes-pressed': state => {
		const causes = (state.resources.causes.data ?? []).filter(cause => cause.count > 0);
		return withNotice({...state, markedCauses: new Map(causes.map(cause => [causeKey(cause), cause]))}, 'dim', tellCauses(causes));
	},
	// A range that is still open goes before what was marked already; and what was said about them goes with them.
	'mark/cleared': state => {
		const told = {...withoutHint(state), anchor: undefined};
		return state.anchor === undefined ? {...told, marks: noMarks, markedCauses: new Map()} : told;
	},
};

function tellLikeness(like: Likeness): ReturnType<typeof safe> {
	const rest = safe('read or not; space takes one out');
	switch (like.kind) {
		case 'all': return joinSafe([safe('All that are listed are marked,'), rest], safe(' '));
		case 'cause': return joinSafe([safe('All of this cause are marked,'), rest], safe(' '));
		case 'values': return joinSafe([safe('All with this pair of values are marked,'), rest], safe(' '));
	}
}

const tellCauses = (causes: readonly ConflictCause[]): ReturnType<typeof safe> => joinSafe([
	formatAmount(causes.length, 'cause is marked', 'causes are marked'),
	formatAmount(causes.reduce((sum, cause) => sum + cause.count, 0), 'conflict', 'conflicts'),
], safe(': '));
