import {rejectionReason} from '../../core/conflict.js';
import type {ConflictGroup} from '../../core/conflict-group.js';
import type {Operations} from '../../operations/operations.js';
import type {RecordDetail} from '../../operations/get-record.js';
import type {ListAnswer, ResourceAnswer} from '../store/actions.js';
import {toFailure} from '../store/failure.js';
import {type ListRequest, neededPart, pageSize} from '../store/key-list.js';
import {listHeight} from '../store/layout.js';
import {type ListName, listRules} from '../store/lists.js';
import {needsLoad} from '../store/resource.js';
import type {Route} from '../store/route.js';
import {isSamePair, type PairRules} from '../store/rule-draft.js';
import {listOf, resourcesInSight} from '../store/sight.js';
import type {ConsoleState, ResourceName} from '../store/state.js';
import type {EffectContext} from './context.js';

const resourceLoaders: Readonly<Record<ResourceName, (operations: Operations, state: ConsoleState) => Promise<ResourceAnswer>>> = {
	health: async operations => ({name: 'health', data: await operations.getHealth()}),
	causes: async (operations, state) => ({name: 'causes', data: await operations.listConflictCauses(state.causesFilter)}),
	groups: async (operations, state) => ({name: 'groups', data: await loadGroups(operations, state.route)}),
	conflict: async (operations, state) => ({name: 'conflict', data: await operations.getConflict(Number(state.resources.conflict.target))}),
	plans: async operations => ({name: 'plans', data: (await operations.listPlans(undefined, pageSize)).rows}),
	plan: async (operations, state) => ({name: 'plan', data: await operations.getPlan(state.resources.plan.target)}),
	record: async (operations, state) => ({name: 'record', data: await loadRecord(operations, state.route)}),
	proposals: async (operations, state) => ({name: 'proposals', data: await operations.proposePoams(state.resources.proposals.target === '' ? {} : {systemName: state.resources.proposals.target})}),
	rules: async operations => ({name: 'rules', data: await operations.listPolicies()}),
	rule: async (operations, state) => ({name: 'rule', data: await loadRules(operations, state.route)}),
	operation: async (operations, state) => ({name: 'operation', data: await operations.getOperation(state.resources.operation.target)}),
};

const offScreen = (): Error => new Error('What is asked for is not on the screen.');

function loadGroups(operations: Operations, route: Route): Promise<readonly ConflictGroup[]> {
	if (route.screen !== 'groups') throw offScreen();
	return operations.listConflictGroups({filter: route.filter, by: route.by});
}

function loadRecord(operations: Operations, route: Route): Promise<RecordDetail> {
	if (route.screen !== 'record') throw offScreen();
	return operations.getRecord({entityType: route.filter.entityType, id: route.id});
}

async function loadRules(operations: Operations, route: Route): Promise<PairRules> {
	if (route.screen !== 'rule') throw offScreen();
	const {pair} = route;
	const [{systemName, entityType, policy}, {mappings}, policies] = await Promise.all([operations.exportPolicy(pair), operations.exportMappings(pair), operations.listPolicies()]);
	return {systemName, entityType, policy, mappings, isPushEnabled: policies.find(one => isSamePair(one, pair))?.isPushEnabled ?? false};
}

/** The list that a screen shows is asked for with the filter of its route. */
async function loadPage(operations: Operations, route: Route, {part, after, limit}: ListRequest): Promise<ListAnswer | undefined> {
	const isFromEnd = part === 'last' || part === 'before';
	const readConflicts = isFromEnd ? operations.listConflictsBefore : operations.listConflicts;
	switch (route.screen) {
		case 'conflicts': case 'conflict': return {list: 'conflicts', page: await readConflicts(route.filter, after, limit)};
		case 'rejected': return {list: 'rejected', page: await readConflicts({...route.filter, status: 'pending', reason: rejectionReason, fieldName: null}, after, limit)};
		case 'plan': return {list: 'planRows', page: await operations.listPlanRows({planId: route.id, ...(route.kind === undefined ? {} : {kind: route.kind}), after, limit})};
		case 'records': case 'record': return {list: 'records', page: await operations.searchRecords(route.filter, after, limit)};
		case 'operations': return {list: 'operations', page: await (isFromEnd ? operations.listOperationsBefore : operations.listOperations)(route.filter, after, limit)};
		case 'calls': return {list: 'calls', page: await (isFromEnd ? operations.listCallsBefore : operations.listCalls)(route.filter, after, limit)};
		case 'audit': return {list: 'audit', page: await (isFromEnd ? operations.listAuditBefore : operations.listAudit)(route.filter, after, limit)};
		default: return undefined;
	}
}

/**
 * Asks for whatever the screen in front shows and the state does not have fresh. Called whenever the store has settled:
 * opening a screen, scrolling, a change in the database and a retry all come down to it.
 */
export function createLoader({store, operations, now}: EffectContext): () => void {
	const underWay = new Set<ResourceName>();
	const loadResource = async (api: Operations, name: ResourceName): Promise<void> => {
		const state = store.getState();
		const request = {epoch: state.epoch, target: state.resources[name].target};
		underWay.add(name);
		store.dispatch({type: 'resource/load-started', name, request});
		// Only the question may fail here: what goes wrong with its answer is a bug, and ends the console as one.
		store.dispatch(await resourceLoaders[name](api, state).finally(() => underWay.delete(name)).then(
			answer => ({type: 'resource/loaded', request, answer, at: now().getTime()} as const),
			(error: unknown) => ({type: 'resource/failed', name, request, failure: toFailure(error)} as const),
		));
	};
	const loadList = async (api: Operations, list: ListName): Promise<void> => {
		const state = store.getState();
		const part = neededPart(state.lists[list], listRules[list].order, listHeight(state));
		if (part === undefined) return;
		const request = {...part, epoch: state.epoch};
		store.dispatch({type: 'list/load-started', list, request});
		const outcome = await loadPage(api, state.route, request).then(
			answer => (answer === undefined ? undefined : {type: 'list/loaded', request, answer, at: now().getTime()} as const),
			(error: unknown) => ({type: 'list/failed', list, request, failure: toFailure(error)} as const),
		);
		if (outcome !== undefined) store.dispatch(outcome);
	};
	return () => {
		const {route, terminal, resources, connection} = store.getState();
		const api = operations();
		if (api === undefined || connection.kind !== 'live') return;
		for (const name of resourcesInSight({route, terminal})) {
			// A cursor that runs through a list leaves rows behind faster than they are read: only the one it rests on counts.
			const isFollowing = name === 'conflict' && route.screen === 'conflicts' && underWay.has(name);
			if (needsLoad(resources[name]) && !isFollowing) void loadResource(api, name);
		}
		const list = listOf(route);
		if (list !== undefined) void loadList(api, list);
	};
}
