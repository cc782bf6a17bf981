import stringWidth from 'string-width';
import {toSafeText, type SafeText} from '../../core/text/safe-text.js';

const segmenter = new Intl.Segmenter(undefined, {granularity: 'grapheme'});

/** At most `width` cells of a text, cut between graphemes, with "…" where something is left out. */
export function cutText(text: SafeText, width: number): SafeText {
	if (stringWidth(text) <= width) return text;
	let taken = '';
	let cells = 0;
	for (const {segment} of segmenter.segment(text)) {
		cells += stringWidth(segment);
		if (cells > width - 1) break;
		taken += segment;
	}
	return toSafeText(width > 0 ? `${taken}…` : '');
}
