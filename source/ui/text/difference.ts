import type {SafeText} from '../../core/text/safe-text.js';
import {type Span, span} from './line.js';
import {fromGraphemes} from './safe.js';
import {graphemesOf} from './width.js';

/** The text with the part that differs from `other` marked: what both begin and end with stays plain. */
export function markDifference(text: SafeText, other: SafeText): readonly Span[] {
	if (text === other) return [span(text)];
	const [own, others] = [graphemesOf(text), graphemesOf(other)];
	const shorter = Math.min(own.length, others.length);
	let start = 0;
	while (start < shorter && own[start] === others[start]) start++;
	let end = 0;
	while (end < shorter - start && own[own.length - 1 - end] === others[others.length - 1 - end]) end++;
	return [
		span(fromGraphemes(own.slice(0, start))),
		span(fromGraphemes(own.slice(start, own.length - end)), 'changed'),
		span(fromGraphemes(own.slice(own.length - end))),
	].filter(piece => piece.text.length > 0);
}
