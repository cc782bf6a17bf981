import type {CreatePoamsRequest} from '../../operations/create-poams.js';
import {toFailure} from '../store/failure.js';
import type {Effect, EffectContext} from './context.js';

/** Makes the POA&Ms that were confirmed. */
export function createPoamMaker({store, operations}: EffectContext): Effect {
	const make = async (request: CreatePoamsRequest): Promise<void> => {
		const api = operations();
		if (api === undefined) return;
		try {
			store.dispatch({type: 'poams/created', created: await api.createPoams(request)});
		} catch (error) {
			store.dispatch({type: 'request/failed', failure: toFailure(error)});
		}
	};
	return action => {
		if (action.type === 'poams/create-requested') void make(action.request);
	};
}
