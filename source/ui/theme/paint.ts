import {type Line, spansWidth} from '../text/line.js';
import {blanks} from '../text/safe.js';
import type {Theme} from './theme.js';

declare const painted: unique symbol;

/** A line with its attributes, ready for the terminal: the only text that components hand to Ink. */
export type PaintedLine = string & {readonly [painted]: true};

const escape = '\u001B';
const reset = `${escape}[0m`;

/** Draws a line in the theme's attributes. A selected line becomes one bar of `width` cells, without tones. */
export function paint(line: Line, theme: Theme, width: number): PaintedLine {
	if (line.isSelected) {
		const text = line.spans.map(span => span.text).join('');
		return wrapSgr(theme.selected, text + blanks(width - spansWidth(line.spans))) as PaintedLine;
	}
	return line.spans.map(span => wrapSgr(span.tone === undefined ? '' : theme.tones[span.tone], span.text)).join('') as PaintedLine;
}

const wrapSgr = (parameters: string, text: string): string =>
	parameters === '' || text === '' ? text : `${escape}[${parameters}m${text}${reset}`;
