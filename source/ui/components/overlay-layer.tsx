import {Box} from 'ink';
import type {ReactNode} from 'react';
import {useSlice} from '../hooks/use-slice.js';
import {findCommands} from '../keymap/palette.js';
import type {ConsoleState} from '../store/state.js';
import type {Line} from '../text/line.js';
import {useConsole} from '../hooks/console-context.js';
import {choiceLines, confirmLines, progressLines, promptLines} from './overlay-view.js';
import {paletteLines} from './palette-view.js';
import {Rows} from './rows.js';

/** Where a box lies and what is in it; undefined while nothing lies over the screen. */
type Placed = {readonly lines: readonly Line[]; readonly top: number; readonly left: number; readonly width: number};

/** Below the header and the screen's title; the footer below it says what keys do. */
const paletteTop = 2;

function place(state: ConsoleState): Placed | undefined {
	const {overlay, terminal: {columns, rows}, bulk, now} = state;
	if (overlay === undefined) return undefined;
	const centred = (lines: readonly Line[], width: number): Placed =>
		({lines, width, left: Math.max(0, Math.floor((columns - width) / 2)), top: Math.max(1, Math.floor((rows - lines.length) / 2))});
	switch (overlay.kind) {
		case 'palette': {
			const width = Math.min(columns - 4, 86);
			return {lines: paletteLines(overlay, findCommands(state, overlay.field.value), {width, height: rows - paletteTop - 1}), top: paletteTop, left: 2, width};
		}
		case 'prompt': {
			const lines = promptLines(overlay, columns);
			return {lines, top: rows - lines.length - 1, left: 0, width: columns};
		}
		case 'confirm': return centred(confirmLines(overlay, Math.min(columns - 4, 76), rows - 4), Math.min(columns - 4, 76));
		case 'progress': return centred(progressLines(overlay.title, bulk, now, Math.min(columns - 4, 60)), Math.min(columns - 4, 60));
		case 'choice': return centred(choiceLines(overlay, Math.min(columns - 4, 76)), Math.min(columns - 4, 76));
		case 'help': case 'text': case 'preview': return undefined; // They take the place of the screen.
	}
}

export function OverlayLayer(): ReactNode {
	const {store} = useConsole();
	// What is placed depends on these parts; the rest of the state may change without drawing it again.
	useSlice(state => ({overlay: state.overlay, terminal: state.terminal, bulk: state.bulk, now: state.bulk === undefined ? 0 : state.now, health: state.resources.health, syncs: state.syncs}));
	const placed = place(store.getState());
	if (placed === undefined) return null;
	return (
		<Box position="absolute" flexDirection="column" top={placed.top} left={placed.left}>
			<Rows lines={placed.lines} width={placed.width} />
		</Box>
	);
}
