import {expect, test, vi} from 'vitest';
import {steadyRow} from '../../support/steady-row.js';

const look = {foreground: '#c5c8c6', background: '#16181a', isBold: false, isDim: false};
const steady = (text: string): string => steadyRow([...text].map(one => ({text: one, width: 1, look}))).map(cell => cell.text).join('');

test.each([
	['ages at the right edge of a list', '   poc        both changed      4s', '   poc        both changed     44s'],
	['ages in a sentence', ' changed 4s ago · by run 0d3f9a11            ', ' changed 59m ago · by run 7777aaaa           '],
	['ages in a column', '   assets  4s ago  off     9m    on time       7', '   assets  44s ago off     now   on time       7'],
	['an age behind a title', '── by cause ────────────── 37 wait · oldest 4s', '── by cause ───────────── 37 wait · oldest 12h'],
	['durations', ' ● completed   310 ms', ' ● completed   2m 04s'],
	['an age at the edge of the left of two panes', ' poc     4s│ Xacta', ' poc    44s│ Xacta'],
	['versions', '── Keys ──────────── 38 keys · parley 0.1.0', '── Keys ────── 38 keys · parley 12.3.4-rc.1'],
	['runs that took long enough for a rate', ' 8 ms · 9 calls · 24 records/s · 30 new conflicts   ', ' 8 ms · 9 calls · 30 new conflicts                  '],
	['days of the month', '   7 Nov 14:02   Xacta 360  ada   1', '   21 Oct 09:17  Xacta 360  ada   1'],
	['how often was asked', ' 9 calls today · 0 errors · median 8 ms          ▁▂▃ ', ' 1,204 calls today · 0 errors · median 11 ms   ▁▂▃▄▅ '],
])('%s look the same in every picture', (_what, one, other) => {
	expect(steady(one)).toHaveLength(one.length);
	expect(steady(one)).toBe(steady(other));
});

test('whatever else is said stays as it is', () => {
	const row = '> POAM-2026-0042  older:3h  37 wait  2 of 37  320f610b-e0e6-4f03-bf14-88f3d0f6bc8a  ● agreed';
	expect(steady(row)).toBe(row);
});

test('days keep their distance', ({onTestFinished}) => {
	vi.useFakeTimers({now: Date.parse('2027-03-01T23:59:59Z'), toFake: ['Date']});
	onTestFinished(() => void vi.useRealTimers());
	const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
	expect(steady(`${day(0)} → ${day(45)}`)).toBe('2026-11-21 → 2027-01-05');
});
