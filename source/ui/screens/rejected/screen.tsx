import type {ReactNode} from 'react';
import {ListScreen} from '../../components/list-screen.js';
import {listLines} from '../../components/list-view.js';
import {useSlice} from '../../hooks/use-slice.js';
import {useViewSize} from '../../hooks/use-view-size.js';
import type {Route} from '../../store/route.js';
import {systemNameOf} from '../../store/selectors.js';
import {pluralOf} from '../../store/words.js';
import {safe} from '../../text/safe.js';
import {rejectedColumns} from './view.js';

export function RejectedScreen({route: {filter}}: {readonly route: Extract<Route, {readonly screen: 'rejected'}>}): ReactNode {
	const size = useViewSize();
	const {list, systemName} = useSlice(state => ({list: state.lists.rejected, systemName: systemNameOf(state, filter.externalSystemId)}));
	const lines = listLines({
		list, now: size.now.getTime(), columns: rejectedColumns(size.now), width: size.width, height: size.height - 1, empty: safe('No record was rejected.'), hint: safe('What cannot be taken is listed here, with the rule that it failed.'), isDim: row => list.gone.has(String(row.id)),
	});
	const crumbs = [safe('Rejected records'), ...(systemName === undefined ? [] : [safe(systemName)]), ...(filter.entityType === undefined ? [] : [pluralOf(filter.entityType)])];
	return <ListScreen crumbs={crumbs} list={list} size={size} lines={lines} />;
}
