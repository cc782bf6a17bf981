import type xterm from '@xterm/headless';
import {steadyText} from './steady-text.js';

/** The sixteen colours, as a dark terminal shows them. */
const palette = ['#1d1f21', '#cc6666', '#8fb35a', '#e0b050', '#6f9fd8', '#b294bb', '#6fb3b8', '#c5c8c6', '#7b8087', '#e06c75', '#a5cc6f', '#f0c674', '#8fb8e8', '#c9a8d4', '#8fd0d4', '#ffffff'];
const paper = '#16181a';
const ink = '#c5c8c6';
const cell = {width: 8.4, height: 18};
const margin = 14;

const escapeXml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

type Look = {readonly foreground: string; readonly background: string; readonly isBold: boolean; readonly isDim: boolean};

/** A terminal's screen as a picture: text stays text, one run for each change of its looks; times and ids are made the same in every picture. */
export function drawTerminalSvg(terminal: xterm.Terminal, title: string): string {
	const width = terminal.cols * cell.width + 2 * margin;
	const height = terminal.rows * cell.height + 2 * margin;
	const lines = Array.from({length: terminal.rows}, (_, row) => drawLine(terminal, row)).filter(line => line !== '');
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${width.toFixed(0)}" height="${height}" viewBox="0 0 ${width.toFixed(1)} ${height}" role="img" aria-label="${escapeXml(title)}">`,
		`<title>${escapeXml(title)}</title>`,
		`<rect width="100%" height="100%" rx="8" fill="${paper}"/>`,
		`<g font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14" xml:space="preserve">`,
		...lines, '</g>', '</svg>', '',
	].join('\n');
}

function drawLine(terminal: xterm.Terminal, row: number): string {
	const line = terminal.buffer.active.getLine(terminal.buffer.active.viewportY + row);
	if (line === undefined) return '';
	const runs: {text: string; column: number; cells: number; look: Look}[] = [];
	for (let column = 0; column < terminal.cols; column++) {
		const at = line.getCell(column);
		if (at === undefined || at.getWidth() === 0) continue;
		const look = lookOf(at);
		const text = at.getChars() === '' ? ' ' : at.getChars();
		const last = runs.at(-1);
		if (last !== undefined && isSameLook(last.look, look)) {
			last.text += text;
			last.cells += at.getWidth();
		} else {
			runs.push({text, column, cells: at.getWidth(), look});
		}
	}
	return runs.map(run => drawRun(run, row)).filter(part => part !== '').join('');
}

function drawRun({text, column, cells, look}: {readonly text: string; readonly column: number; readonly cells: number; readonly look: Look}, row: number): string {
	const x = (margin + column * cell.width).toFixed(1);
	const y = margin + row * cell.height;
	const length = (cells * cell.width).toFixed(1);
	const back = look.background === paper ? '' : `<rect x="${x}" y="${y}" width="${length}" height="${cell.height}" fill="${look.background}"/>`;
	if (text.trim() === '') return back;
	const looks = `fill="${look.foreground}"${look.isBold ? ' font-weight="bold"' : ''}${look.isDim ? ' opacity="0.65"' : ''}`;
	return `${back}<text x="${x}" y="${y + 14}" textLength="${length}" lengthAdjust="spacingAndGlyphs" ${looks}>${escapeXml(steadyText(text))}</text>`;
}

function lookOf(at: xterm.IBufferCell): Look {
	const foreground = at.isFgDefault() ? ink : (palette[at.getFgColor()] ?? ink);
	const background = at.isBgDefault() ? paper : (palette[at.getBgColor()] ?? paper);
	const isInverse = at.isInverse() !== 0;
	return {foreground: isInverse ? background : foreground, background: isInverse ? foreground : background, isBold: at.isBold() !== 0, isDim: at.isDim() !== 0};
}

const isSameLook = (left: Look, right: Look): boolean =>
	left.foreground === right.foreground && left.background === right.background && left.isBold === right.isBold && left.isDim === right.isDim;
