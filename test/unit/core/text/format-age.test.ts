import {describe, expect, test} from 'vitest';
import {formatAge, formatSpan} from '../../../../source/core/text/format-age.js';

const now = new Date('2026-11-21T12:00:00.000Z');
const before = (ms: number): Date => new Date(now.getTime() - ms);

describe('formatSpan', () => {
	test.each([
		[0, '0s'],
		[999, '0s'],
		[1000, '1s'],
		[59_999, '59s'],
		[60_000, '1m'],
		[3_599_999, '59m'],
		[3_600_000, '1h'],
		[86_399_999, '23h'],
		[86_400_000, '1d'],
		[400 * 86_400_000, '400d'],
		[-120_000, '2m'],
	])('%i ms is %s', (ms, text) => {
		expect(formatSpan(ms)).toBe(text);
	});
});

describe('formatAge', () => {
	test('tells the past, the future and the present apart', () => {
		expect(formatAge(before(120_000), now)).toBe('2m ago');
		expect(formatAge(before(-58 * 60_000), now)).toBe('in 58m');
		expect(formatAge(before(999), now)).toBe('now');
		expect(formatAge(before(-999), now)).toBe('now');
	});
});
