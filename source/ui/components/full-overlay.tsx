import {formatCount} from '../../core/text/format-count.js';
import type {ReactNode} from 'react';
import {useConsole} from '../hooks/console-context.js';
import {useSlice} from '../hooks/use-slice.js';
import {useViewSize} from '../hooks/use-view-size.js';
import {findHelp} from '../keymap/help.js';
import {overlayTextHeight, overlayTextWidth, bulkPlanHeight} from '../store/layout.js';
import type {Overlay, PreviewOverlay} from '../store/overlay.js';
import {emptyLine, type Line, line, span} from '../text/line.js';
import {noText, safe} from '../text/safe.js';
import {wrap} from '../text/wrap.js';
import {bulkPlanLines} from './bulk-plan-view.js';
import {helpLines, questionLines} from './overlay-view.js';
import {Rows} from './rows.js';
import {ScreenFrame} from './screen-frame.js';

type PreviewScreenProps = {readonly overlay: PreviewOverlay};

/** The plan of work over many conflicts, and the question whether it is to be done. */
export function PreviewScreen({overlay}: PreviewScreenProps): ReactNode {
	const size = useViewSize();
	const plan = useSlice(state => state.bulk?.plan);
	if (plan === undefined) return null;
	const height = bulkPlanHeight(size.height);
	const lines = bulkPlanLines(plan, size.width);
	const shown = lines.slice(overlay.top, overlay.top + height);
	const {typed, buttons} = questionLines(overlay);
	const indented = (row: Line): Line => line(span(safe('  ')), ...row.spans);
	const blank = Array.from({length: height - shown.length + 2 - typed.length}, () => emptyLine);
	const position = lines.length <= height ? noText : safe(`${formatCount(Math.min(lines.length, overlay.top + height))} of ${formatCount(lines.length)} lines ↑↓`);
	return (
		<ScreenFrame crumbs={[safe('Conflicts'), overlay.title]} position={position} size={size}>
			<Rows lines={[...shown, ...blank, ...typed.map(indented), indented(buttons)]} width={size.width} />
		</ScreenFrame>
	);
}

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
