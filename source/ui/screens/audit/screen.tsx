import type {ReactNode} from 'react';
import {ListScreen} from '../../components/list-screen.js';
import {listLines} from '../../components/list-view.js';
import {useSlice} from '../../hooks/use-slice.js';
import {useViewSize} from '../../hooks/use-view-size.js';
import {safe} from '../../text/safe.js';
import {auditColumns} from './view.js';

export function AuditScreen(): ReactNode {
	const size = useViewSize();
	const list = useSlice(state => state.lists.audit);
	const lines = listLines({list, now: size.now.getTime(), columns: auditColumns, width: size.width, height: size.height - 1, empty: safe('Nothing was done yet.')});
	return <ListScreen crumbs={[safe('Audit')]} list={list} size={size} lines={lines} />;
}
