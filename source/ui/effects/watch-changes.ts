import type {ChangeTopic} from '../../core/database.js';
import type {Operations} from '../../operations/operations.js';
import type {EffectContext} from './context.js';

/** The least time between two refreshes, in ms: what changes in between comes with the second. */
const refreshEvery = 250;
/** Even when nothing is told, what is on the screen is read again: ages, next runs, and a connection that died silently. */
const heartbeatEvery = 15_000;
const retryEvery = 3000;

const allTopics: ReadonlySet<ChangeTopic> = new Set(['conflicts', 'operations', 'systems', 'calls', 'rules', 'records', 'daemons']);

/** Keeps what is on the screen fresh until it is stopped. */
export type Watcher = {readonly stop: () => Promise<void>};

export async function watchChanges({store, now}: EffectContext, operations: Operations): Promise<Watcher> {
	let topics = new Set<ChangeTopic>();
	let timer: NodeJS.Timeout | undefined;
	const tell = (): void => {
		timer = undefined;
		if (topics.size === 0) return;
		const changed = topics;
		topics = new Set();
		timer = setTimeout(tell, refreshEvery);
		store.dispatch({type: 'data/changed', topics: changed});
	};
	const unwatch = await operations.watch(
		event => {
			topics.add(event.topic);
			if (timer === undefined) tell();
		},
		state => store.dispatch(state === 'live' ? {type: 'connection/live'} : {type: 'connection/lost', at: now().getTime()}),
	);
	const heartbeat = setInterval(() => store.dispatch({type: 'data/changed', topics: allTopics}), heartbeatEvery);
	const retry = setInterval(() => {
		if (hasRetryable(store.getState())) store.dispatch({type: 'data/retry-requested'});
	}, retryEvery);
	return {
		stop: async () => {
			clearTimeout(timer);
			clearInterval(heartbeat);
			clearInterval(retry);
			topics.clear();
			await unwatch();
		},
	};
}

const hasRetryable = ({resources, lists}: ReturnType<EffectContext['store']['getState']>): boolean =>
	[...Object.values(resources), ...Object.values(lists)].some(one => one.failure?.isRetryable === true);
