import type {ReactNode} from 'react';
import {reasonOff} from '../keymap/binding.js';
import {footerOf} from '../keymap/keymaps.js';
import {overlayFooter} from '../keymap/overlay-footer.js';
import {currentNotice} from '../store/current-notice.js';
import {viewOf} from '../store/route.js';
import {isHeld} from '../store/selectors.js';
import {useSlice} from '../hooks/use-slice.js';
import {footerLine, headerLine, noticeLines} from './chrome-view.js';
import {Rows} from './rows.js';

export function Header(): ReactNode {
	const width = useSlice(state => state.terminal.columns);
	const facts = useSlice(state => ({
		environmentName: state.environmentName, connection: state.connection, answeredAt: state.answeredAt, now: state.now, actor: state.actor, isReadOnly: state.isReadOnly,
		view: viewOf(state.route), pendingConflicts: state.resources.health.data?.pendingConflicts,
		isHeld: isHeld(state), running: state.syncs.length,
	}));
	return <Rows lines={[headerLine(facts, width)]} width={width} />;
}

export function NoticeBar(): ReactNode {
	const width = useSlice(state => state.terminal.columns);
	const {tone, text} = useSlice(state => currentNotice(state) ?? noNotice);
	return <Rows lines={noticeLines(tone === undefined || text === undefined ? undefined : {tone, text}, width)} width={width} />;
}

const noNotice: {readonly tone?: undefined; readonly text?: undefined} = {};

/** The keys that do something here: those that are off are left to the help, which says why. */
export function Footer(): ReactNode {
	const width = useSlice(state => state.terminal.columns);
	const screen = useSlice(state => state.route.screen);
	const over = useSlice(state => ({overlay: state.overlay, bulk: state.bulk}));
	const shown = useSlice(state => footerOf(state.route.screen).filter(binding => reasonOff(binding, state) === undefined).map(binding => binding.id).join(' '));
	if (over.overlay !== undefined) return <Rows lines={[footerLine(overlayFooter(over.overlay, over), width)]} width={width} />;
	const ids = new Set(shown.split(' '));
	return <Rows lines={[footerLine(footerOf(screen).filter(binding => ids.has(binding.id)), width)]} width={width} />;
}
