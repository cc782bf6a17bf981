import {Box} from 'ink';
import type {ReactNode} from 'react';
import {ResourceScreen} from '../../components/resource-screen.js';
import {Rows} from '../../components/rows.js';
import {useSlice} from '../../hooks/use-slice.js';
import {useViewSize} from '../../hooks/use-view-size.js';
import {safe} from '../../text/safe.js';
import {CountsTable, countsTableRows} from './counts-table.js';
import {detailLines, headLines, sumLine} from './view.js';

/** The box around the counts needs this many cells. */
const tableWidth = 78;

export function OperationScreen(): ReactNode {
	const size = useViewSize();
	const {operation, window} = useSlice(state => ({operation: state.resources.operation, window: state.windows.operation}));
	const crumbs = [safe('Operations'), ...(operation.data === undefined ? [] : [safe(operation.data.operation.id.slice(0, 8))])];
	return (
		<ResourceScreen crumbs={crumbs} resource={operation} size={size}>
			{data => {
				const head = headLines(data, size);
				const hasTable = size.width >= tableWidth && size.height >= 16;
				const rest = size.height - head.length - (hasTable ? countsTableRows : 0) - 2;
				return (
					<>
						<Rows lines={head} width={size.width} />
						{hasTable ? <Box marginLeft={1}><CountsTable operation={data.operation} /></Box> : null}
						<Rows lines={[sumLine(data.operation), {spans: []}, ...detailLines(data, window, {...size, height: rest})]} width={size.width} />
					</>
				);
			}}
		</ResourceScreen>
	);
}
