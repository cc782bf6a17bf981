import type {ReactNode} from 'react';
import {quietLines} from '../../components/message-view.js';
import {ResourceScreen} from '../../components/resource-screen.js';
import {Rows} from '../../components/rows.js';
import {useSlice} from '../../hooks/use-slice.js';
import {useViewSize} from '../../hooks/use-view-size.js';
import type {Route} from '../../store/route.js';
import {namedSystems} from '../../store/selectors.js';
import {areGroupsLive} from '../../store/sight.js';
import {groupWord, tellFilter} from '../../store/words.js';
import {joinSafe, safe} from '../../text/safe.js';
import {tellCounted} from '../causes/view.js';
import {groupLines, tellCounting} from './view.js';

export function GroupsScreen({route}: {readonly route: Extract<Route, {readonly screen: 'groups'}>}): ReactNode {
	const size = useViewSize();
	const {groups, window, systems, isLive, pending} = useSlice(state => ({
		groups: state.resources.groups, window: state.windows.groups, systems: namedSystems(state), isLive: areGroupsLive(state), pending: state.resources.health.data?.pendingConflicts,
	}));
	const filter = tellFilter(route.filter, systems);
	const crumbs = [safe('Conflicts'), ...(filter === '' ? [] : [filter]), joinSafe([safe('by'), groupWord(route.by)], safe(' '))];
	const position = joinSafe([tellCounted(groups.data ?? [], size.now), ...(isLive ? [] : [safe(groups.loading === undefined ? 'r counts again' : 'counting again…')])], safe(' · '));
	return (
		<ResourceScreen crumbs={crumbs} position={position} resource={groups} size={size} reading={tellCounting(route, pending)}>
			{data => <Rows lines={data.length === 0 ? quietLines('●', 'ok', safe('No conflict waits for a person.'), undefined, size.width) : groupLines(data, {window, systems}, size)} width={size.width} />}
		</ResourceScreen>
	);
}
