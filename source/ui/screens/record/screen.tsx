import type {ReactNode} from 'react';
import {ResourceScreen} from '../../components/resource-screen.js';
import {Rows} from '../../components/rows.js';
import {useSlice} from '../../hooks/use-slice.js';
import {useViewSize} from '../../hooks/use-view-size.js';
import {recordRows} from '../../store/record-rows.js';
import type {Route} from '../../store/route.js';
import {pluralOf} from '../../store/words.js';
import {safe} from '../../text/safe.js';
import {recordLines} from './view.js';

export function RecordScreen({route}: {readonly route: Extract<Route, {readonly screen: 'record'}>}): ReactNode {
	const size = useViewSize();
	const {record, window} = useSlice(state => ({record: state.resources.record, window: state.windows.record}));
	const crumbs = [safe('Records'), pluralOf(route.filter.entityType), ...(record.data === undefined ? [] : [safe(record.data.record.entityId)])];
	const count = recordRows(record.data).length;
	return (
		<ResourceScreen crumbs={crumbs} position={safe(`${Math.min(count, window.cursor + 1)} of ${count} fields`)} resource={record} size={size}>
			{data => <Rows lines={recordLines(data, window, size)} width={size.width} />}
		</ResourceScreen>
	);
}
