import type {Operation} from '../../core/operation.js';
import type {SyncRequest} from '../../operations/operations.js';
import {toFailure} from '../store/failure.js';
import {tellSync} from '../store/words.js';
import type {Effect, EffectContext} from './context.js';

/** The least time between two pictures of the progress, in ms. */
const progressEvery = 250;

/** Syncs run in this process: they stop with it, and go on at the last finished page when they run again. */
export type SyncRunner = {
	readonly handle: Effect;
	/** Stops what runs and waits for it. */
	readonly close: () => Promise<void>;
};

export function createSyncRunner({store, operations}: EffectContext): SyncRunner {
	const running = new Map<number, {readonly controller: AbortController; readonly end: Promise<void>}>();
	let lastId = 0;
	const run = async (id: number, request: SyncRequest, signal: AbortSignal): Promise<void> => {
		const api = operations();
		if (api === undefined) return;
		let seen: Readonly<Record<string, Operation>> = {};
		let timer: NodeJS.Timeout | undefined;
		const tell = (): void => {
			timer = undefined;
			store.dispatch({type: 'sync/progressed', id, operations: seen});
		};
		store.dispatch({type: 'sync/started', id, request, label: tellSync(request)});
		try {
			const outcome = await api.runSync(request, {
				signal,
				onProgress: operation => {
					seen = {...seen, [operation.id]: operation};
					timer ??= setTimeout(tell, progressEvery);
				},
			});
			store.dispatch({type: 'sync/finished', id, outcome});
		} catch (error) {
			store.dispatch({type: 'sync/failed', id, failure: toFailure(error)});
		} finally {
			clearTimeout(timer);
			running.delete(id);
		}
	};
	return {
		handle: action => {
			if (action.type === 'sync/requested') {
				const controller = new AbortController();
				const id = ++lastId;
				running.set(id, {controller, end: run(id, action.request, controller.signal)});
			}
			if (action.type === 'sync/stop-requested') for (const {controller} of running.values()) controller.abort();
		},
		close: async () => {
			for (const {controller} of running.values()) controller.abort();
			await Promise.all([...running.values()].map(one => one.end));
		},
	};
}
