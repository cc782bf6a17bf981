import {noticeLines} from '../components/chrome-view.js';
import type {ViewSize} from '../screens/view-size.js';
import {currentNotice} from '../store/current-notice.js';
import type {ConsoleState} from '../store/state.js';
import {useSlice} from './use-slice.js';

/** The rows between title and notice: a long notice lies over the last ones. */
function bodyRows(state: ConsoleState): number {
	const {columns, rows} = state.terminal;
	return Math.max(1, rows - 3 - noticeLines(currentNotice(state), columns).length);
}

/** What the screen in front is drawn for. */
export function useViewSize(): ViewSize {
	const {width, height, now} = useSlice(state => ({width: state.terminal.columns, height: bodyRows(state), now: state.now}));
	return {width, height, now: new Date(now)};
}
