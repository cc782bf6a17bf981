import type {SafeText} from '../../core/text/safe-text.js';
import {type Line, type Span, span} from './line.js';
import {blanks, noText, safe} from './safe.js';
import {fit, widthOf} from './width.js';

/** One column of a list. What changes often belongs to the right end, where redrawing it costs least. */
export type Column<Row> = {
	readonly title: SafeText;
	/** The least cells it needs. */
	readonly width: number;
	/** Its share of spare cells; without it the column stays at `width`. */
	readonly grow?: number;
	/** The most cells it can use. */
	readonly most?: number;
	readonly align?: 'left' | 'right';
	/** In rows that need more than its width, the most cells it takes from the column before it. */
	readonly reach?: number;
	/** 0 stays whatever the width; of the others the highest is dropped first. */
	readonly priority?: number;
	readonly cell: (row: Row) => Span;
};

export type Table<Row> = {readonly heading: Line; readonly spans: (row: Row) => readonly Span[]};

const gap = 1;

/** The columns that fit `width` cells, with the widths they get. */
export function layOutColumns<Row>(columns: ReadonlyArray<Column<Row>>, width: number): ReadonlyArray<Column<Row>> {
	let chosen = [...columns];
	while (neededWidth(chosen) > width) {
		const last = Math.max(...chosen.map(column => column.priority ?? 0));
		if (last === 0) break;
		chosen = chosen.filter(column => (column.priority ?? 0) < last);
	}
	const spare = width - neededWidth(chosen);
	return spare < 0 ? squeeze(chosen, -spare) : shareSpareCells(chosen, spare);
}

/** A text that can grow can also be cut to so many cells; a number at the right end cannot. */
const leastCut = 6;

/** Where nothing more can be dropped, the widest texts give up cells, so that the columns at the right end stay whole. */
function squeeze<Row>(columns: ReadonlyArray<Column<Row>>, cells: number): ReadonlyArray<Column<Row>> {
	const widths = columns.map(({width, grow = 0, align}) => (grow > 0 && align !== 'right' ? width : 0));
	for (let missing = cells; missing > 0; missing--) {
		const widest = Math.max(...widths);
		if (widest <= leastCut) break;
		widths[widths.lastIndexOf(widest)] = widest - 1;
	}
	return columns.map((column, index) => ({...column, width: widths[index] || column.width}));
}

const neededWidth = (columns: ReadonlyArray<{readonly width: number}>): number =>
	columns.reduce((sum, column) => sum + column.width, 0) + gap * Math.max(0, columns.length - 1);

function shareSpareCells<Row>(columns: ReadonlyArray<Column<Row>>, cells: number): ReadonlyArray<Column<Row>> {
	let spare = cells;
	let widths = columns.map(column => column.width);
	while (spare > 0) {
		const growing = columns.map((column, index) => (canGrow(column, widths[index] ?? 0) ? (column.grow ?? 0) : 0));
		const shares = growing.reduce((sum, share) => sum + share, 0);
		if (shares === 0) break;
		const unit = Math.max(1, Math.floor(spare / shares));
		widths = widths.map((width, index) => {
			const wish = Math.min((growing[index] ?? 0) * unit, (columns[index]?.most ?? Infinity) - width, spare);
			spare -= wish;
			return width + wish;
		});
	}
	return columns.map((column, index) => ({...column, width: widths[index] ?? column.width}));
}

const canGrow = <Row>(column: Column<Row>, width: number): boolean => (column.grow ?? 0) > 0 && width < (column.most ?? Infinity);

/** Lays the columns out behind a gutter of `gutter` cells. */
export function createTable<Row>(columns: ReadonlyArray<Column<Row>>, width: number, gutter: number): Table<Row> {
	const laidOut = layOutColumns(columns, width - gutter);
	const cells = (give: (column: Column<Row>) => Span): readonly Span[] => {
		const given = laidOut.map(column => ({column, cell: give(column)}));
		const taken = given.map(({column, cell}, index) => (index === 0 ? 0 : takenBefore(column, cell)));
		return given.flatMap(({column, cell}, index) => {
			const width = column.width + (taken[index] ?? 0) - (taken[index + 1] ?? 0);
			const fitted = {...cell, text: fit(cell.text, width, column.align)};
			return index === 0 ? [fitted] : [span(blanks(gap)), fitted];
		});
	};
	return {
		heading: {spans: [span(blanks(gutter)), ...cells(column => span(column.title, 'heading'))]},
		spans: row => cells(column => column.cell(row)),
	};
}

/** The cells that a row's text takes from the column before its own. */
const takenBefore = <Row>({width, reach = 0}: Column<Row>, {text}: Span): number => (reach === 0 ? 0 : Math.min(reach, Math.max(0, widthOf(text) - width)));

/** What stands before a row: `>` on the selected one, so that it is seen without colours, and its mark. */
export const gutterSpans = (isSelected: boolean, mark: SafeText = noText): readonly Span[] =>
	[span(fit(isSelected ? selectedMark : noText, 1)), span(fit(mark, 1), 'accent'), span(blanks(1))];

const selectedMark = safe('>');
