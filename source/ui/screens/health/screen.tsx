import type {ReactNode} from 'react';
import {ResourceScreen} from '../../components/resource-screen.js';
import {Rows} from '../../components/rows.js';
import {useSlice} from '../../hooks/use-slice.js';
import {useViewSize} from '../../hooks/use-view-size.js';
import {runningOf} from '../../store/selectors.js';
import {safe} from '../../text/safe.js';
import {formatClock} from '../../text/format.js';
import {healthLines} from './view.js';
import {useConsole} from '../../hooks/console-context.js';

export function HealthScreen(): ReactNode {
	const size = useViewSize();
	const {store} = useConsole();
	const {health, window} = useSlice(state => ({health: state.resources.health, window: state.windows.health, syncs: state.syncs}));
	return (
		<ResourceScreen crumbs={[safe('Health')]} position={safe(`${formatClock(size.now).slice(0, 5)} UTC`)} resource={health} size={size}>
			{data => <Rows lines={healthLines({health: data, window, runningOf: pair => runningOf(store.getState(), pair)}, size)} width={size.width} />}
		</ResourceScreen>
	);
}
