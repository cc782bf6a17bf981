import type {ConflictGroup} from '../../core/conflict-group.js';
import type {ConflictCause} from '../../core/conflict.js';
import type {Health} from '../../core/health.js';
import {safe} from '../text/safe.js';
import {causeKey} from './filter-predicate.js';
import type {Handlers} from './handlers.js';
import {beginPart, failPart, type KeyList} from './key-list.js';
import {listHeight} from './layout.js';
import {listRules} from './lists.js';
import {receivePart} from './receive-part.js';
import type {Request} from './request.js';
import {beginLoad, failLoad, finishLoad} from './resource.js';
import {revealCursor} from './screen-handlers.js';
import {countOf} from './selectors.js';
import type {ConsoleState} from './state.js';
import {noticeFor, withList, withNotice, withResource} from './update.js';

export const dataHandlers: Handlers<
	'resource/load-started' | 'resource/loaded' | 'resource/failed' | 'list/load-started' | 'list/loaded' | 'list/failed'
> = {
	'resource/load-started': (state, {name, request}) => withResource(state, name, resource => beginLoad(resource, request)),
	'resource/loaded': (state, {request, answer, at}) => {
		if (request.epoch !== state.epoch) return state;
		const answered = {...state, answeredAt: at};
		switch (answer.name) {
			case 'health': return receiveHealth(answered, request, answer.data);
			case 'causes': return receiveCauses(answered, request, answer.data);
			case 'groups': return receiveGroups(answered, request, answer.data);
			case 'conflict': return withResource(answered, 'conflict', conflict => finishLoad(conflict, request, answer.data));
			case 'operation': return withResource(answered, 'operation', operation => finishLoad(operation, request, answer.data));
			case 'plans': return withResource(answered, 'plans', plans => finishLoad(plans, request, answer.data));
			case 'plan': return withResource(answered, 'plan', plan => finishLoad(plan, request, answer.data));
			case 'record': return withResource(answered, 'record', record => finishLoad(record, request, answer.data));
			case 'proposals': return withResource(answered, 'proposals', proposals => finishLoad(proposals, request, answer.data));
			case 'rules': return withResource(answered, 'rules', rules => finishLoad(rules, request, answer.data));
			case 'rule': return withResource(answered, 'rule', rule => finishLoad(rule, request, answer.data));
		}
	},
	'resource/failed': (state, {name, request, failure}) =>
		request.epoch === state.epoch ? withResource(state, name, resource => failLoad(resource, request, failure)) : state,
	'list/load-started': (state, {list, request}) => withList(state, list, rows => beginPart(rows, request)),
	'list/loaded': (state, {request, answer, at}) => {
		if (request.epoch !== state.epoch) return state;
		const answered = {...state, answeredAt: at};
		const height = listHeight(state);
		switch (answer.list) {
			case 'conflicts': return withList(answered, 'conflicts', list => countFromEnd(receivePart(list, {request, page: answer.page}, {...listRules.conflicts, height}), countInFront(state)));
			case 'operations': return withList(answered, 'operations', list => receivePart(list, {request, page: answer.page}, {...listRules.operations, height}));
			case 'rejected': return withList(answered, 'rejected', list => receivePart(list, {request, page: answer.page}, {...listRules.rejected, height}));
			case 'planRows': return withList(answered, 'planRows', list => receivePart(list, {request, page: answer.page}, {...listRules.planRows, height}));
			case 'records': return withList(answered, 'records', list => receivePart(list, {request, page: answer.page}, {...listRules.records, height}));
			case 'calls': return withList(answered, 'calls', list => receivePart(list, {request, page: answer.page}, {...listRules.calls, height}));
			case 'audit': return withList(answered, 'audit', list => receivePart(list, {request, page: answer.page}, {...listRules.audit, height}));
		}
	},
	'list/failed': (state, {list, request, failure}) =>
		request.epoch === state.epoch ? withList(state, list, rows => failPart(rows, request, failure)) : state,
};

/** How many conflicts the list in front has, where the causes tell. */
const countInFront = (state: ConsoleState): number | undefined =>
	(state.route.screen === 'conflicts' || state.route.screen === 'conflict' ? countOf(state, state.route.filter) : undefined);

/** A list that was read from its end begins where the causes say that it does. */
const countFromEnd = <Row>(list: KeyList<Row>, total: number | undefined): KeyList<Row> =>
	list.offset !== undefined || total === undefined || list.next !== undefined ? list : {...list, offset: Math.max(0, total - list.rows.length)};

/** That changes stop leaving, or leave again, is told on whatever screen is in front. On Health it takes rows from the pairs: the selected one stays in sight. */
function receiveHealth(state: ConsoleState, request: Request, data: Health): ConsoleState {
	const before = state.resources.health.data;
	const received = withResource(state, 'health', health => finishLoad(health, request, data));
	if (state.route.screen === 'health') return revealCursor(tellRelease(received, before));
	if (before === undefined || before.pushHold !== undefined || received.resources.health.data?.pushHold === undefined) return tellRelease(received, before);
	const text = safe('Nothing is sent any more: the database was restored. 1 says what to do.');
	return {...received, notice: {tone: 'failing', text, until: noticeFor.untilDismissed, toldOn: 'health'}};
}

const tellRelease = (state: ConsoleState, before: Health | undefined): ConsoleState =>
	(before?.pushHold === undefined || state.resources.health.data?.pushHold !== undefined ? state : withNotice(state, 'ok', safe('Changes may leave again: the hold was released.')));

function receiveCauses(state: ConsoleState, request: Request, data: readonly ConflictCause[]): ConsoleState {
	const isOrdered = state.orderedIn.causes === state.epoch;
	return withResource({...state, orderedIn: {...state.orderedIn, causes: state.epoch}}, 'causes', causes => finishLoad(causes, request, isOrdered ? inPlace(causes.data ?? [], data, causeKey) : data));
}

function receiveGroups(state: ConsoleState, request: Request, data: readonly ConflictGroup[]): ConsoleState {
	const isOrdered = state.orderedIn.groups === state.epoch;
	return withResource({...state, orderedIn: {...state.orderedIn, groups: state.epoch}}, 'groups', groups => finishLoad(groups, request, isOrdered ? inPlace(groups.data ?? [], data, groupKey) : data));
}

const groupKey = ({predicate}: ConflictGroup): string => JSON.stringify(predicate);

/** New counts in the old order: what ran dry stays with none, what is new goes to the end. */
function inPlace<Counted extends {readonly count: number}>(before: readonly Counted[], after: readonly Counted[], keyOf: (counted: Counted) => string): readonly Counted[] {
	const fresh = new Map(after.map(one => [keyOf(one), one]));
	const known = new Set(before.map(keyOf));
	return [...before.map(one => fresh.get(keyOf(one)) ?? {...one, count: 0}), ...after.filter(one => !known.has(keyOf(one)))];
}
