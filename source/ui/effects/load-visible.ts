import type {Operations} from '../../operations/operations.js';
import type {ListAnswer, ResourceAnswer} from '../store/actions.js';
import {toFailure} from '../store/failure.js';
import {type ListRequest, neededPart} from '../store/key-list.js';
import {listHeight} from '../store/layout.js';
import {type ListName, listRules} from '../store/lists.js';
import {needsLoad} from '../store/resource.js';
import type {Route} from '../store/route.js';
import {listOf, resourcesInSight} from '../store/sight.js';
import type {ConsoleState, ResourceName} from '../store/state.js';
import type {EffectContext} from './context.js';

const resourceLoaders: Readonly<Record<ResourceName, (operations: Operations, state: ConsoleState) => Promise<ResourceAnswer>>> = {
	health: async operations => ({name: 'health', data: await operations.getHealth()}),
	causes: async (operations, state) => ({name: 'causes', data: await operations.listConflictCauses(state.causesFilter)}),
	conflict: async (operations, state) => ({name: 'conflict', data: await operations.getConflict(Number(state.resources.conflict.target))}),
	operation: async (operations, state) => ({name: 'operation', data: await operations.getOperation(state.resources.operation.target)}),
};

/** The list that a screen shows is asked for with the filter of its route. */
async function loadPage(operations: Operations, route: Route, {after, limit}: ListRequest): Promise<ListAnswer | undefined> {
	switch (route.screen) {
		case 'conflicts': case 'conflict': return {list: 'conflicts', page: await operations.listConflicts(route.filter, after, limit)};
		case 'operations': return {list: 'operations', page: await operations.listOperations(route.filter, after, limit)};
		case 'calls': return {list: 'calls', page: await operations.listCalls(route.filter, after, limit)};
		case 'audit': return {list: 'audit', page: await operations.listAudit(route.filter, after, limit)};
		case 'health': case 'causes': case 'operation': return undefined;
	}
}

/**
 * Asks for whatever the screen in front shows and the state does not have fresh. Called whenever the store has settled:
 * opening a screen, scrolling, a change in the database and a retry all come down to it.
 */
export function createLoader({store, operations, now}: EffectContext): () => void {
	const loadResource = async (api: Operations, name: ResourceName): Promise<void> => {
		const state = store.getState();
		const request = {epoch: state.epoch, target: state.resources[name].target};
		store.dispatch({type: 'resource/load-started', name, request});
		try {
			const answer = await resourceLoaders[name](api, state);
			store.dispatch({type: 'resource/loaded', request, answer, at: now().getTime()});
		} catch (error) {
			store.dispatch({type: 'resource/failed', name, request, failure: toFailure(error)});
		}
	};
	const loadList = async (api: Operations, list: ListName): Promise<void> => {
		const state = store.getState();
		const part = neededPart(state.lists[list], listRules[list].order, listHeight(state));
		if (part === undefined) return;
		const request = {...part, epoch: state.epoch};
		store.dispatch({type: 'list/load-started', list, request});
		try {
			const answer = await loadPage(api, state.route, request);
			if (answer !== undefined) store.dispatch({type: 'list/loaded', request, answer, at: now().getTime()});
		} catch (error) {
			store.dispatch({type: 'list/failed', list, request, failure: toFailure(error)});
		}
	};
	return () => {
		const {route, resources, connection} = store.getState();
		const api = operations();
		if (api === undefined || connection.kind !== 'live') return;
		for (const name of resourcesInSight(route)) {
			if (needsLoad(resources[name])) void loadResource(api, name);
		}
		const list = listOf(route);
		if (list !== undefined) void loadList(api, list);
	};
}
