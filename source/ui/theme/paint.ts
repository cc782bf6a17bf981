import {type Line, type Span, spansWidth} from '../text/line.js';
import {blanks} from '../text/safe.js';
import {type Attribute, noAttribute} from './attribute.js';
import type {Theme} from './theme.js';

declare const painted: unique symbol;

/** A line with its attributes, ready for the terminal: the only text that components hand to Ink. */
export type PaintedLine = string & {readonly [painted]: true};

/** Draws a line in the theme's attributes. A selected line becomes one bar of `width` cells, without tones. */
export function paint(line: Line, theme: Theme, width: number): PaintedLine {
	if (line.isSelected) {
		const text = line.spans.map(span => span.text).join('');
		return `${theme.selected.open}${text}${blanks(width - spansWidth(line.spans))}${theme.selected.close}` as PaintedLine;
	}
	let result = '';
	let current = noAttribute;
	for (const span of line.spans) {
		const next = attributeOf(span, theme);
		if (next !== current) result += current.close + next.open;
		current = next;
		result += span.text;
	}
	return `${result}${current.close}` as PaintedLine;
}

const shownOnBlanks = /\[(?:4|7|9|4[0-7]|10[0-7])m/;

/** Blanks carry no weight and no colour; leaving those off keeps a line short. */
function attributeOf(span: Span, theme: Theme): Attribute {
	if (span.tone === undefined) return noAttribute;
	const attribute = theme.tones[span.tone];
	return span.text.trim() === '' && !shownOnBlanks.test(attribute.open) ? noAttribute : attribute;
}
