import {widthOf} from '../text/width.js';

const sgr = /\u001B\[[\d;]*m/g;

/**
 * Stands in for the `widest-line` package in the bundle. Ink measures every line of every frame with it, and measuring
 * a line with one character beyond ASCII ("…", "─") takes a quarter of a millisecond there.
 */
export default function widestLine(text: string): number {
	return Math.max(0, ...text.split('\n').map(line => widthOf(line.replace(sgr, ''))));
}
