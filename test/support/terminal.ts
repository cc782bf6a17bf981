import xterm from '@xterm/headless';

export type Size = {readonly columns: number; readonly rows: number};

/** What a person's terminal shows of the bytes that a program wrote. */
export type TestTerminal = {
	/** Resolves when the bytes are on the screen. */
	readonly write: (data: string) => Promise<void>;
	/** The visible lines, without the blanks at their ends. */
	readonly screen: () => readonly string[];
	readonly isAlternateScreen: () => boolean;
	/** True when the first character of `text` is drawn with foreground and background swapped. */
	readonly isInverse: (text: string) => boolean;
	/** How the first character of `text` is drawn. Colours are numbers of the palette; -1 is the terminal's own. */
	readonly attributesOf: (text: string) => {readonly isInverse: boolean; readonly isBold: boolean; readonly isDim: boolean; readonly foreground: number; readonly background: number};
	readonly resize: (size: Size) => void;
	/** The emulator itself, for whoever draws all of it. */
	readonly emulator: xterm.Terminal;
};

/** A terminal emulator without a window. `answer` gets what a terminal sends back by itself, such as its cursor position. */
export function createTerminal(size: Size, answer: (data: string) => void): TestTerminal {
	const terminal = new xterm.Terminal({cols: size.columns, rows: size.rows, allowProposedApi: true, scrollback: 1000});
	terminal.onData(answer);
	const lineAt = (row: number) => terminal.buffer.active.getLine(terminal.buffer.active.viewportY + row);
	// After a narrowing, the emulator keeps the cells beyond the edge: a person does not see them.
	const screen = () => Array.from({length: terminal.rows}, (_, row) => (lineAt(row)?.translateToString(false, 0, terminal.cols) ?? '').trimEnd());
	const cellOf = (text: string) => {
		const row = screen().findIndex(line => line.includes(text));
		if (row === -1) throw new Error(`"${text}" is not on the screen.`);
		return lineAt(row)?.getCell(columnOf(lineAt(row), text, terminal.cols));
	};
	return {
		write: data => new Promise(resolve => terminal.write(data, resolve)),
		screen,
		isAlternateScreen: () => terminal.buffer.active.type === 'alternate',
		isInverse: text => isOn(cellOf(text)?.isInverse()),
		attributesOf: text => {
			const cell = cellOf(text);
			const colour = (isDefault: boolean | undefined, code: number | undefined): number => (isDefault === false ? (code ?? -1) : -1);
			return {
				isInverse: isOn(cell?.isInverse()), isBold: isOn(cell?.isBold()), isDim: isOn(cell?.isDim()),
				foreground: colour(cell?.isFgDefault(), cell?.getFgColor()), background: colour(cell?.isBgDefault(), cell?.getBgColor()),
			};
		},
		resize: ({columns, rows}) => terminal.resize(columns, rows),
		emulator: terminal,
	};
}

/** The emulator gives attributes as bits of a number. */
const isOn = (bits: number | undefined): boolean => bits !== undefined && bits !== 0;

type Line = {readonly translateToString: (trimRight?: boolean, start?: number, end?: number) => string};

/** A wide character takes two cells, so a text's column is found by cells, not by characters. */
function columnOf(line: Line | undefined, text: string, columns: number): number {
	for (let column = 0; column < columns; column++) {
		if (line?.translateToString(false, column).startsWith(text)) return column;
	}
	return 0;
}
