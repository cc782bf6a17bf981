import type {ReactNode} from 'react';
import {ListScreen} from '../../components/list-screen.js';
import {listLines} from '../../components/list-view.js';
import {useSlice} from '../../hooks/use-slice.js';
import {useViewSize} from '../../hooks/use-view-size.js';
import type {Route} from '../../store/route.js';
import {systemNameOf} from '../../store/selectors.js';
import {safe} from '../../text/safe.js';
import {callColumns} from './view.js';

export function CallsScreen({route}: {readonly route: Extract<Route, {readonly screen: 'calls'}>}): ReactNode {
	const size = useViewSize();
	const {filter} = route;
	const {list, systemName} = useSlice(state => ({list: state.lists.calls, systemName: systemNameOf(state, filter.externalSystemId)}));
	const crumbs = [
		safe('API calls'),
		...(systemName === undefined ? [] : [safe(systemName)]),
		...(filter.operationId === undefined ? [] : [safe(`run ${filter.operationId.slice(0, 8)}`)]),
		...(filter.onlyErrors === true ? [safe('errors only')] : []),
	];
	const nothing = filter.onlyErrors === true
		? {empty: safe('No call failed.'), hint: safe('e shows all calls again.')}
		: {empty: safe('No call was made yet.'), hint: safe('A sync makes some: s on Health starts one.')};
	const lines = listLines({list, now: size.now.getTime(), columns: callColumns(list.rows), width: size.width, height: size.height - 1, ...nothing});
	return <ListScreen crumbs={crumbs} list={list} size={size} lines={lines} />;
}
