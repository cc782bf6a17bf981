import type {Conflict, ConflictFilter} from '../../core/conflict.js';
import type {ErrorCode} from '../../errors/codes.js';
import type {Operations} from '../../operations/operations.js';
import {joinSafe, safe} from '../text/safe.js';
import type {Action} from '../store/actions.js';
import {type Failure, toFailure} from '../store/failure.js';
import type {BulkVerdict} from '../store/state.js';
import type {Effect, EffectContext} from './context.js';

/** The most conflicts that one bulk verdict takes. */
const mostAtOnce = 10_000;
const collectPage = 500;
const progressEvery = 100;
/** Another person was faster, or something stands on top: that one stays, the others go on. */
const refusals: ReadonlySet<ErrorCode> = new Set(['CONFLICT_STALE', 'CONFLICT_SETTLED', 'CONFLICT_UNDO_REFUSED']);

/** Verdicts, undo, notes and assignments: one question to the operations each, or one after the other for many. */
export function createSettler({store, operations, now}: EffectContext): Effect {
	const attempt = async (work: (api: Operations) => Promise<Action>, failed: (failure: Failure) => Action): Promise<void> => {
		const api = operations();
		if (api === undefined) return;
		try {
			store.dispatch(await work(api));
		} catch (error) {
			store.dispatch(failed(toFailure(error)));
		}
	};
	const changeFailed = (failure: Failure): Action => ({type: 'request/failed', failure});

	const runBulk = async <Item>(items: readonly Item[], settle: (item: Item) => Promise<{readonly id: number; readonly isDone: boolean}>): Promise<void> => {
		const done: number[] = [];
		let refused = 0;
		let failure: Failure | undefined;
		let toldAt = 0;
		for (const item of items) {
			if (store.getState().bulk?.isCancelled !== false) break;
			try {
				const {id, isDone} = await settle(item);
				if (isDone) done.push(id);
				else refused++;
			} catch (error) {
				const told = toFailure(error);
				if (told.code === undefined || !refusals.has(told.code)) {
					failure = told;
					break;
				}
				refused++;
			}
			if (now().getTime() - toldAt >= progressEvery) {
				toldAt = now().getTime();
				store.dispatch({type: 'bulk/progressed', done: done.length, refused});
			}
		}
		store.dispatch({type: 'bulk/finished', done, refused, left: items.length - done.length - refused, failure});
	};

	const collect = async (api: Operations, filter: ConflictFilter): Promise<{readonly conflicts: readonly Conflict[]; readonly isCut: boolean}> => {
		const conflicts: Conflict[] = [];
		let after: number | undefined;
		do {
			const page = await api.listConflicts(filter, after, collectPage);
			conflicts.push(...page.rows);
			after = page.next;
		} while (after !== undefined && conflicts.length < mostAtOnce);
		return {conflicts: conflicts.slice(0, mostAtOnce), isCut: after !== undefined};
	};

	return action => {
		switch (action.type) {
			case 'conflict/verdict-requested': {
				const {id, version, verdict} = action;
				void attempt(async api => ({type: 'conflict/settled', resolution: await api.resolveConflict({id, version, verdict})}), failure => ({type: 'conflict/verdict-failed', id, failure}));
				return;
			}
			case 'conflict/undo-requested': {
				const [id] = action.ids;
				const api = operations();
				if (id === undefined || api === undefined) return;
				if (action.ids.length > 1) void runBulk(action.ids.toReversed(), async one => ({id: one, isDone: (await api.undoResolution({id: one})).kind === 'settled'}));
				else void attempt(async opened => ({type: 'conflict/reopened', resolution: await opened.undoResolution({id})}), changeFailed);
				return;
			}
			case 'conflict/note-requested': {
				const {id, note} = action;
				void attempt(async api => ({type: 'conflict/changed', conflict: await api.annotateConflict({id, note}), text: safe(note === undefined ? 'The note was removed.' : 'Noted.')}), changeFailed);
				return;
			}
			case 'conflict/assign-requested': {
				const {id, username} = action;
				const text = username === undefined ? safe('Assigned to nobody.') : joinSafe([safe('Assigned to'), safe(`${username}.`)], safe(' '));
				void attempt(async api => ({type: 'conflict/changed', conflict: await api.assignConflict({id, username}), text}), changeFailed);
				return;
			}
			case 'bulk/requested': {
				const {selection} = action;
				void attempt(
					async api => ({type: 'bulk/collected', ...('filter' in selection ? await collect(api, selection.filter) : {conflicts: selection.conflicts, isCut: false})}),
					failure => ({type: 'bulk/finished', done: [], refused: 0, left: 0, failure}),
				);
				return;
			}
			case 'bulk/confirmed': {
				const {bulk} = store.getState();
				const api = operations();
				if (bulk === undefined || bulk.action === 'undo' || api === undefined) return;
				const kind: BulkVerdict = bulk.action;
				void runBulk(bulk.conflicts, async ({id, version}) => ({id, isDone: (await api.resolveConflict({id, version, verdict: {kind}})).kind === 'settled'}));
				return;
			}
			default:
		}
	};
}
