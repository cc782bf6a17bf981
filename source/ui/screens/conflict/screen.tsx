import type {ReactNode} from 'react';
import {positionText} from '../../components/list-view.js';
import {ResourceScreen} from '../../components/resource-screen.js';
import {Rows} from '../../components/rows.js';
import {useSlice} from '../../hooks/use-slice.js';
import {useViewSize} from '../../hooks/use-view-size.js';
import type {Route} from '../../store/route.js';
import {countOf} from '../../store/selectors.js';
import {safe} from '../../text/safe.js';
import {conflictCrumbs, conflictDetailLines} from './view.js';

export function ConflictScreen({route}: {readonly route: Extract<Route, {readonly screen: 'conflict'}>}): ReactNode {
	const size = useViewSize();
	const {conflict, list, total} = useSlice(state => ({conflict: state.resources.conflict, list: state.lists.conflicts, total: countOf(state, route.filter)}));
	const crumbs = [safe('Conflicts'), ...(conflict.data === undefined ? [] : conflictCrumbs(conflict.data.conflict))];
	return (
		<ResourceScreen crumbs={crumbs} position={positionText(list, total)} resource={conflict} size={size}>
			{data => <Rows lines={conflictDetailLines(data, size)} width={size.width} />}
		</ResourceScreen>
	);
}
