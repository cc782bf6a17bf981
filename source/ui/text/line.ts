import type {SafeText} from '../../core/text/safe-text.js';
import type {Tone} from '../theme/tone.js';
import {blanks} from './safe.js';
import {takeCells, truncate, widthOf} from './width.js';

/** A piece of a line that is drawn in one tone. */
export type Span = {readonly text: SafeText; readonly tone?: Tone};

/** One row of the screen. A selected one is drawn as a bar over the whole width. */
export type Line = {readonly spans: readonly Span[]; readonly isSelected?: boolean};

export const emptyLine: Line = {spans: []};

export const span = (text: SafeText, tone?: Tone): Span => (tone === undefined ? {text} : {text, tone});

export const line = (...spans: readonly Span[]): Line => ({spans});

export const spansWidth = (spans: readonly Span[]): number => spans.reduce((sum, piece) => sum + widthOf(piece.text), 0);

/** What fits `width` cells; the piece that is cut ends with "…". */
export function fitSpans(spans: readonly Span[], width: number): readonly Span[] {
	const fitting: Span[] = [];
	let left = width;
	for (const piece of spans) {
		const cells = widthOf(piece.text);
		fitting.push(cells <= left ? piece : {...piece, text: truncate(piece.text, left)});
		left -= cells;
		if (left <= 0) break;
	}
	return fitting;
}

/** `left` at the left edge and `right` at the right one; what does not fit is cut from `left`. */
export function spread(left: readonly Span[], right: readonly Span[], width: number, fill: (cells: number) => Span = cells => ({text: blanks(cells)})): Line {
	const rightWidth = spansWidth(right);
	const fitting = fitSpans(left, width - rightWidth);
	const gap = width - rightWidth - spansWidth(fitting);
	return {spans: gap > 0 ? [...fitting, fill(gap), ...right] : [...fitting, ...right]};
}

/** The line in `width` cells at most, cut between graphemes. */
export const cutLine = (row: Line, width: number): Line =>
	spansWidth(row.spans) <= width ? row : {...row, spans: fitSpans(row.spans, width).map(piece => ({...piece, text: takeCells(piece.text, width)}))};
