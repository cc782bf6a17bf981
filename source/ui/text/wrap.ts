import type {SafeText} from '../../core/text/safe-text.js';
import {joinSafe, noText, safe} from './safe.js';
import {takeCells, truncate, widthOf} from './width.js';

const space = safe(' ');

/**
 * Breaks a text at blanks into lines of at most `width` cells; a word that is longer is broken between graphemes. The
 * blanks that a line begins with are kept, for the lines that it is broken into too.
 */
export function wrap(text: SafeText, width: number): readonly SafeText[] {
	return text.split('\n').flatMap(paragraph => {
		const indent = safe(/^ */.exec(paragraph)?.[0].slice(0, Math.floor(width / 2)) ?? '');
		return wrapWords(paragraph.trim(), Math.max(1, width - indent.length)).map(line => joinSafe([indent, line]));
	});
}

/** The first `most` rows; where there are more, the last one says so. */
export function cutRows(rows: readonly SafeText[], most: number, width: number): readonly SafeText[] {
	if (rows.length <= most || most <= 0) return rows.slice(0, Math.max(0, most));
	return [...rows.slice(0, most - 1), truncate(joinSafe(rows.slice(most - 1), space), width)];
}

function wrapWords(paragraph: string, width: number): readonly SafeText[] {
	const lines: SafeText[] = [];
	let line = noText;
	for (const word of paragraph.split(/ +/)) {
		const longer = line === noText ? safe(word) : joinSafe([line, safe(word)], space);
		if (widthOf(longer) <= width) {
			line = longer;
			continue;
		}
		if (line !== noText) lines.push(line);
		line = safe(word);
		while (widthOf(line) > width) {
			const start = takeCells(line, width);
			if (start === noText) break;
			lines.push(start);
			line = safe(line.slice(start.length));
		}
	}
	return [...lines, line];
}
