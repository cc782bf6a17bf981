import {formatCount} from '../../../../source/core/text/format-count.js';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {createTable, layOutColumns} from '../../../../source/ui/text/columns.js';
import {markDifference} from '../../../../source/ui/text/difference.js';
import {formatCountdown, formatDuration, formatMoment, formatUntil} from '../../../../source/ui/text/format.js';
import {spansWidth, span, spread} from '../../../../source/ui/text/line.js';
import {progressBar} from '../../../../source/ui/text/progress-bar.js';
import {safe} from '../../../../source/ui/text/safe.js';
import {sparkline} from '../../../../source/ui/text/sparkline.js';
import {fit, truncate, widthOf} from '../../../../source/ui/text/width.js';
import {wrap} from '../../../../source/ui/text/wrap.js';

describe('widths', () => {
	test('a cut text says so in its last cell', () => expect(truncate(safe('POAM-2026-0042'), 8)).toBe('POAM-20…'));
	test('wide characters are never halved', () => expect(fit(safe('日本語'), 5)).toBe('日本…'));
	test('any text takes exactly the cells that it is given', () => {
		fc.assert(fc.property(fc.string({unit: 'grapheme'}), fc.integer({min: 0, max: 40}), (text, width) => {
			expect(widthOf(fit(safe(text), width))).toBe(width);
		}));
	});
	test('both ends of a line are kept, and its middle is what gives', () => {
		const row = spread([span(safe('a long title that has to be cut'))], [span(safe('3 of 18'))], 20);
		expect(row.spans.map(piece => piece.text).join('')).toBe('a long title…3 of 18');
	});
});

describe('columns', () => {
	const column = (title: string, width: number, more = {}) => ({title: safe(title), width, cell: () => span(safe(title.toLowerCase())), ...more});
	const titles = (columns: readonly {readonly title: string}[]): readonly string[] => columns.map(({title}) => title);

	test('the least important go first when cells are few', () => {
		const columns = [column('A', 10), column('B', 10, {priority: 2}), column('C', 10, {priority: 1})];
		expect(titles(layOutColumns(columns, 40))).toEqual(['A', 'B', 'C']);
		expect(titles(layOutColumns(columns, 25))).toEqual(['A', 'C']);
		expect(titles(layOutColumns(columns, 12))).toEqual(['A']);
	});
	test('spare cells go to those that can use them, up to what they can use', () => {
		const widths = layOutColumns([column('A', 5, {grow: 1, most: 8}), column('B', 5, {grow: 1}), column('C', 5)], 40).map(({width}) => width);
		expect(widths).toEqual([8, 25, 5]);
	});
	test('a cell that needs more reaches into the column before it, in its own row only', () => {
		const reaching = {title: safe('WAITS'), width: 5, align: 'right', reach: 8, cell: (row: string) => span(safe(row))} as const;
		const table = createTable([{title: safe('OURS'), width: 17, cell: () => span(safe('Beatriz Lindqvist'))}, reaching], 23, 0);
		const drawn = (row: string): string => table.spans(row).map(piece => piece.text).join('');
		expect(drawn('40s')).toBe('Beatriz Lindqvist   40s');
		expect(drawn('✓ kept theirs')).toBe('Beatriz … ✓ kept theirs');
		expect(drawn('✓ agreed by itself')).toBe('Beatriz … ✓ agreed by …');
	});
	test('heading and rows are as wide as the table', () => {
		const table = createTable([column('NAME', 8, {grow: 1}), column('COUNT', 7, {align: 'right'})], 60, 3);
		expect(spansWidth(table.heading.spans)).toBe(60);
		expect(spansWidth(table.spans({}))).toBe(57);
	});
});

describe('wrapping', () => {
	test('it breaks at blanks', () => expect(wrap(safe('leaves this field to a person'), 12)).toEqual(['leaves this', 'field to a', 'person']));
	test('a word that is too long is broken', () => expect(wrap(safe('https://example'), 6)).toEqual(['https:', '//exam', 'ple']));
	test('what is indented stays indented', () => expect(wrap('{\n  "a": 1\n}' as ReturnType<typeof safe>, 20)).toEqual(['{', '  "a": 1', '}']));
	test('no line is wider than asked, and no word is lost', () => {
		fc.assert(fc.property(fc.array(fc.string({minLength: 1, maxLength: 12}).map(text => text.replaceAll(/\s/g, 'x')), {minLength: 1}), fc.integer({min: 4, max: 30}), (words, width) => {
			const lines = wrap(safe(words.join(' ')), width);
			expect(lines.every(line => widthOf(line) <= width)).toBe(true);
			expect(lines.join('').replaceAll(' ', '')).toBe(safe(words.join('')).replaceAll(' ', ''));
		}));
	});
});

describe('what differs', () => {
	const marked = (text: string, other: string): readonly string[] => markDifference(safe(text), safe(other)).map(piece => (piece.tone === 'changed' ? `[${piece.text}]` : piece.text));
	test('only the part between what is the same is marked', () => expect(marked('2026-11-01', '2026-12-01')).toEqual(['2026-1', '[1]', '-01']));
	test('of equal texts nothing is', () => expect(marked('same', 'same')).toEqual(['same']));
	test('the whole of a text that has nothing in common', () => expect(marked('abc', 'xyz')).toEqual(['[abc]']));
});

describe('figures', () => {
	const at = (iso: string): Date => new Date(iso);
	test('counts', () => expect([0, 999, 1204, 1_000_000].map(formatCount)).toEqual(['0', '999', '1,204', '1,000,000']));
	test('durations', () => expect([310, 1800, 124_000].map(formatDuration)).toEqual(['310 ms', '1.8 s', '2m 04s']));
	test('what is left', () => expect([12_000, 75_000, 3_840_000].map(formatCountdown)).toEqual(['0:12', '1:15', '1:04:00']));
	test('moments are in UTC, whatever the zone of the machine', () => expect(formatMoment(at('2026-11-21T23:56:10Z'))).toBe('21 Nov 23:56'));
	test('what is due', () => expect([formatUntil(undefined, at('2026-01-01T00:00:00Z')), formatUntil(at('2026-01-01T00:58:00Z'), at('2026-01-01T00:00:00Z'))]).toEqual(['-', '58m']));
	test('a sparkline runs from the least to the greatest', () => expect(sparkline([0, 7, 3], 10)).toBe('▁█▄'));
	test('a flat one is flat, an empty one empty', () => expect([sparkline([5, 5], 10), sparkline([], 10)]).toEqual(['▁▁', '']));
	test('a bar fills in eighths of a cell', () => expect([progressBar(0, 6), progressBar(0.5, 6), progressBar(0.28125, 6), progressBar(1, 6)]).toEqual(['▕    ▏', '▕██  ▏', '▕█▏  ▏', '▕████▏']));
});
