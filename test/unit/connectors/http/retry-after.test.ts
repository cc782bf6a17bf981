import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {parseRetryAfter} from '../../../../source/connectors/http/retry-after.js';

const now = new Date('2026-03-01T12:00:00Z');
const serverDate = 'Sun, 01 Mar 2026 09:00:00 GMT'; // Three hours behind us.

describe('Retry-After', () => {
	test.each([
		['30', 30_000],
		['0', 0],
		['1.5', 1500],
		[' 7 ', 7000],
		['-5', 0],
		['1000000000', 3_600_000],
		['9'.repeat(400), 3_600_000],
		['abc', undefined],
		['', undefined],
		['30s', undefined],
		['0x10', undefined],
		['1e3', undefined],
		['Sun, 01 Mar 2026 09:01:00 GMT', 60_000],
		['Sunday, 01-Mar-26 09:01:00 GMT', 60_000],
		['Sun Mar  1 09:01:00 2026', 60_000],
		['Sun, 01 Mar 2026 08:59:00 GMT', 0],
		['Wed, 01 Mar 2028 09:00:00 GMT', 3_600_000],
		['Sun, 99 Zzz 2026 09:00:00 GMT', undefined],
		['abc 1', undefined],
	])('%j asks for %s ms', (header, expected) => {
		expect(parseRetryAfter(header, serverDate, now)).toBe(expected);
	});

	test('a date is compared to our clock only when the server does not tell its own', () => {
		expect(parseRetryAfter('Sun, 01 Mar 2026 12:00:10 GMT', null, now)).toBe(10_000);
		expect(parseRetryAfter('Sun, 01 Mar 2026 12:00:10 GMT', 'yesterday', now)).toBe(10_000);
	});

	test('no header asks for nothing', () => {
		expect(parseRetryAfter(null, serverDate, now)).toBeUndefined();
	});

	test('whatever is sent, the wait is within an hour', () => {
		const texts = fc.oneof(fc.string(), fc.integer().map(String), fc.double().map(String), fc.date({noInvalidDate: true}).map(date => date.toUTCString()));
		fc.assert(fc.property(texts, fc.option(texts, {nil: null}), (header, date) => {
			const waitMs = parseRetryAfter(header, date, now) ?? 0;
			expect(waitMs >= 0 && waitMs <= 3_600_000).toBe(true);
		}));
	});
});
