import type {ReactNode} from 'react';
import {entityTypes} from '../../../core/entity.js';
import {ListScreen} from '../../components/list-screen.js';
import {listLines} from '../../components/list-view.js';
import {useSlice} from '../../hooks/use-slice.js';
import {useViewSize} from '../../hooks/use-view-size.js';
import type {Route} from '../../store/route.js';
import {pluralOf} from '../../store/words.js';
import {joinSafe, safe} from '../../text/safe.js';
import {emptyRecords, recordColumns} from './view.js';

export function RecordsScreen({route}: {readonly route: Extract<Route, {readonly screen: 'records'}>}): ReactNode {
	const size = useViewSize();
	const {entityType, text} = route.filter;
	const list = useSlice(state => state.lists.records);
	const lines = listLines({
		list, now: size.now.getTime(), columns: recordColumns(list.rows, entityType, size.now), width: size.width, height: size.height - 1,
		empty: emptyRecords(list, entityType, text), isDim: row => list.gone.has(String(row.id)),
	});
	const types = joinSafe(entityTypes.map(type => (type === entityType ? safe(`[${pluralOf(type)}]`) : pluralOf(type))), safe(' '));
	return <ListScreen crumbs={[safe('Records'), types, ...(text === undefined ? [] : [safe(`"${text}"`)])]} list={list} size={size} lines={lines} />;
}
