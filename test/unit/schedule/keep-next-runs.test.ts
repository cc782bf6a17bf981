import fc from 'fast-check';
import {expect, test} from 'vitest';
import {keepNextRuns} from '../../../source/schedule/keep-next-runs.js';
import {nextRun, type ScheduledPolicy} from '../../../source/schedule/next-run.js';

const minuteMs = 60_000;
const start = Date.parse('2026-03-28T00:00:00Z'); // Clocks change in Europe on the day after.
const policy: ScheduledPolicy = {scheduleExpression: '*/20 * * * *', fullSyncExpression: '30 2 * * *', timezone: 'Europe/Berlin'};
const policies: readonly ScheduledPolicy[] = [
	policy, {...policy, scheduleExpression: null}, {...policy, fullSyncExpression: null, timezone: 'UTC'},
	{...policy, scheduleExpression: '0 0 30 2 *', fullSyncExpression: null}, {...policy, timezone: 'Nowhere'},
];

test('whenever it is asked, and about whichever schedule, the next run is what the calendar says', () => {
	const question = fc.record({asked: fc.constantFrom(...policies), frequency: fc.constantFrom(0, 60), after: fc.integer({min: -2 * minuteMs, max: 3 * 24 * 60 * minuteMs}).map(ms => new Date(start + ms))});
	fc.assert(fc.property(fc.array(question, {maxLength: 20}), questions => {
		const keeping = keepNextRuns();
		for (const {asked, frequency, after} of questions) expect(keeping(asked, frequency, after)).toEqual(nextRun(asked, frequency, after));
	}), {numRuns: 100});
});

test('a day of looks, now and since the last run of each of two pairs, asks the calendar about once a run', () => {
	let asked = 0;
	const keeping = keepNextRuns((...question) => {
		asked++;
		return nextRun(...question);
	});
	const hourly = {...policy, scheduleExpression: '@hourly', fullSyncExpression: null};
	const hoursMs = (hours: number): number => hours * 60 * minuteMs;
	for (let minute = 0; minute < 24 * 60; minute++) {
		const now = start + minute * minuteMs;
		const hour = Math.floor(minute / 60);
		// The first ran a minute after it was due; the second has not run since yesterday.
		for (const after of [now, start + hoursMs(hour) - (minute % 60 === 0 ? hoursMs(1) : 0) + minuteMs, start - hoursMs(5)]) keeping(hourly, 60, new Date(after));
	}
	expect(asked).toBeLessThanOrEqual(3 * 25);
});
