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
	readonly resize: (size: Size) => void;
};

/** A terminal emulator without a window. `answer` gets what a terminal sends back by itself, such as its cursor position. */
export function createTerminal(size: Size, answer: (data: string) => void): TestTerminal {
	const terminal = new xterm.Terminal({cols: size.columns, rows: size.rows, allowProposedApi: true, scrollback: 1000});
	terminal.onData(answer);
	const lineAt = (row: number) => terminal.buffer.active.getLine(terminal.buffer.active.viewportY + row);
	const screen = () => Array.from({length: terminal.rows}, (_, row) => lineAt(row)?.translateToString(true) ?? '');
	return {
		write: data => new Promise(resolve => terminal.write(data, resolve)),
		screen,
		isAlternateScreen: () => terminal.buffer.active.type === 'alternate',
		isInverse: text => {
			const row = screen().findIndex(line => line.includes(text));
			if (row === -1) throw new Error(`"${text}" is not on the screen.`);
			return lineAt(row)?.getCell(columnOf(lineAt(row), text, terminal.cols))?.isInverse() === 1;
		},
		resize: ({columns, rows}) => terminal.resize(columns, rows),
	};
}

type Line = {readonly translateToString: (trimRight?: boolean, start?: number, end?: number) => string};

/** A wide character takes two cells, so a text's column is found by cells, not by characters. */
function columnOf(line: Line | undefined, text: string, columns: number): number {
	for (let column = 0; column < columns; column++) {
		if (line?.translateToString(false, column).startsWith(text)) return column;
	}
	return 0;
}
