import {formatAmount, formatCount} from '../text/format.js';
import {joinSafe, safe} from '../text/safe.js';
import {previewBulk} from './bulk-preview.js';
import type {Handlers} from './handlers.js';
import type {Bulk, ConsoleState} from './state.js';
import {noticeFor, withList, withNotice} from './update.js';
import {verdictDone} from './words.js';

const withBulk = (state: ConsoleState, change: Partial<Bulk>): ConsoleState =>
	state.bulk === undefined ? state : {...state, bulk: {...state.bulk, ...change}};

export const bulkHandlers: Handlers<'bulk/requested' | 'bulk/collected' | 'bulk/confirmed' | 'bulk/progressed' | 'bulk/cancel-requested' | 'bulk/finished'> = {
	'bulk/requested': (state, {action}) => ({
		...state,
		bulk: {action, phase: 'collecting', conflicts: [], total: 0, done: 0, refused: 0, isCancelled: false},
		overlay: {kind: 'progress', title: safe('Reading the conflicts')},
	}),
	'bulk/collected': (state, {conflicts, isCut}) => {
		const {bulk} = state;
		if (bulk === undefined || bulk.action === 'undo') return state;
		if (bulk.isCancelled) return {...state, bulk: undefined, overlay: undefined};
		if (conflicts.length === 0) return withNotice({...state, bulk: undefined, overlay: undefined}, 'dim', safe('No conflict is left there.'));
		return {...state, bulk: {...bulk, phase: 'asking', conflicts, total: conflicts.length}, overlay: previewBulk(bulk.action, conflicts, isCut)};
	},
	'bulk/confirmed': state => ({...withBulk(state, {phase: 'running'}), overlay: {kind: 'progress', title: safe('Settling')}}),
	'bulk/progressed': (state, {done, refused}) => withBulk(state, {done, refused}),
	'bulk/cancel-requested': state => withBulk(state, {isCancelled: true}),
	'bulk/finished': (state, {done, refused, left, failure}) => {
		const {bulk} = state;
		if (bulk === undefined) return state;
		const verb = bulk.action === 'undo' ? safe('taken back') : verdictDone(bulk.action);
		const text = [
			safe(`${formatAmount(done.length, 'conflict', 'conflicts')} ${verb}`),
			...(refused > 0 ? [safe(`${formatCount(refused)} moved meanwhile and stay`)] : []),
			...(left > 0 ? [safe(`${formatCount(left)} not touched`)] : []),
			...(failure === undefined ? [] : [failure.message]),
			...(bulk.action === 'undo' || done.length === 0 ? [] : [safe('u takes them back')]),
		];
		const undoable = bulk.action === 'undo' || done.length === 0 ? state.undoable : [...state.undoable, {ids: done, label: formatAmount(done.length, 'verdict', 'verdicts')}];
		const closed: ConsoleState = {...state, bulk: undefined, overlay: undefined, undoable, marks: new Map(), anchor: undefined};
		const isWhole = refused === 0 && left === 0 && failure === undefined;
		return withNotice(settleRows(closed, done, bulk.action === 'undo'), isWhole ? 'ok' : 'waiting', joinSafe(text, safe(' · ')), noticeFor.undo);
	},
};

function settleRows(state: ConsoleState, ids: readonly number[], isReopened: boolean): ConsoleState {
	return withList(state, 'conflicts', list => {
		const gone = new Set(list.gone);
		const inList = new Set(list.rows.map(row => row.id));
		for (const id of ids) {
			if (isReopened) gone.delete(String(id));
			else if (inList.has(id)) gone.add(String(id));
		}
		return {...list, gone, isStale: true};
	});
}
