import fc from 'fast-check';
import {expect, test} from 'vitest';
import {NotCanonical, toCanonical} from '../../../source/core/canonical.js';

test('a time in canonical form stays as it is', () => {
	fc.assert(fc.property(fc.date({min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true}), date => {
		expect(toCanonical('timestamp', date.toISOString())).toBe(date.toISOString());
	}));
});

test('a time that looks canonical and is none is refused', () => {
	const digits = (most: number) => fc.integer({min: 0, max: most}).map(number => String(number).padStart(2, '0'));
	fc.assert(fc.property(digits(20), digits(40), digits(30), digits(70), (month, day, hour, minute) => {
		const text = `2026-${month}-${day}T${hour}:${minute}:00.000Z`;
		const time = new Date(text);
		if (!Number.isNaN(time.getTime()) && time.toISOString() === text) expect(toCanonical('timestamp', text)).toBe(text);
		// "24:00" is the next day's beginning, and an hour beyond is none.
		else if (hour !== '24') expect(() => toCanonical('timestamp', text)).toThrow(NotCanonical);
	}), {numRuns: 500});
});
