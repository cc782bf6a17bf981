import stringWidth from 'string-width';
import {toSafeText, type SafeText} from '../../core/text/safe-text.js';
import {cutText} from './cut-text.js';

export type TableColumn = {
	readonly header: string;
	readonly align?: 'right';
	/** May be cut when the table is too wide, but not below this many cells. */
	readonly minWidth?: number;
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
	return lines.map(line => toSafeText(columns.map((column, index) => pad(line[index] ?? toSafeText(''), widths[index] ?? 0, column.align)).join(gap).trimEnd()));
}

function shrink(columns: readonly TableColumn[], natural: readonly number[], width: number): readonly number[] {
	const widths = [...natural];
	let excess = widths.reduce((sum, cells) => sum + cells, 0) + gap.length * (widths.length - 1) - width;
	while (excess > 0) {
		const widest = columns.reduce((best, column, index) => {
			const cells = widths[index] ?? 0;
			return column.minWidth !== undefined && cells > column.minWidth && cells > (widths[best] ?? 0) ? index : best;
		}, -1);
		if (widest === -1) break;
		widths[widest] = (widths[widest] ?? 0) - 1;
		excess--;
	}
	return widths;
}

function pad(text: SafeText, width: number, align: 'right' | undefined): string {
	const cut = cutText(text, width);
	const fill = ' '.repeat(Math.max(0, width - stringWidth(cut)));
	return align === 'right' ? fill + cut : cut + fill;
}
