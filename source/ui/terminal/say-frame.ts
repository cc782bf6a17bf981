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
	const notices = next.filter(line => isNotice(line) && !previous.includes(line));
	// What lay under an overlay was heard before it opened.
	if (hasBox(previous) && !hasBox(next)) return readable(notices);
	if (hasBox(next)) return readable(next.filter(line => boxed.test(line) && !previous.includes(line)));
	const row = selectedRow(next);
	const isMoved = row !== undefined && (row.text !== selectedRow(previous)?.text || row.index !== selectedRow(previous)?.index || placeOf(next) !== placeOf(previous));
	const heard = new Set(previous.map(withoutFigures));
	const news = next.slice(1, -1).filter(line => !heard.has(withoutFigures(line)));
	return readable(isMoved ? [next[row.index] ?? '', ...notices] : news);
}

/** All of a frame: for a new screen, and for who asks to hear it again. */
export const sayAll = (frame: Frame): Sayings => readable(frame.slice(1).map(line => line.replace(/^>[ *✓]*/, 'selected: ')));

/** The title without the place of the cursor at its right end. */
const titleOf = (frame: Frame): string => (frame[1] ?? '').replace(/ ─+ [^─]*─*$/, '').replace(/─+/g, '');

/** "3 of 12": another row may read the same. */
const placeOf = (frame: Frame): string | undefined => /[\d,]+ of /.exec(frame[1] ?? '')?.[0];

function selectedRow(frame: Frame): {readonly index: number; readonly text: string} | undefined {
	const index = frame.findIndex(line => selected.test(line));
	return index === -1 ? undefined : {index, text: withoutFigures(frame[index] ?? '')};
}

const gutter = /^[> ][ *✓]? /;
/** Ages, counts and bars tick by themselves. */
const withoutFigures = (line: string): string => line.replace(gutter, '').replace(/\d[\d,.:]*(?: ?(?:ms|[smhd%])\b)?|[▁▂▃▄▅▆▇█▉▊▋▌▍▎▏▕░━╸]+/g, '#').replace(/[#\s]+/g, ' ').trim();

/** A row of a box that lies over the screen; what is beside it belongs to the screen. */
const boxed = /[│┌├└╭╰](.*)[│┐┤┘╮╯]/;
const hasBox = (frame: Frame): boolean => frame.some(line => boxed.test(line));

const isNotice = (line: string): boolean => /^ ?[✓✖▲●◆ⓘ] /.test(line);

/** Pictures become words; rules and runs of blanks, which say nothing, go. */
const words: ReadonlyArray<readonly [RegExp, string]> = [
	[selected, ''], [/↵/g, 'Enter'], [/[─│┌┐└┘├┤┬┴┼━]+/g, ' '], [/✖/g, 'failing:'], [/▲/g, 'attention:'], [/[●◌◆]/g, ''], [/[▁▂▃▄▅▆▇█▉▊▋▌▍▎▏▕░]+/g, ' '], [/ · /g, ', '], [/→/g, ' becomes '], [/×/g, ' by '], [/… +(?=\S)/g, '  '], [/…/g, ''], [/\s{2,}/g, ', '],
];

const readable = (lines: readonly string[]): Sayings => lines
	.map(text => words.reduce((result, [picture, word]) => result.replace(picture, word), boxed.exec(text)?.[1] ?? text).trim().replace(/^,\s*|\s*,$/g, ''))
	.filter(text => /[\p{L}\p{N}]/u.test(text));
