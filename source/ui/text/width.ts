import stringWidth from 'string-width';
import type {SafeText} from '../../core/safe-text.js';
import {blanks, fromGraphemes, joinSafe, safe} from './safe.js';

/** Texts whose every code unit is one grapheme of one cell: Latin letters, punctuation, arrows, boxes, the signs of the screens. */
const narrow = /^[\u0020-\u007E\u00A1-\u00AC\u00AE-\u024F\u2010-\u2027\u2190-\u21FF\u2500-\u25FC\u2713\u2716]*$/;

const segmenter = new Intl.Segmenter(undefined, {granularity: 'grapheme'});
const ellipsis = safe('…');

/** Cells that a text takes on the screen. */
export const widthOf = (text: string): number => (narrow.test(text) ? text.length : stringWidth(text));

export const graphemesOf = (text: string): readonly string[] => (narrow.test(text) ? text.split('') : Array.from(segmenter.segment(text), part => part.segment));

/** At most `width` cells of the text; where something is cut away, the last cell says "…". */
export function truncate(text: SafeText, width: number): SafeText {
	if (widthOf(text) <= width) return text;
	if (width <= 0) return fromGraphemes([]);
	return joinSafe([takeCells(text, width - 1), ellipsis]);
}

/** The longest start of the text that fits `width` cells, cut between graphemes. */
export function takeCells(text: SafeText, width: number): SafeText {
	if (narrow.test(text)) return fromGraphemes([text.slice(0, Math.max(0, width))]);
	const taken: string[] = [];
	let cells = 0;
	for (const grapheme of graphemesOf(text)) {
		cells += widthOf(grapheme);
		if (cells > width) break;
		taken.push(grapheme);
	}
	return fromGraphemes(taken);
}

/** Exactly `width` cells: cut with "…", or filled with blanks. */
export function fit(text: SafeText, width: number, align: 'left' | 'right' = 'left'): SafeText {
	const cut = truncate(text, width);
	const fill = blanks(width - widthOf(cut));
	return align === 'left' ? joinSafe([cut, fill]) : joinSafe([fill, cut]);
}
