/** Which part of a list is on the screen. */
export type Window = {readonly cursor: number; readonly top: number};

export const firstWindow: Window = {cursor: 0, top: 0};

export type Move = {readonly by: number} | {readonly to: 'first' | 'last'};

/**
 * Moves the cursor within `count` rows of which `height` are on the screen. Where the cursor would leave it, the window
 * jumps by half its height: scrolling row by row would redraw the whole list for each key.
 */
export function moveWindow(window: Window, move: Move, count: number, height: number): Window {
	const wanted = 'by' in move ? window.cursor + move.by : move.to === 'first' ? 0 : count - 1;
	return showCursor({...window, cursor: clamp(wanted, 0, count - 1)}, count, height);
}

/** The same cursor, on the screen whatever its height. */
export function showCursor(window: Window, count: number, height: number): Window {
	const cursor = clamp(window.cursor, 0, count - 1);
	const half = Math.floor(height / 2);
	const isAbove = cursor < window.top;
	const isBelow = cursor >= window.top + height;
	const top = isAbove || isBelow ? cursor - half : window.top;
	return {cursor, top: clamp(top, 0, count - height)};
}

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(value, most));
