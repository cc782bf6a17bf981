import type {ReactNode} from 'react';
import {ResourceScreen} from '../../components/resource-screen.js';
import {Rows} from '../../components/rows.js';
import {useSlice} from '../../hooks/use-slice.js';
import {useViewSize} from '../../hooks/use-view-size.js';
import {proposalRows} from '../../store/proposal-rows.js';
import {noText, safe} from '../../text/safe.js';
import {proposalLines} from './view.js';

export function ProposalsScreen(): ReactNode {
	const size = useViewSize();
	const {proposals, window} = useSlice(state => ({proposals: state.resources.proposals, window: state.windows.proposals}));
	const count = proposalRows(proposals.data).length;
	return (
		<ResourceScreen crumbs={[safe('Records'), safe('poams'), safe('proposed')]} position={count === 0 ? noText : safe(`${window.cursor + 1} of ${count}`)} resource={proposals} size={size}>
			{data => <Rows lines={proposalLines(data, window, size)} width={size.width} />}
		</ResourceScreen>
	);
}
