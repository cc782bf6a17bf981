import type xterm from '@xterm/headless';

/** How a cell is drawn. Colours are those of a picture. */
export type Look = {readonly foreground: string; readonly background: string; readonly isBold: boolean; readonly isDim: boolean};

/** What stands at one place of the screen; a wide character takes two cells. */
export type Cell = {readonly text: string; readonly width: number; readonly look: Look};

/** The sixteen colours, as a dark terminal shows them. */
const palette = ['#1d1f21', '#cc6666', '#8fb35a', '#e0b050', '#6f9fd8', '#b294bb', '#6fb3b8', '#c5c8c6', '#7b8087', '#e06c75', '#a5cc6f', '#f0c674', '#8fb8e8', '#c9a8d4', '#8fd0d4', '#ffffff'];
export const paper = '#16181a';
const ink = '#c5c8c6';

/** The rows of the screen, cell by cell. */
export const readCells = (terminal: xterm.Terminal): ReadonlyArray<readonly Cell[]> =>
	Array.from({length: terminal.rows}, (_, row) => readRow(terminal, row));

function readRow(terminal: xterm.Terminal, row: number): readonly Cell[] {
	const line = terminal.buffer.active.getLine(terminal.buffer.active.viewportY + row);
	const cells: Cell[] = [];
	for (let column = 0; column < terminal.cols; column++) {
		const cell = line?.getCell(column);
		if (cell === undefined || cell.getWidth() === 0) continue;
		cells.push({text: cell.getChars() === '' ? ' ' : cell.getChars(), width: cell.getWidth(), look: lookOf(cell)});
	}
	return cells;
}

function lookOf(cell: xterm.IBufferCell): Look {
	const foreground = cell.isFgDefault() ? ink : (palette[cell.getFgColor()] ?? ink);
	const background = cell.isBgDefault() ? paper : (palette[cell.getBgColor()] ?? paper);
	const isInverse = cell.isInverse() !== 0;
	return {foreground: isInverse ? background : foreground, background: isInverse ? foreground : background, isBold: cell.isBold() !== 0, isDim: cell.isDim() !== 0};
}

export const isSameLook = (left: Look, right: Look): boolean =>
	left.foreground === right.foreground && left.background === right.background && left.isBold === right.isBold && left.isDim === right.isDim;
