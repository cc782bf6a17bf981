import type {ReactNode} from 'react';
import {ListScreen} from '../../components/list-screen.js';
import {listLines} from '../../components/list-view.js';
import {useSlice} from '../../hooks/use-slice.js';
import {useViewSize} from '../../hooks/use-view-size.js';
import type {Route} from '../../store/route.js';
import {systemNameOf} from '../../store/selectors.js';
import {safe} from '../../text/safe.js';
import {operationColumns} from './view.js';

export function OperationsScreen({route}: {readonly route: Extract<Route, {readonly screen: 'operations'}>}): ReactNode {
	const size = useViewSize();
	const {list, systemName} = useSlice(state => ({list: state.lists.operations, systemName: systemNameOf(state, route.filter.externalSystemId)}));
	const lines = listLines({list, now: size.now.getTime(), columns: operationColumns(size.now), width: size.width, height: size.height - 1, empty: safe('Nothing has run yet.'), hint: safe('s on Health starts a sync; "parley daemon" runs them on schedule.')});
	return <ListScreen crumbs={[safe('Operations'), ...(systemName === undefined ? [] : [safe(systemName)])]} list={list} size={size} lines={lines} />;
}
