import {toFailure} from '../store/failure.js';
import type {Effect, EffectContext} from './context.js';

/** Puts rejected records aside. */
export function createDiscarder({store, operations}: EffectContext): Effect {
	const discard = async (id: number, reason: string): Promise<void> => {
		const api = operations();
		if (api === undefined) return;
		try {
			store.dispatch({type: 'rejected/discarded', conflict: await api.discardRejected({id, reason})});
		} catch (error) {
			store.dispatch({type: 'request/failed', failure: toFailure(error)});
		}
	};
	return action => {
		if (action.type === 'rejected/discard-requested') void discard(action.id, action.reason);
	};
}
