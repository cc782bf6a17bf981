import {expect, test} from 'vitest';
import {formatValue} from '../../../../source/core/text/format-value.js';

test('absent, null and empty read differently', () => {
	const texts = [undefined, null, '', []].map(value => formatValue(value));
	expect(texts).toEqual(['(absent)', '(none)', '(empty)', '(empty list)']);
});

test('texts stand as they are, lists are joined, objects are JSON', () => {
	expect(formatValue('2026-11-01')).toBe('2026-11-01');
	expect(formatValue(8.5)).toBe('8.5');
	expect(formatValue(['a', 'b'])).toBe('a, b');
	expect(formatValue({a: [1]})).toBe('{"a":[1]}');
});

test('a long value is cut by characters, never inside one', () => {
	expect(formatValue('😀'.repeat(61))).toBe(`${'😀'.repeat(59)}…`);
	expect(formatValue('abcdef', 4)).toBe('abc…');
});
