import {expect, test} from 'vitest';
import {type Column, createTable, layOutColumns} from '../../../../source/ui/text/columns.js';
import {span, spansWidth} from '../../../../source/ui/text/line.js';
import {safe} from '../../../../source/ui/text/safe.js';
import {auditColumns} from '../../../../source/ui/screens/audit/view.js';
import {callColumns} from '../../../../source/ui/screens/calls/view.js';
import {operationColumns} from '../../../../source/ui/screens/operations/view.js';
import {leastSize} from '../../../../source/ui/store/layout.js';

const gutter = 3;
const column = (width: number, more: Partial<Column<string>> = {}): Column<string> => ({title: safe('T'), width, cell: row => span(safe(row)), ...more});

test('what does not fit at all is cut from the widest texts, and never from the right end', () => {
	const columns = [column(10, {grow: 1}), column(14, {grow: 2}), column(9), column(6, {grow: 1, align: 'right'})];
	expect(layOutColumns(columns, 42).map(({width}) => width)).toEqual([10, 14, 9, 6]);
	expect(layOutColumns(columns, 36).map(({width}) => width)).toEqual([9, 9, 9, 6]);
	const {spans} = createTable(columns, 36, 0);
	expect(spansWidth(spans('12345678901234567890'))).toBe(36);
});

test('texts are not cut to nothing', () => {
	expect(layOutColumns([column(10, {grow: 1}), column(20)], 12).map(({width}) => width)).toEqual([6, 20]);
});

test.each([
	['operations', operationColumns(new Date(0)) as ReadonlyArray<Column<never>>],
	['calls', callColumns([]) as ReadonlyArray<Column<never>>],
	['audit', auditColumns as ReadonlyArray<Column<never>>],
])('the list of %s has all its columns whole in the narrowest terminal', (_, columns) => {
	const {heading} = createTable(columns, leastSize.columns, gutter);
	expect(spansWidth(heading.spans)).toBe(leastSize.columns);
});
