/** The rows of one frame as plain text, from header to footer. */
export type Frame = readonly string[];

/** What a screen reader is given to say: whole lines, each for itself. */
export type Sayings = readonly string[];

const selected = /^> ?/;

/**
 * What is new in `next` to somebody who heard `previous` (undefined: nothing yet). Another screen is said whole; a move in
 * a list says the row it came to; anything else, the rows that were not there. Figures that only tick are not said: a live
 * screen would never be silent. The footer's keys are said with their screen.
 */
export function sayFrame(previous: Frame | undefined, next: Frame): Sayings {
	if (previous === undefined || titleOf(previous) !== titleOf(next)) return sayAll(next);
	const row = next.find(line => selected.test(line));
	const isMoved = row !== undefined && !previous.some(line => selected.test(line) && sameBut(line, row));
	const heard = new Set(previous.map(withoutFigures));
	const news = next.slice(1, -1).filter(line => !heard.has(withoutFigures(line)));
	return readable(isMoved ? [row, ...news.filter(line => isNotice(line))] : news);
}

/** All of a frame: for a new screen, and for who asks to hear it again. */
export const sayAll = (frame: Frame): Sayings => readable(frame.slice(1));

/** The title without the place of the cursor at its right end. */
const titleOf = (frame: Frame): string => (frame[1] ?? '').replace(/ ─+ [^─]*─*$/, '').replace(/─+/g, '');

/** A row of a list that is the same record, though a figure in it ticked or its mark changed. */
const sameBut = (one: string, other: string): boolean => withoutFigures(one) === withoutFigures(other) && one.slice(0, 40) === other.slice(0, 40);

const gutter = /^[> ][ *✓]? /;
const withoutFigures = (line: string): string => line.replace(gutter, '').replace(/[\d▁▂▃▄▅▆▇█░━╸]+/g, '#').replace(/\s+/g, ' ').trim();

const isNotice = (line: string): boolean => /^ ?[✖▲●◆ⓘ] /.test(line);

/** Pictures become words; rules and runs of blanks, which say nothing, go. */
const words: ReadonlyArray<readonly [RegExp, string]> = [
	[selected, ''], [/[─│┌┐└┘├┤┬┴┼━]+/g, ' '], [/✖/g, 'failing:'], [/▲/g, 'attention:'], [/[●◌◆]/g, ''], [/[▁▂▃▄▅▆▇█░]+/g, ' '], [/ · /g, ', '], [/→/g, ' becomes '], [/×/g, ' by '], [/…/g, ''], [/\s{2,}/g, ', '],
];

const readable = (lines: readonly string[]): Sayings => lines
	.map(text => words.reduce((result, [picture, word]) => result.replace(picture, word), text).trim().replace(/^,\s*|\s*,$/g, ''))
	.filter(text => /[\p{L}\p{N}]/u.test(text));
