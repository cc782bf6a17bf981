import stringWidth from 'string-width';
import type {SafeText} from '../../core/text/safe-text.js';
import {isNarrow} from './narrow.js';
import {blanks, fromGraphemes, joinSafe, safe} from './safe.js';

const segmenter = new Intl.Segmenter(undefined, {granularity: 'grapheme'});
const ellipsis = safe('…');

/** Cells that a text takes on the screen. */
export const widthOf = (text: string): number => (isNarrow(text) ? text.length : stringWidth(text));

export const graphemesOf = (text: string): readonly string[] => (isNarrow(text) ? text.split('') : Array.from(segmenter.segment(text), part => part.segment));

/** At most `width` cells of the text; where something is cut away, the last cell says "…". */
export function truncate(text: SafeText, width: number): SafeText {
	if (widthOf(text) <= width) return text;
	if (width <= 0) return fromGraphemes([]);
	return joinSafe([takeCells(text, width - 1), ellipsis]);
}

/** The longest start of the text that fits `width` cells, cut between graphemes. */
export function takeCells(text: SafeText, width: number): SafeText {
	if (isNarrow(text)) return fromGraphemes([text.slice(0, Math.max(0, width))]);
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
