import {formatAmount} from '../../../core/text/format-count.js';
import type {ReactNode} from 'react';
import {quietLines} from '../../components/message-view.js';
import {ResourceScreen} from '../../components/resource-screen.js';
import {Rows} from '../../components/rows.js';
import {useSlice} from '../../hooks/use-slice.js';
import {useViewSize} from '../../hooks/use-view-size.js';
import {namedSystems} from '../../store/selectors.js';
import {tellFilter} from '../../store/words.js';
import {safe} from '../../text/safe.js';
import {causeLines, tellCounted} from './view.js';

const nothingWaits = safe('No conflict waits for a person.');
const untilWhen = safe('What syncs find goes on being compared; this screen fills by itself when two sides move apart.');

export function CausesScreen(): ReactNode {
	const size = useViewSize();
	const {causes, window, marked, filter} = useSlice(state => ({
		causes: state.resources.causes, window: state.windows.causes, marked: state.markedCauses,
		filter: tellFilter(state.causesFilter, namedSystems(state)),
	}));
	const crumbs = [safe('Conflicts'), ...(filter === '' ? [] : [filter]), safe('by cause'), ...(marked.size === 0 ? [] : [formatAmount(marked.size, 'marked', 'marked')])];
	return (
		<ResourceScreen crumbs={crumbs} position={tellCounted(causes.data ?? [], size.now)} resource={causes} size={size}>
			{data => <Rows lines={data.length === 0 ? quietLines('●', 'ok', nothingWaits, untilWhen, size.width) : causeLines(data, {window, marked}, size)} width={size.width} />}
		</ResourceScreen>
	);
}
