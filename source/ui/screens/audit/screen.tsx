import type {ReactNode} from 'react';
import {ListScreen} from '../../components/list-screen.js';
import {listLines} from '../../components/list-view.js';
import {useSlice} from '../../hooks/use-slice.js';
import {useViewSize} from '../../hooks/use-view-size.js';
import type {Route} from '../../store/route.js';
import {safe} from '../../text/safe.js';
import {auditColumns} from './view.js';

export function AuditScreen({route: {filter}}: {readonly route: Extract<Route, {readonly screen: 'audit'}>}): ReactNode {
	const size = useViewSize();
	const list = useSlice(state => state.lists.audit);
	const of = [filter.targetType, filter.targetId, filter.actor].filter(part => part !== undefined);
	const isWhole = of.length === 0;
	const lines = listLines({list, now: size.now.getTime(), columns: auditColumns, width: size.width, height: size.height - 1, ...(isWhole ? {empty: safe('Nothing was done yet.')} : {empty: safe('Nobody has changed this yet.'), hint: safe('esc goes back; 7 shows everything that was done.')})});
	return <ListScreen crumbs={[safe('Audit'), ...(isWhole ? [] : [safe(of.join(' '))])]} list={list} size={size} lines={lines} />;
}
