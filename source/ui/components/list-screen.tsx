import type {ReactNode} from 'react';
import type {SafeText} from '../../core/safe-text.js';
import {useSlice} from '../hooks/use-slice.js';
import type {ViewSize} from '../screens/view-size.js';
import type {KeyList} from '../store/key-list.js';
import type {Line} from '../text/line.js';
import {positionText} from './list-view.js';
import {failureLines} from './message-view.js';
import {Rows} from './rows.js';
import {ScreenFrame} from './screen-frame.js';

export type ListScreenProps = {
	readonly crumbs: readonly SafeText[];
	readonly list: KeyList<unknown>;
	/** How many there are in all, where it is known. */
	readonly total?: number | undefined;
	readonly size: ViewSize;
	readonly lines: readonly Line[];
};

/** A screen that is one list under its heading. */
export function ListScreen({crumbs, list, total, size, lines}: ListScreenProps): ReactNode {
	const connection = useSlice(state => state.connection);
	const isShown = list.rows.length > 0 || connection.kind !== 'failed';
	const shown = isShown ? lines : failureLines(connection.failure, size.width, connection.retryAt, size.now.getTime());
	return (
		<ScreenFrame crumbs={crumbs} position={positionText(list, total)} size={size}>
			<Rows lines={shown} width={size.width} />
		</ScreenFrame>
	);
}
