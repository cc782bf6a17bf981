import {toFailure} from '../store/failure.js';
import type {Effect, EffectContext} from './context.js';

/** Ends the hold on sending; that it ended is told once health is read again, as where another program released it. */
export function createReleaser({store, operations}: EffectContext): Effect {
	const release = async (): Promise<void> => {
		const api = operations();
		if (api === undefined) return;
		try {
			await api.releasePushing({});
			store.dispatch({type: 'data/changed', topics: new Set(['systems'])});
		} catch (error) {
			store.dispatch({type: 'request/failed', failure: toFailure(error)});
		}
	};
	return action => {
		if (action.type === 'push/release-requested') void release();
	};
}
