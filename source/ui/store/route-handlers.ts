import type {ConflictFilter} from '../../core/conflict.js';
import type {PairName} from '../../core/pair-key.js';
import type {Handlers} from './handlers.js';
import {emptyList} from './key-list.js';
import {noMarks} from './marks.js';
import type {ListName} from './lists.js';
import {retarget} from './resource.js';
import {isSameRoute, parentOf, type Route, toTarget} from './route.js';
import type {ConsoleState} from './state.js';
import {withList, withoutHint, withResource} from './update.js';
import {firstWindow} from './window.js';

const mostHistory = 50;

/** Puts a route in front. What it shows is asked for anew unless it is there for the same target. */
export function show(state: ConsoleState, route: Route): ConsoleState {
	const notice = state.notice?.toldOn === route.screen ? undefined : withoutHint(state).notice;
	const shown: ConsoleState = {...state, route, overlay: undefined, prefix: undefined, notice};
	switch (route.screen) {
		case 'health': return shown;
		case 'causes': return showCauses(shown, route.filter);
		case 'groups': return showGroups(shown, route);
		// Opened from elsewhere, what was settled meanwhile leaves the list; coming back from one of its rows, it stays.
		case 'conflicts': return state.route.screen === 'conflict' ? showConflicts(shown, route.filter) : withList(showConflicts(shown, route.filter), 'conflicts', list => ({...list, pages: [], earlier: [], before: undefined, offset: 0}));
		case 'conflict': return withResource(showConflicts(shown, route.filter), 'conflict', conflict => retarget(conflict, String(route.id)));
		case 'operation': return withResource(state.resources.operation.target === route.id ? shown : resetChildren(shown), 'operation', operation => retarget(operation, route.id));
		case 'plans': case 'rules': return withResource(shown, route.screen, resource => retarget(resource, ''));
		case 'plan': return withResource(showList(shown, 'planRows', {id: route.id, kind: route.kind}), 'plan', plan => retarget(plan, route.id));
		case 'proposals': return withResource(shown, 'proposals', proposals => retarget(proposals, route.systemName ?? ''));
		case 'records': return showList(shown, 'records', route.filter);
		case 'record': return showRecord(showList(shown, 'records', route.filter), `${route.filter.entityType} ${route.id}`);
		case 'rule': return showRule(shown, route.pair);
		case 'rejected': case 'operations': case 'calls': case 'audit': return showList(shown, route.screen, route.filter);
	}
}

function showRecord(state: ConsoleState, target: string): ConsoleState {
	const isSame = state.resources.record.target === target;
	return withResource(isSame ? state : {...state, windows: {...state.windows, record: firstWindow}}, 'record', record => retarget(record, target));
}

/** A draft belongs to the pair that it was made for; it is kept while its person looks elsewhere. */
function showRule(state: ConsoleState, pair: PairName): ConsoleState {
	const target = toTarget(pair);
	const isSame = state.resources.rule.target === target;
	return withResource(isSame ? state : {...state, windows: {...state.windows, rule: firstWindow}}, 'rule', rule => retarget(rule, target));
}

const resetChildren = (state: ConsoleState): ConsoleState => ({...state, windows: {...state.windows, operation: firstWindow}});

function showCauses(state: ConsoleState, filter: ConflictFilter): ConsoleState {
	const target = toTarget(filter);
	const isSame = state.resources.causes.target === target;
	const windows = isSame ? state.windows : {...state.windows, causes: firstWindow};
	return withResource({...state, causesFilter: filter, orderedIn: {...state.orderedIn, causes: 0}, windows, markedCauses: isSame ? state.markedCauses : new Map()}, 'causes', causes => retarget(causes, target));
}

function showGroups(state: ConsoleState, {by, filter}: Extract<Route, {readonly screen: 'groups'}>): ConsoleState {
	const target = toTarget({by, filter});
	const windows = state.resources.groups.target === target ? state.windows : {...state.windows, groups: firstWindow};
	return withResource({...state, orderedIn: {...state.orderedIn, groups: 0}, windows}, 'groups', groups => retarget(groups, target));
}

function showConflicts(state: ConsoleState, filter: ConflictFilter): ConsoleState {
	const isSame = state.lists.conflicts.target === toTarget(filter);
	return showList(isSame ? state : {...state, marks: noMarks, anchor: undefined}, 'conflicts', filter);
}

const showList = (state: ConsoleState, name: ListName, filter: object): ConsoleState =>
	withList(state, name, list => (list.target === toTarget(filter) ? {...list, isStale: true, failure: undefined} : emptyList(toTarget(filter))));

/** Puts a route in front, with a step in the history. */
export const openRoute = (state: ConsoleState, route: Route): ConsoleState =>
	isSameRoute(state.route, route) ? {...state, overlay: undefined, prefix: undefined} : {...show(state, route), previous: state.route, back: [...state.back, state.route].slice(-mostHistory), forward: []};

function goBack(state: ConsoleState): ConsoleState {
	const route = state.back.at(-1);
	return route === undefined ? state : {...show(state, route), previous: state.route, back: state.back.slice(0, -1), forward: [state.route, ...state.forward]};
}

function goForward(state: ConsoleState): ConsoleState {
	const [route, ...forward] = state.forward;
	return route === undefined ? state : {...show(state, route), previous: state.route, back: [...state.back, state.route], forward};
}

/** What was in front before is mostly the next step in the history, back or forward: going to and fro leaves that as it is. */
function toggle(state: ConsoleState): ConsoleState {
	const {previous, back, forward} = state;
	if (previous === undefined) return state;
	const isNextIn = (route: Route | undefined): boolean => route !== undefined && isSameRoute(route, previous);
	if (isNextIn(back.at(-1))) return goBack(state);
	return isNextIn(forward[0]) ? goForward(state) : openRoute(state, previous);
}

/** Above a screen is the one that it was opened from; a search is left for all records before that, whatever type was gone to. */
export function goUp(state: ConsoleState): ConsoleState {
	const parent = parentOf(state.route);
	if (parent === undefined) return state;
	if (state.back.length > 0 && state.route.screen !== 'records') return goBack(state);
	return {...replaceRoute(state, parent), previous: state.route, forward: [state.route, ...state.forward]};
}

/** The same screen, shown otherwise: no step in the history, which does not lead back to where it already is. */
function replaceRoute(state: ConsoleState, route: Route): ConsoleState {
	const last = state.back.at(-1);
	return {...show(state, route), back: last !== undefined && isSameRoute(last, route) ? state.back.slice(0, -1) : state.back};
}

export const routeHandlers: Handlers<'route/opened' | 'route/replaced' | 'route/back' | 'route/forward' | 'route/toggled' | 'route/up'> = {
	'route/opened': (state, {route}) => openRoute(state, route),
	'route/replaced': (state, {route}) => replaceRoute(state, route),
	'route/back': goBack,
	'route/forward': goForward,
	'route/toggled': toggle,
	'route/up': goUp,
};
