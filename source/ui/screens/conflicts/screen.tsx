import type {ReactNode} from 'react';
import {ListScreen} from '../../components/list-screen.js';
import {useSlice} from '../../hooks/use-slice.js';
import {useViewSize} from '../../hooks/use-view-size.js';
import type {Route} from '../../store/route.js';
import {countOf, systemNameOf} from '../../store/selectors.js';
import {formatAmount} from '../../text/format.js';
import {safe} from '../../text/safe.js';
import {conflictLines, conflictsCrumbs} from './view.js';

export function ConflictsScreen({route}: {readonly route: Extract<Route, {readonly screen: 'conflicts'}>}): ReactNode {
	const size = useViewSize();
	const {total, systemName, ...view} = useSlice(state => ({
		lists: state.lists, marks: state.marks, anchor: state.anchor, settling: state.settling,
		total: countOf(state, route.filter), systemName: systemNameOf(state, route.filter.externalSystemId),
	}));
	const marked = view.marks.size === 0 ? [] : [formatAmount(view.marks.size, 'marked', 'marked')];
	return (
		<ListScreen
			crumbs={[safe('Conflicts'), ...conflictsCrumbs(route.filter, systemName), ...marked]}
			list={view.lists.conflicts} total={total} size={size} lines={conflictLines(view, route.filter, size)}
		/>
	);
}
