import * as fc from 'fast-check';
import stringWidth from 'string-width';
import {expect, test} from 'vitest';
import {formatTable} from '../../../../source/commands/print/format-table.js';
import {toSafeText} from '../../../../source/core/text/safe-text.js';

const row = (...cells: readonly string[]) => cells.map(cell => toSafeText(cell));

test('columns are as wide as their longest text, and numbers end in one line', () => {
	const lines = formatTable({
		columns: [{header: 'COUNT', align: 'right'}, {header: 'FIELD'}],
		rows: [row('18', 'scheduled_completion'), row('7', 'poc')],
		width: undefined,
	});
	expect(lines).toEqual(['COUNT  FIELD', '   18  scheduled_completion', '    7  poc']);
});

test('the widest column that may be cut gives way, down to its least width', () => {
	const table = {columns: [{header: 'A'}, {header: 'B', minWidth: 4}, {header: 'C', minWidth: 4}], rows: [row('fixed', 'b'.repeat(20), 'c'.repeat(10))]};
	expect(formatTable({...table, width: 27})[1]).toBe('fixed  bbbbbbbb…  cccccccc…');
	expect(formatTable({...table, width: 10})[1]).toBe('fixed  bbb…  ccc…');
});

test('a wrapped last column gives way before any other, and loses no word', () => {
	const table = {columns: [{header: 'A', minWidth: 4}, {header: 'B', minWidth: 10, isWrapped: true}], rows: [row('a'.repeat(10), '3 conflicts, 2 rejected'), row('b', 'ok')], hasHeader: false};
	expect(formatTable({...table, width: 24})).toEqual(['aaaaaaaaaa  3 conflicts,', '            2 rejected', 'b           ok']);
	expect(formatTable({...table, width: 18})).toEqual(['aaaaa…  3', '        conflicts,', '        2 rejected', 'b       ok']);
	expect(formatTable({...table, width: undefined})).toEqual(['aaaaaaaaaa  3 conflicts, 2 rejected', 'b           ok']);
});

test('wide characters keep their neighbours in line, and are never cut in two', () => {
	const lines = formatTable({columns: [{header: 'A', minWidth: 3}, {header: 'B'}], rows: [row('漢字漢字', 'x'), row('ab', 'y')], width: 8});
	expect(lines.slice(1)).toEqual(['漢字…  x', 'ab     y']);
});

test('no line is wider than the terminal where all columns may shrink', () => {
	const cell = fc.string({unit: 'grapheme', maxLength: 30});
	fc.assert(fc.property(fc.array(fc.tuple(cell, cell), {maxLength: 5}), fc.integer({min: 12, max: 80}), (rows, width) => {
		const lines = formatTable({
			columns: [{header: 'A', minWidth: 2}, {header: 'B', minWidth: 2}], rows: rows.map(cells => row(...cells)), width,
		});
		for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(width);
	}));
});
