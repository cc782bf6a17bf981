import stringWidth from 'string-width';
import {toSafeText, type SafeText} from '../../core/text/safe-text.js';
import {cutText} from './cut-text.js';
import {wrapWords} from './wrap-words.js';

export type TableColumn = {
	readonly header: string;
	readonly align?: 'right';
	/** May be cut when the table is too wide, but not below this many cells. */
	readonly minWidth?: number;
	/** What would be cut is broken between words into rows of its own instead; only the last column can. */
	readonly isWrapped?: boolean;
};

export type Table = {
	readonly columns: readonly TableColumn[];
	readonly rows: readonly (readonly SafeText[])[];
	/** Cells of the terminal; undefined leaves every text whole, for a file or a pipe. */
	readonly width: number | undefined;
	readonly hasHeader?: boolean;
};

const gap = '  ';

/** The lines of a table: columns as wide as their longest text, the widest of those that may be cut giving way first. */
export function formatTable({columns, rows, width, hasHeader = true}: Table): readonly SafeText[] {
	const header = columns.map(column => toSafeText(column.header));
	const lines = hasHeader ? [header, ...rows] : rows;
	const natural = columns.map((_, index) => Math.max(0, ...lines.map(line => stringWidth(line[index] ?? ''))));
	const widths = width === undefined ? natural : shrink(columns, natural, width);
	return lines.flatMap(line => breakLast(line, columns, widths)).map(line => toSafeText(columns.map((column, index) => pad(line[index] ?? noText, widths[index] ?? 0, column.align)).join(gap).trimEnd()));
}

const noText = toSafeText('');

/** The rows that a row becomes where its last column is wrapped. */
function breakLast(line: readonly SafeText[], columns: readonly TableColumn[], widths: readonly number[]): ReadonlyArray<readonly SafeText[]> {
	const last = columns.length - 1;
	if (columns[last]?.isWrapped !== true) return [line];
	return wrapWords(line[last] ?? noText, widths[last] ?? 0).map((text, index) => [...line.slice(0, last).map(cell => (index === 0 ? cell : noText)), toSafeText(text)]);
}

function shrink(columns: readonly TableColumn[], natural: readonly number[], width: number): readonly number[] {
	const widths = [...natural];
	let excess = widths.reduce((sum, cells) => sum + cells, 0) + gap.length * (widths.length - 1) - width;
	const canGive = (index: number): boolean => (widths[index] ?? 0) > (columns[index]?.minWidth ?? Infinity);
	// What is wrapped loses nothing by it.
	const wrapped = columns.findIndex(({isWrapped = false}) => isWrapped);
	for (; excess > 0 && wrapped !== -1 && canGive(wrapped); excess--) widths[wrapped] = (widths[wrapped] ?? 0) - 1;
	for (; excess > 0; excess--) {
		const widest = columns.reduce((best, _, index) => (canGive(index) && (widths[index] ?? 0) > (widths[best] ?? 0) ? index : best), -1);
		if (widest === -1) break;
		widths[widest] = (widths[widest] ?? 0) - 1;
	}
	return widths;
}

function pad(text: SafeText, width: number, align: 'right' | undefined): string {
	const cut = cutText(text, width);
	const fill = ' '.repeat(Math.max(0, width - stringWidth(cut)));
	return align === 'right' ? fill + cut : cut + fill;
}
