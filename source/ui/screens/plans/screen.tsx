import {formatAmount} from '../../../core/text/format-count.js';
import type {ReactNode} from 'react';
import {quietLines} from '../../components/message-view.js';
import {ResourceScreen} from '../../components/resource-screen.js';
import {Rows} from '../../components/rows.js';
import {useSlice} from '../../hooks/use-slice.js';
import {useViewSize} from '../../hooks/use-view-size.js';
import {safe} from '../../text/safe.js';
import {planListLines} from './view.js';

const noPlan = safe('No plan was made in the last weeks.');
const howTo = safe('p on Health, or on a run, finds out what a sync would do before anything is written.');

export function PlansScreen(): ReactNode {
	const size = useViewSize();
	const {plans, window} = useSlice(state => ({plans: state.resources.plans, window: state.windows.plans}));
	return (
		<ResourceScreen crumbs={[safe('Operations'), safe('plans')]} position={formatAmount(plans.data?.length ?? 0, 'plan', 'plans')} resource={plans} size={size}>
			{data => <Rows lines={data.length === 0 ? quietLines('◌', 'off', noPlan, howTo, size.width) : planListLines(data, window, size)} width={size.width} />}
		</ResourceScreen>
	);
}
