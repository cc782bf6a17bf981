import {Box} from 'ink';
import type {ReactNode} from 'react';
import type {PairHealth} from '../../../core/health.js';
import {ResourceScreen} from '../../components/resource-screen.js';
import {Rows} from '../../components/rows.js';
import {useSlice} from '../../hooks/use-slice.js';
import {useViewSize} from '../../hooks/use-view-size.js';
import {lostSince, runningOf} from '../../store/selectors.js';
import {safe} from '../../text/safe.js';
import {formatClock} from '../../text/format.js';
import {systemsTableWidth} from './systems-view.js';
import {SystemsTable, systemsTableRows} from './systems-table.js';
import {healthLines, pairLines, runLines} from './view.js';
import {useConsole} from '../../hooks/console-context.js';

/** The table of systems gives way to plain lines when it would leave less than this for the latest runs. */
const leastRuns = 5;

export function HealthScreen(): ReactNode {
	const size = useViewSize();
	const {store} = useConsole();
	const {health, window, connection} = useSlice(state => ({health: state.resources.health, window: state.windows.health, syncs: state.syncs, connection: state.connection}));
	return (
		<ResourceScreen crumbs={[safe('Health')]} position={safe(`${formatClock(size.now).slice(0, 5)} UTC`)} resource={health} size={size}>
			{data => {
				const view = {health: data, window, runningOf: (pair: PairHealth) => runningOf(store.getState(), pair), lostSince: lostSince({connection})};
				const above = pairLines(view, size);
				const used = above.length + systemsTableRows(data.systems.length);
				const hasTable = data.systems.length > 0 && size.width >= systemsTableWidth && used + leastRuns <= size.height;
				if (!hasTable) return <Rows lines={healthLines(view, size)} width={size.width} />;
				return (
					<>
						<Rows lines={above} width={size.width} />
						<Box marginLeft={1}><SystemsTable systems={data.systems} size={size} /></Box>
						<Rows lines={runLines(data, size, used)} width={size.width} />
					</>
				);
			}}
		</ResourceScreen>
	);
}
