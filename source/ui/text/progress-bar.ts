import type {SafeText} from '../../core/text/safe-text.js';
import {safe} from './safe.js';

const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** A bar of exactly `width` cells, ends included, filled to `share` (0 to 1) in eighths of a cell. */
export function progressBar(share: number, width: number): SafeText {
	const cells = Math.max(0, width - 2);
	const filled = Math.round(Math.min(1, Math.max(0, share)) * cells * 8);
	const bar = '█'.repeat(Math.floor(filled / 8)) + (eighths[filled % 8] ?? '');
	return safe(`▕${bar}${' '.repeat(cells - Math.ceil(filled / 8))}▏`);
}
