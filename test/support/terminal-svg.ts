import type xterm from '@xterm/headless';
import {steadyRow} from './steady-row.js';
import {type Cell, isSameLook, type Look, paper, readCells} from './terminal-cells.js';

const size = {width: 8.4, height: 18};
const margin = 14;

const escapeXml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A terminal's screen as a picture: text stays text, in pieces that look the same; what differs from run to run is made the same. */
export function drawTerminalSvg(terminal: xterm.Terminal, title: string): string {
	const width = terminal.cols * size.width + 2 * margin;
	const height = terminal.rows * size.height + 2 * margin;
	const rows = readCells(terminal).map((cells, row) => drawRow(steadyRow(cells), margin + row * size.height)).filter(row => row !== '');
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${width.toFixed(0)}" height="${height}" viewBox="0 0 ${width.toFixed(1)} ${height}" role="img" aria-label="${escapeXml(title)}">`,
		`<title>${escapeXml(title)}</title>`,
		`<rect width="100%" height="100%" rx="8" fill="${paper}"/>`,
		`<g font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14" xml:space="preserve">`,
		...rows, '</g>', '</svg>', '',
	].join('\n');
}

type Run = {readonly text: string; readonly column: number; readonly width: number; readonly look: Look};

function drawRow(cells: readonly Cell[], y: number): string {
	const backgrounds = findRuns(cells, (left, {look}) => left.background === look.background).filter(({look}) => look.background !== paper);
	// Of a blank nothing is seen but its background.
	const texts = findRuns(cells, (left, {text, look}) => isSameLook(left, text === ' ' ? {...left, background: look.background} : look)).flatMap(splitAtGaps);
	return [...backgrounds.map(run => drawBackground(run, y)), ...texts.map(run => drawText(run, y))].join('');
}

/** Neighbours that look the same. */
function findRuns(cells: readonly Cell[], isSame: (left: Look, right: Cell) => boolean): readonly Run[] {
	const runs: Run[] = [];
	let column = 0;
	for (const cell of cells) {
		const {text, width, look} = cell;
		const last = runs.at(-1);
		if (last !== undefined && isSame(last.look, cell)) runs.splice(-1, 1, {...last, text: last.text + text, width: last.width + width});
		else runs.push({text, column, width, look});
		column += width;
	}
	return runs;
}

/** Each begins at its own place, so that a font of another width moves nothing far. */
const splitAtGaps = ({text, column, width, look}: Run): readonly Run[] => {
	if (text.length !== width) return text.trim() === '' ? [] : [{text, column, width, look}];
	return [...text.matchAll(/\S+(?: \S+)*/g)].map(found => ({text: found[0], column: column + found.index, width: found[0].length, look}));
};

const toX = (column: number): string => (margin + column * size.width).toFixed(1);

const drawBackground = ({column, width, look}: Run, y: number): string =>
	`<rect x="${toX(column)}" y="${y}" width="${(width * size.width).toFixed(1)}" height="${size.height}" fill="${look.background}"/>`;

function drawText({text, column, width, look}: Run, y: number): string {
	const looks = `fill="${look.foreground}"${look.isBold ? ' font-weight="bold"' : ''}${look.isDim ? ' opacity="0.65"' : ''}`;
	return `<text x="${toX(column)}" y="${y + 14}" textLength="${(width * size.width).toFixed(1)}" lengthAdjust="spacingAndGlyphs" ${looks}>${escapeXml(text)}</text>`;
}
