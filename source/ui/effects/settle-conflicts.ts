import type {Operations} from '../../operations/operations.js';
import {joinSafe, safe} from '../text/safe.js';
import type {Action} from '../store/actions.js';
import {type Failure, toFailure} from '../store/failure.js';
import type {Effect, EffectContext} from './context.js';

/** Verdicts over one conflict, undo, notes and assignments: one question to the operations each. */
export function createSettler({store, operations}: EffectContext): Effect {
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
	const verdictFailed = (id: number) => (failure: Failure): Action => ({type: 'conflict/verdict-failed', id, failure});

	return action => {
		switch (action.type) {
			case 'conflict/verdict-requested': {
				const {id, version, verdict} = action;
				void attempt(async api => ({type: 'conflict/settled', resolution: await api.resolveConflict({id, version, verdict})}), verdictFailed(id));
				return;
			}
			case 'conflict/record-verdict-requested': {
				const {id, version, verdict} = action;
				void attempt(async api => ({type: 'conflict/settled', resolution: await api.settleRecord({id, version, verdict})}), verdictFailed(id));
				return;
			}
			case 'conflict/undo-requested': {
				const {id} = action;
				void attempt(async api => ({type: 'conflict/reopened', resolution: await api.undoResolution({id})}), changeFailed);
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
			default:
		}
	};
}
