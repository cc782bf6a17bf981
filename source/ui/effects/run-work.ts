import type {Operation} from '../../core/operation.js';
import type {Operations} from '../../operations/operations.js';
import type {SyncOutcome} from '../../operations/run-sync.js';
import type {Action} from '../store/actions.js';
import {toFailure} from '../store/failure.js';
import {tellWork, type Work} from '../store/work.js';
import type {Effect, EffectContext} from './context.js';

/** The least time between two pictures of the progress, in ms. */
const progressEvery = 250;

/** Work runs in this process: it stops with it, and syncs go on at the last finished page when they run again. */
export type WorkRunner = {
	readonly handle: Effect;
	/** Stops what runs and waits for it. */
	readonly close: () => Promise<void>;
};

type Progress = {readonly signal: AbortSignal; readonly onOperation: (operation: Operation) => void; readonly onLook: (plural: string, looked: number) => void};

export function createWorkRunner({store, operations}: EffectContext): WorkRunner {
	const running = new Map<number, {readonly controller: AbortController; readonly end: Promise<void>}>();
	let lastId = 0;
	const run = async (id: number, work: Work, signal: AbortSignal): Promise<void> => {
		const api = operations();
		if (api === undefined) return;
		let seen: Readonly<Record<string, Operation>> = {};
		const looked = new Map<string, number>();
		let timer: NodeJS.Timeout | undefined;
		const tell = (): void => {
			timer = undefined;
			if (looked.size > 0) store.dispatch({type: 'sync/looked', id, looked: [...looked.values()].reduce((sum, count) => sum + count, 0)});
			else store.dispatch({type: 'sync/progressed', id, operations: seen});
		};
		store.dispatch({type: 'sync/started', id, ...tellWork(work)});
		try {
			store.dispatch(await perform(api, id, work, {
				signal,
				onOperation: operation => {
					seen = {...seen, [operation.id]: operation};
					timer ??= setTimeout(tell, progressEvery);
				},
				onLook: (plural, count) => {
					looked.set(plural, count);
					timer ??= setTimeout(tell, progressEvery);
				},
			}));
		} catch (error) {
			store.dispatch({type: 'sync/failed', id, failure: toFailure(error)});
		} finally {
			clearTimeout(timer);
			running.delete(id);
		}
	};
	return {
		handle: action => {
			const work = toWork(action);
			if (work !== undefined) {
				const controller = new AbortController();
				const id = ++lastId;
				running.set(id, {controller, end: run(id, work, controller.signal)});
			}
			if (action.type === 'sync/stop-requested') for (const {controller} of running.values()) controller.abort();
		},
		close: async () => {
			for (const {controller} of running.values()) controller.abort();
			await Promise.all([...running.values()].map(one => one.end));
		},
	};
}

function toWork(action: Action): Work | undefined {
	if (action.type === 'sync/requested') return {kind: 'sync', request: action.request};
	return action.type === 'work/requested' ? action.work : undefined;
}

/** Does the work, and says what came of it. */
async function perform(api: Operations, id: number, work: Work, {signal, onOperation, onLook}: Progress): Promise<Action> {
	const options = {signal, onProgress: onOperation};
	switch (work.kind) {
		case 'sync': return {type: 'sync/finished', id, outcome: await api.runSync(work.request, options)};
		case 'resume': return {type: 'sync/finished', id, outcome: await api.resumeSync(work.request, options)};
		case 'replay': return {type: 'sync/finished', id, outcome: await api.replayRejected(work.request, options)};
		case 'plan': return {type: 'plan/ready', id, plan: await api.planSync(work.request, {signal, onProgress: ({systemName, plural, read}) => onLook(`${systemName} ${plural}`, read)})};
		case 'apply': {
			const {plan, operations} = await api.applyPlan({id: work.plan.id, clearsGuards: work.clearsGuards}, {signal, onProgress: ({systemName, plural, read}) => onLook(`${systemName} ${plural}`, read)});
			return {type: 'plan/applied', id, plan, outcome: toOutcome(operations)};
		}
	}
}

/** Runs with their parts, from a list of both. */
const toOutcome = (operations: readonly Operation[]): SyncOutcome => ({
	failure: undefined,
	runs: operations.filter(({parentId}) => parentId === undefined).map(operation => ({operation, children: operations.filter(({parentId}) => parentId === operation.id)})),
});
