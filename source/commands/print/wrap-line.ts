import {toSafeText, type SafeText} from '../../core/text/safe-text.js';
import {wrapWords} from './wrap-words.js';

/**
 * A line that holds sentences, on a terminal of `width` cells: broken between words, what goes on two cells further in. Without
 * a width, for a file or a pipe, it stays one line.
 */
export const wrapLine = (text: SafeText, width: number | undefined): readonly SafeText[] =>
	wrapWords(text, width, text.length - text.trimStart().length + 2).map(line => toSafeText(line));
