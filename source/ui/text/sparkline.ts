import type {SafeText} from '../../core/text/safe-text.js';
import {safe} from './safe.js';

const levels = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/** The last `width` values as one glyph each, from the least to the greatest among them. */
export function sparkline(values: readonly number[], width: number): SafeText {
	const shown = values.slice(Math.max(0, values.length - width));
	const least = Math.min(...shown);
	const range = Math.max(...shown) - least;
	return safe(shown.map(value => levels[range === 0 ? 0 : Math.round(((value - least) / range) * (levels.length - 1))] ?? '').join(''));
}
