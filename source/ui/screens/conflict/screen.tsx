import type {ReactNode} from 'react';
import {positionText} from '../../components/list-view.js';
import {ResourceScreen} from '../../components/resource-screen.js';
import {Rows} from '../../components/rows.js';
import {useSlice} from '../../hooks/use-slice.js';
import {useViewSize} from '../../hooks/use-view-size.js';
import type {Route} from '../../store/route.js';
import {conflictInFront, countOf} from '../../store/selectors.js';
import {safe} from '../../text/safe.js';
import {conflictCrumbs, conflictDetailLines} from './view.js';

export function ConflictScreen({route}: {readonly route: Extract<Route, {readonly screen: 'conflict'}>}): ReactNode {
	const size = useViewSize();
	const {resources, lists, total} = useSlice(state => ({resources: state.resources, lists: state.lists, total: countOf(state, route.filter)}));
	const detail = conflictInFront({route, resources, lists});
	const crumbs = [safe('Conflicts'), ...(detail === undefined ? [] : conflictCrumbs(detail.conflict))];
	return (
		<ResourceScreen crumbs={crumbs} position={positionText(lists.conflicts, total)} resource={{...resources.conflict, data: detail}} size={size}>
			{data => <Rows lines={conflictDetailLines(data, size)} width={size.width} />}
		</ResourceScreen>
	);
}
