import {toFailure} from '../store/failure.js';
import type {Effect, EffectContext} from './context.js';

/** Stops runs, in whatever process they are. */
export function createCanceller({store, operations}: EffectContext): Effect {
	const cancel = async (id: string): Promise<void> => {
		const api = operations();
		if (api === undefined) return;
		try {
			store.dispatch({type: 'operation/cancelled', cancellation: await api.cancelOperation({id})});
		} catch (error) {
			store.dispatch({type: 'request/failed', failure: toFailure(error)});
		}
	};
	return action => {
		if (action.type === 'operation/cancel-requested') void cancel(action.id);
	};
}
