import {Box} from 'ink';
import type {ReactNode} from 'react';
import type {SafeText} from '../../core/text/safe-text.js';
import {noText} from '../text/safe.js';
import {titleLine} from './chrome-view.js';
import {Rows} from './rows.js';
import type {ViewSize} from '../screens/view-size.js';

export type ScreenFrameProps = {
	readonly crumbs: readonly SafeText[];
	/** At the right end of the title: where the cursor is. */
	readonly position?: SafeText;
	readonly size: ViewSize;
	readonly children: ReactNode;
};

/** A screen's title and, below it, exactly the rows that it has. */
export function ScreenFrame({crumbs, position = noText, size, children}: ScreenFrameProps): ReactNode {
	return (
		<>
			<Rows lines={[titleLine(crumbs, position, size.width)]} width={size.width} />
			<Box flexDirection="column" height={size.height}>{children}</Box>
		</>
	);
}
