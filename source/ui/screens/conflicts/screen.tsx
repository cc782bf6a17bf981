import type {ReactNode} from 'react';
import {ListScreen} from '../../components/list-screen.js';
import {useSlice} from '../../hooks/use-slice.js';
import {useViewSize} from '../../hooks/use-view-size.js';
import type {Route} from '../../store/route.js';
import {countOf, namedSystems} from '../../store/selectors.js';
import {conflictLines, conflictsCrumbs, tellMarks} from './view.js';
import {safe} from '../../text/safe.js';

export function ConflictsScreen({route}: {readonly route: Extract<Route, {readonly screen: 'conflicts'}>}): ReactNode {
	const size = useViewSize();
	const {total, systems, ...view} = useSlice(state => ({
		lists: state.lists, marks: state.marks, anchor: state.anchor, settling: state.settling,
		total: countOf(state, route.filter), systems: namedSystems(state),
	}));
	return (
		<ListScreen
			crumbs={[safe('Conflicts'), ...tellMarks(view.marks), ...conflictsCrumbs(route.filter, systems)]}
			list={view.lists.conflicts} total={total} size={size} lines={conflictLines(view, route.filter, size)}
		/>
	);
}
