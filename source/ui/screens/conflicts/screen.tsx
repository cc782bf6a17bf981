import type {ReactNode} from 'react';
import {ListScreen} from '../../components/list-screen.js';
import {useSlice} from '../../hooks/use-slice.js';
import {useViewSize} from '../../hooks/use-view-size.js';
import type {Route} from '../../store/route.js';
import {besideWidth} from '../../store/layout.js';
import {marksNow} from '../../store/open-range.js';
import {conflictBeside, countOf, namedSystems} from '../../store/selectors.js';
import {conflictDetailLines} from '../conflict/view.js';
import {conflictLines, conflictsCrumbs, tellMarks} from './view.js';
import {safe} from '../../text/safe.js';

export function ConflictsScreen({route}: {readonly route: Extract<Route, {readonly screen: 'conflicts'}>}): ReactNode {
	const size = useViewSize();
	const wide = besideWidth(size.width);
	const {total, systems, resources, ...view} = useSlice(state => ({
		resources: wide === undefined ? undefined : state.resources, lists: state.lists, marks: state.marks, anchor: state.anchor, settling: state.settling,
		total: countOf(state, route.filter), systems: namedSystems(state),
	}));
	const detail = resources === undefined ? undefined : conflictBeside({resources, lists: view.lists});
	const beside = wide === undefined || detail === undefined ? undefined : {width: wide, lines: conflictDetailLines(detail, {...size, width: wide - 2})};
	const listSize = beside === undefined ? size : {...size, width: size.width - beside.width - 1};
	return (
		<ListScreen
			crumbs={[safe('Conflicts'), ...tellMarks(marksNow(view)), ...conflictsCrumbs(route.filter, systems)]}
			list={view.lists.conflicts} total={total} size={size} lines={conflictLines(view, route.filter, listSize)} beside={beside}
		/>
	);
}
