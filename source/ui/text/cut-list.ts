import type {SafeText} from '../../core/text/safe-text.js';
import {safe} from './safe.js';
import {widthOf} from './width.js';

/** "28 read: 24 conflicting, …": a list in so many cells, without its last members rather than with half of one. */
export function cutList(text: SafeText, cells: number): SafeText {
	let rest = text as string;
	while (widthOf(safe(rest === text ? rest : `${rest}, …`)) > cells) {
		const comma = rest.lastIndexOf(', ');
		if (comma < 0) return text;
		rest = rest.slice(0, comma);
	}
	return rest === text ? text : safe(`${rest}, …`);
}
