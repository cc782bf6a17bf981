import {safe} from '../text/safe.js';
import type {Handlers} from './handlers.js';
import {emptyList, hasEarlier, isLoaded, type KeyList, seekEnd} from './key-list.js';
import type {ListName} from './lists.js';
import {markStale} from './resource.js';
import {isListTouched, isResourceTouched} from './sight.js';
import type {ConsoleState, ResourceName} from './state.js';
import {withList, withNotice, withResource} from './update.js';

const resourceNames = ['health', 'causes', 'groups', 'conflict', 'operation', 'plans', 'plan', 'record', 'proposals', 'rules', 'rule'] as const satisfies readonly ResourceName[];
const listNames = ['conflicts', 'operations', 'rejected', 'planRows', 'calls', 'records', 'audit'] as const satisfies readonly ListName[];

const mark = (state: ConsoleState, isResource: (name: ResourceName) => boolean, isList: (name: ListName) => boolean): ConsoleState => {
	const marked = resourceNames.filter(isResource).reduce((sum, name) => withResource(sum, name, markStale), state);
	return listNames.filter(isList).reduce((sum, name) => withList(sum, name, list => ({...list, isStale: true, failure: undefined})), marked);
};

const markAll = (state: ConsoleState): ConsoleState => mark(state, () => true, () => true);

/** Answers that are still on the way belong to the epoch before, and are dropped. */
const startEpoch = (state: ConsoleState): ConsoleState => {
	const resources = resourceNames.reduce((sum, name) => withResource(sum, name, resource => ({...resource, loading: undefined})), {...state, epoch: state.epoch + 1});
	return markAll(listNames.reduce((sum, name) => withList(sum, name, list => ({...list, loading: undefined})), resources));
};

/** What is gone leaves, and the order is today's; who was at the end of the list stays there. */
function refreshByHand<Row>(list: KeyList<Row>): KeyList<Row> {
	if (isLoaded(list) && !hasEarlier(list)) return {...list, pages: [], isStale: true};
	return list.before !== undefined && list.next === undefined ? seekEnd(list, 'end') : emptyList(list.target);
}

export const connectionHandlers: Handlers<
	'connection/requested' | 'connection/opened' | 'connection/failed' | 'connection/live' | 'connection/lost' | 'data/changed' | 'data/refresh-requested' | 'data/retry-requested'
> = {
	'connection/requested': state => ({...state, connection: {kind: 'connecting'}}),
	'connection/opened': (state, {actor, isReadOnly}) => startEpoch({...state, actor, isReadOnly: state.isReadOnly || isReadOnly, connection: {kind: 'live'}}),
	'connection/failed': (state, {failure, retryAt}) => ({...state, connection: {kind: 'failed', failure, retryAt}}),
	'connection/live': state => (state.connection.kind === 'lost' ? withNotice(startEpoch({...state, connection: {kind: 'live'}}), 'ok', safe('The database is back; everything was read again.')) : state),
	'connection/lost': (state, {at}) => (state.connection.kind === 'live' ? {...state, connection: {kind: 'lost', since: at}} : state),
	'data/changed': (state, {topics}) => mark(state, name => isResourceTouched(state, name, topics), name => isListTouched(name, topics)),
	// By hand, lists are read anew from the start: what is gone leaves, and the order is today's.
	'data/refresh-requested': state => listNames.reduce(
		(sum, name) => withList(sum, name, list => refreshByHand(list)),
		startEpoch(state),
	),
	'data/retry-requested': state => mark(state, name => state.resources[name].failure !== undefined, name => state.lists[name].failure !== undefined),
};
