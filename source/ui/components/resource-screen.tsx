import type {ReactNode} from 'react';
import type {SafeText} from '../../core/text/safe-text.js';
import {useSlice} from '../hooks/use-slice.js';
import type {ViewSize} from '../screens/view-size.js';
import type {Resource} from '../store/resource.js';
import {safe} from '../text/safe.js';
import {failureLines, quietLines} from './message-view.js';
import {Rows} from './rows.js';
import {ScreenFrame} from './screen-frame.js';

export type ResourceScreenProps<T> = {
	readonly crumbs: readonly SafeText[];
	readonly position?: SafeText;
	readonly resource: Resource<T>;
	readonly size: ViewSize;
	/** What is under way until there is something to show, where it may take long. */
	readonly reading?: SafeText;
	readonly children: (data: T) => ReactNode;
};

/** A screen of one resource, or why it cannot be shown: what failed, on what, and what to do now. */
export function ResourceScreen<T>({crumbs, position, resource, size, reading = safe('Reading…'), children}: ResourceScreenProps<T>): ReactNode {
	const connection = useSlice(state => state.connection);
	const frame = {crumbs, size, ...(position === undefined || resource.data === undefined ? {} : {position})};
	if (resource.data !== undefined) return <ScreenFrame {...frame}>{children(resource.data)}</ScreenFrame>;
	const failure = connection.kind === 'failed' ? connection.failure : resource.failure;
	const retryAt = connection.kind === 'failed' ? connection.retryAt : undefined;
	const lines = failure === undefined
		? quietLines('◌', 'running', connection.kind === 'connecting' ? safe('Connecting to the database…') : reading, undefined, size.width)
		: failureLines(failure, size.width, retryAt, size.now.getTime());
	return <ScreenFrame {...frame}><Rows lines={lines} width={size.width} /></ScreenFrame>;
}
