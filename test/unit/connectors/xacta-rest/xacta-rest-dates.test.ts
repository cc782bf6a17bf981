import {describe, expect, test} from 'vitest';
import {createDateCodec, isTimeZone} from '../../../../source/connectors/xacta-rest/date-codec.js';

describe('a day as Unix seconds', () => {
	test.each(['UTC', 'America/New_York', 'Asia/Kolkata', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Australia/Lord_Howe'])('comes back as it went, each day of two years, in %s', zone => {
		const codec = createDateCodec(zone);
		for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2028, 0, 1); at += 86_400_000) {
			const day = new Date(at).toISOString().slice(0, 10);
			expect(codec.toDay(codec.toSeconds(day))).toBe(day);
		}
	});

	test('is the midnight of its zone, in winter and in summer', () => {
		const {toSeconds} = createDateCodec('America/New_York');
		expect(toSeconds('2026-01-15')).toBe(Date.parse('2026-01-15T05:00:00Z') / 1000);
		expect(toSeconds('2026-07-15')).toBe(Date.parse('2026-07-15T04:00:00Z') / 1000);
		// The day on which the clocks change begins before they do.
		expect(toSeconds('2026-03-08')).toBe(Date.parse('2026-03-08T05:00:00Z') / 1000);
	});

	test.each(['America/Havana', 'America/Santiago', 'America/Asuncion', 'Atlantic/Azores', 'Africa/Cairo'])('begins with the first moment that the clocks show of it, also where they skip its midnight, in %s', zone => {
		const codec = createDateCodec(zone);
		for (let at = Date.UTC(2023, 0, 1); at < Date.UTC(2025, 0, 1); at += 86_400_000) {
			const day = new Date(at).toISOString().slice(0, 10);
			const seconds = codec.toSeconds(day);
			expect([codec.toDay(seconds - 1) < day, codec.toDay(seconds)]).toEqual([true, day]);
		}
	});

	test('is found from any moment of it', () => {
		const {toDay} = createDateCodec('America/New_York');
		expect(toDay(Date.parse('2026-01-15T04:59:59Z') / 1000)).toBe('2026-01-14');
		expect(toDay(Date.parse('2026-01-15T05:00:00Z') / 1000)).toBe('2026-01-15');
	});
});

test('only zones that exist are zones', () => {
	expect(['UTC', 'America/New_York', '', 'Mars/Olympus'].map(isTimeZone)).toEqual([true, true, false, false]);
});
