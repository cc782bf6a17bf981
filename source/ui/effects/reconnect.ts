import type {Operations} from '../../operations/operations.js';
import type {Action} from '../store/actions.js';
import {toFailure} from '../store/failure.js';
import type {EffectContext} from './context.js';
import {type Watcher, watchChanges} from './watch-changes.js';

const retryAfter = 5000;

/** Reaches the database, again and again while that may help, and then watches it for changes. */
export type Reconnector = {
	readonly operations: () => Operations | undefined;
	readonly handle: (action: Action) => void;
	readonly close: () => Promise<void>;
};

export function createReconnector(context: Omit<EffectContext, 'operations'>, open: () => Promise<Operations>): Reconnector {
	const {store, now} = context;
	let operations: Operations | undefined;
	let watcher: Watcher | undefined;
	let timer: NodeJS.Timeout | undefined;
	let isOpening = false;
	let isClosed = false;
	const connect = async (): Promise<void> => {
		if (isOpening || isClosed) return;
		isOpening = true;
		clearTimeout(timer);
		try {
			const opened = await open();
			const watching = await watchChanges({...context, operations: () => opened}, opened);
			if (isClosed) return void (await watching.stop());
			operations = opened;
			watcher = watching;
			store.dispatch({type: 'connection/opened', actor: opened.actor, isReadOnly: opened.isReadOnly});
		} catch (error) {
			const failure = toFailure(error);
			if (isClosed) return;
			if (failure.isRetryable) timer = setTimeout(() => store.dispatch({type: 'connection/requested'}), retryAfter);
			store.dispatch({type: 'connection/failed', failure, retryAt: failure.isRetryable ? now().getTime() + retryAfter : undefined});
		} finally {
			isOpening = false;
		}
	};
	return {
		operations: () => operations,
		handle: action => {
			if (action.type === 'connection/requested') void connect();
		},
		close: async () => {
			isClosed = true;
			clearTimeout(timer);
			await watcher?.stop();
		},
	};
}
