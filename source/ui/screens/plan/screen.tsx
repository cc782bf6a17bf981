import type {ReactNode} from 'react';
import {positionText} from '../../components/list-view.js';
import {ResourceScreen} from '../../components/resource-screen.js';
import {Rows} from '../../components/rows.js';
import {useSlice} from '../../hooks/use-slice.js';
import {useViewSize} from '../../hooks/use-view-size.js';
import type {Route} from '../../store/route.js';
import {tellPlanned} from '../../store/work.js';
import {safe} from '../../text/safe.js';
import {planLines} from './view.js';

export function PlanScreen({route}: {readonly route: Extract<Route, {readonly screen: 'plan'}>}): ReactNode {
	const size = useViewSize();
	const {plan, list} = useSlice(state => ({plan: state.resources.plan, list: state.lists.planRows}));
	const crumbs = [safe('Plan'), safe(route.id.slice(0, 8)), ...(plan.data === undefined ? [] : [tellPlanned(plan.data.request)]), ...(route.kind === undefined ? [] : [safe(`only ${route.kind}`)])];
	return (
		<ResourceScreen crumbs={crumbs} position={positionText(list, undefined)} resource={plan} size={size}>
			{data => <Rows lines={planLines(data, list, size)} width={size.width} />}
		</ResourceScreen>
	);
}
