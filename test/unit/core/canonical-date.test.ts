import {expect, test} from 'vitest';
import {NotCanonical, toCanonical} from '../../../source/core/canonical.js';

test.each([
	['2026-11-30', '2026-11-30'],
	[' 2026-11-30 ', '2026-11-30'],
	['2026-11-30T23:30:00-05:00', '2026-11-30'],
	['2026-11-30 00:00:00', '2026-11-30'],
	['0001-01-01', '0001-01-01'],
	['2028-02-29', '2028-02-29'],
])('%j is the day %s', (text, day) => {
	expect(toCanonical('date', text)).toBe(day);
});

test.each(['0044-03-15 BC', '2026-11-30 at the latest', '2026-02-30', '2027-02-29', '0000-01-01', '12026-11-30', '30.11.2026', 'infinity', '', 20261130, true, []])('%j is no day', value => {
	expect(() => toCanonical('date', value)).toThrow(NotCanonical);
});
