import {Box} from 'ink';
import type {ReactNode} from 'react';
import type {SafeText} from '../../core/text/safe-text.js';
import {useSlice} from '../hooks/use-slice.js';
import type {ViewSize} from '../screens/view-size.js';
import type {KeyList} from '../store/key-list.js';
import {type Line, line, span} from '../text/line.js';
import {safe} from '../text/safe.js';
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
	/** What is told of the row under the cursor, at the right of a wide terminal. */
	readonly beside?: {readonly lines: readonly Line[]; readonly width: number} | undefined;
};

/** Lines with a rule at their left, down to the end of the screen. */
const ruled = (lines: readonly Line[], height: number): readonly Line[] =>
	Array.from({length: height}, (_, index) => line(span(safe('│'), 'rule'), ...(lines[index]?.spans ?? [])));

/** A screen that is one list under its heading. */
export function ListScreen({crumbs, list, total, size, lines, beside}: ListScreenProps): ReactNode {
	const connection = useSlice(state => state.connection);
	const isShown = list.rows.length > 0 || connection.kind !== 'failed';
	const shown = isShown ? lines : failureLines(connection.failure, size.width, connection.retryAt, size.now.getTime());
	return (
		<ScreenFrame crumbs={crumbs} position={positionText(list, total)} size={size}>
			{beside === undefined || !isShown ? <Rows lines={shown} width={size.width} /> : (
				<Box height={size.height}>
					<Box flexDirection="column" flexShrink={0} width={size.width - beside.width}><Rows lines={shown} width={size.width - beside.width - 1} /></Box>
					<Box flexDirection="column" flexShrink={0} width={beside.width}><Rows lines={ruled(beside.lines, size.height)} width={beside.width} /></Box>
				</Box>
			)}
		</ScreenFrame>
	);
}
