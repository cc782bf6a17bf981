import {isOfCauses} from '../../core/conflict-group.js';
import type {ChangeTopic} from '../../core/database.js';
import {besideWidth} from './layout.js';
import type {ListName} from './lists.js';
import type {Route} from './route.js';
import type {ConsoleState, ResourceName} from './state.js';

/** The list behind a screen; a single conflict keeps the list that it was opened from. */
export function listOf(route: Route): ListName | undefined {
	switch (route.screen) {
		case 'conflicts': case 'conflict': return 'conflicts';
		case 'operations': case 'calls': case 'audit': case 'rejected': return route.screen;
		case 'records': case 'record': return 'records';
		case 'plan': return 'planRows';
		default: return undefined;
	}
}

/** What the screen in front shows, and so what is kept fresh. Health is always among it: the header counts conflicts. */
export function resourcesInSight({route, terminal}: Pick<ConsoleState, 'route' | 'terminal'>): readonly ResourceName[] {
	switch (route.screen) {
		case 'causes': return ['health', 'causes'];
		case 'conflicts': return besideWidth(terminal.columns) === undefined ? ['health', 'causes'] : ['health', 'causes', 'conflict'];
		case 'conflict': return ['health', 'causes', 'conflict'];
		case 'groups': case 'operation': case 'plans': case 'plan': case 'record': case 'proposals': case 'rules': case 'rule': return ['health', route.screen];
		default: return ['health'];
	}
}

const resourceTopics: Readonly<Record<ResourceName, readonly ChangeTopic[]>> = {
	health: ['conflicts', 'operations', 'systems', 'calls', 'rules', 'records', 'daemons'],
	causes: ['conflicts'],
	groups: ['conflicts'],
	conflict: ['conflicts', 'records', 'rules'],
	operation: ['operations', 'calls'],
	plans: ['operations'],
	plan: ['operations'],
	record: ['records', 'conflicts', 'rules'],
	// They follow from every open finding: who decides about them reads them anew with r.
	proposals: [],
	rules: ['rules'],
	rule: ['rules'],
};

const listTopics: Readonly<Record<ListName, readonly ChangeTopic[]>> = {
	conflicts: ['conflicts'],
	operations: ['operations'],
	rejected: ['conflicts'],
	planRows: [],
	calls: ['calls'],
	records: ['records'],
	audit: ['conflicts', 'operations', 'systems', 'rules', 'records'],
};

/** Behind another screen, Health is there for the header alone. */
const headerTopics: readonly ChangeTopic[] = ['conflicts', 'systems'];

/** Up to so many waiting conflicts, going through all of them for a count is no burden while things change. */
const mostCounted = 20_000;

/** Counts that go through every conflict are read anew by hand alone where many wait. */
export const areGroupsLive = ({route, resources: {health}}: Pick<ConsoleState, 'route' | 'resources'>): boolean =>
	route.screen !== 'groups' || isOfCauses(route.by) || (health.data?.pendingConflicts ?? Infinity) <= mostCounted;

export const isResourceTouched = (state: ConsoleState, name: ResourceName, topics: ReadonlySet<ChangeTopic>): boolean =>
	(name !== 'groups' || areGroupsLive(state)) && (name === 'health' && state.route.screen !== 'health' ? headerTopics : resourceTopics[name]).some(topic => topics.has(topic));

export const isListTouched = (name: ListName, topics: ReadonlySet<ChangeTopic>): boolean => listTopics[name].some(topic => topics.has(topic));
