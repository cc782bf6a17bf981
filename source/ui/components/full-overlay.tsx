import type {ReactNode} from 'react';
import {useConsole} from '../hooks/console-context.js';
import {useSlice} from '../hooks/use-slice.js';
import {useViewSize} from '../hooks/use-view-size.js';
import {findHelp} from '../keymap/help.js';
import {overlayTextHeight, overlayTextWidth} from '../store/layout.js';
import type {Overlay} from '../store/overlay.js';
import {formatCount} from '../text/format.js';
import {emptyLine, line, span} from '../text/line.js';
import {safe} from '../text/safe.js';
import {wrap} from '../text/wrap.js';
import {helpLines} from './overlay-view.js';
import {Rows} from './rows.js';
import {ScreenFrame} from './screen-frame.js';

type TextOverlay = Extract<Overlay, {readonly kind: 'text'}>;
type HelpOverlay = Extract<Overlay, {readonly kind: 'help'}>;

/** A long text in the place of the screen. */
export function TextScreen({overlay}: {readonly overlay: TextOverlay}): ReactNode {
	const size = useViewSize();
	const lines = wrap(overlay.text, overlayTextWidth(size.width));
	const height = overlayTextHeight(size.height);
	const shown = lines.slice(overlay.top, overlay.top + height).map(text => line(span(safe('  ')), span(text, /^[A-Z][A-Z 0-9·.:]+$/.test(text) ? 'heading' : undefined)));
	const end = Math.min(lines.length, overlay.top + height);
	return (
		<ScreenFrame crumbs={[overlay.title]} position={safe(`${formatCount(end)} of ${formatCount(lines.length)} lines`)} size={size}>
			<Rows lines={[emptyLine, ...shown]} width={size.width} />
		</ScreenFrame>
	);
}

/** The keys of the screen behind it. */
export function HelpScreen({overlay}: {readonly overlay: HelpOverlay}): ReactNode {
	const size = useViewSize();
	const {store} = useConsole();
	const {title, version} = useSlice(state => ({title: state.route.screen, version: state.version}));
	const entries = findHelp(store.getState(), overlay.field.value);
	return (
		<ScreenFrame crumbs={[safe('Keys'), safe(title)]} position={safe(`${entries.length} keys · parley ${version}`)} size={size}>
			<Rows lines={helpLines(entries, overlay, size.width, size.height)} width={size.width} />
		</ScreenFrame>
	);
}
