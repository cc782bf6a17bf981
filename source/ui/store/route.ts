import type {ConflictFilter} from '../../core/conflict.js';
import type {GroupKey} from '../../core/conflict-group.js';
import {entityTypes} from '../../core/entity.js';
import type {RecordSearch} from '../../core/found-record.js';
import type {PlanRowKind} from '../../core/sync-plan.js';
import type {PairName} from '../../core/pair-key.js';
import type {CallFilter} from '../../core/stores/api-call-store.js';
import type {AuditFilter} from '../../core/stores/audit-store.js';
import type {OperationFilter} from '../../core/stores/operation-store.js';

/** Which rejected records. */
export type RejectedFilter = Pick<ConflictFilter, 'externalSystemId' | 'entityType' | 'text'>;

/** What is in front: a screen, and what it shows. */
export type Route =
	| {readonly screen: 'health'}
	| {readonly screen: 'causes'; readonly filter: ConflictFilter}
	/** Counted by something else than their cause. */
	| {readonly screen: 'groups'; readonly by: GroupKey; readonly filter: ConflictFilter}
	| {readonly screen: 'conflicts'; readonly filter: ConflictFilter}
	| {readonly screen: 'conflict'; readonly filter: ConflictFilter; readonly id: number}
	| {readonly screen: 'operations'; readonly filter: OperationFilter}
	| {readonly screen: 'operation'; readonly id: string}
	| {readonly screen: 'calls'; readonly filter: CallFilter}
	| {readonly screen: 'rejected'; readonly filter: RejectedFilter}
	| {readonly screen: 'plans'}
	| {readonly screen: 'plan'; readonly id: string; readonly kind?: PlanRowKind}
	| {readonly screen: 'records'; readonly filter: RecordSearch}
	| {readonly screen: 'record'; readonly filter: RecordSearch; readonly id: number}
	/** POA&Ms that open findings lack; where they would be made is named where several systems take any. */
	| {readonly screen: 'proposals'; readonly systemName?: string}
	| {readonly screen: 'rules'}
	| {readonly screen: 'rule'; readonly pair: PairName}
	| {readonly screen: 'audit'; readonly filter: AuditFilter};

export type ScreenName = Route['screen'];

/** The screens that a number opens, in the order of the numbers. */
export const views = ['health', 'causes', 'operations', 'calls', 'records', 'rules', 'audit'] as const;
export type ViewName = (typeof views)[number];

export function toRoute(view: ViewName): Route {
	switch (view) {
		case 'health': case 'rules': return {screen: view};
		case 'records': return {screen: view, filter: {entityType: entityTypes[0]}};
		default: return {screen: view, filter: {}};
	}
}

/** The numbered screen that a route belongs to. */
export function viewOf(route: Route): ViewName {
	switch (route.screen) {
		case 'groups': case 'conflicts': case 'conflict': return 'causes';
		case 'operation': case 'rejected': case 'plans': case 'plan': return 'operations';
		case 'record': case 'proposals': return 'records';
		case 'rule': return 'rules';
		default: return route.screen;
	}
}

/** One level up; undefined at the top. */
export function parentOf(route: Route): Route | undefined {
	switch (route.screen) {
		case 'conflict': return {screen: 'conflicts', filter: route.filter};
		case 'groups': case 'conflicts': return toRoute('causes');
		case 'operation': case 'plans': case 'rejected': return toRoute('operations');
		case 'plan': return {screen: 'plans'};
		case 'record': return {screen: 'records', filter: route.filter};
		case 'records': return route.filter.text === undefined ? undefined : {screen: 'records', filter: {entityType: route.filter.entityType}};
		case 'proposals': return {screen: 'records', filter: {entityType: 'poam'}};
		case 'rule': return toRoute('rules');
		case 'causes': case 'operations': case 'calls': case 'audit':
			return Object.keys(route.filter).length > 0 ? toRoute(route.screen) : undefined;
		case 'health': case 'rules': return undefined;
	}
}

/** Names a filter: equal filters give equal texts. */
export const toTarget = (filter: object): string => JSON.stringify(Object.entries(filter).filter(([, value]) => value !== undefined).sort());

export const isSameRoute = (left: Route, right: Route): boolean => toTarget(left) === toTarget(right);
