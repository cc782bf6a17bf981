import {expect, test} from 'vitest';
import {latestOccurrence} from '../../../source/schedule/occurrences-between.js';
import {nextRun} from '../../../source/schedule/next-run.js';
import {everyMinutes, parseSchedule} from '../../../source/schedule/schedule.js';

const noon = new Date('2025-06-04T12:00Z');
const policy = {scheduleExpression: null, fullSyncExpression: null, timezone: 'UTC'};

test('without an expression the system\'s frequency decides', () => {
	expect(nextRun(policy, 240, noon)).toEqual(new Date('2025-06-04T16:00Z'));
});

test('an expression is read in the policy\'s time zone, and wins over the frequency', () => {
	expect(nextRun({...policy, scheduleExpression: '0 9 * * *', timezone: 'America/New_York'}, 5, noon)).toEqual(new Date('2025-06-04T13:00Z'));
});

test('the next run is the next of either scope', () => {
	expect(nextRun({...policy, fullSyncExpression: '30 12 * * *'}, 60, noon)).toEqual(new Date('2025-06-04T12:30Z'));
	expect(nextRun({...policy, fullSyncExpression: '30 13 * * *'}, 60, noon)).toEqual(new Date('2025-06-04T13:00Z'));
});

test('there is none when nothing is scheduled, or when the schedule cannot be read', () => {
	expect(nextRun(policy, 0, noon)).toBeUndefined();
	expect(nextRun({...policy, scheduleExpression: 'now and then'}, 60, noon)).toBeUndefined();
	expect(nextRun({...policy, scheduleExpression: '@daily', timezone: 'Nowhere'}, 60, noon)).toBeUndefined();
});

test('of many missed occurrences only the newest counts', () => {
	expect(latestOccurrence(parseSchedule('*/5 * * * *', 'UTC'), new Date('2025-05-28T12:00Z'), noon)).toEqual(noon);
	expect(latestOccurrence(parseSchedule('0 2 * * *', 'UTC'), new Date('2025-05-28T12:00Z'), noon)).toEqual(new Date('2025-06-04T02:00Z'));
	expect(latestOccurrence(parseSchedule('0 2 1 * *', 'UTC'), new Date('2025-05-28T12:00Z'), noon)).toEqual(new Date('2025-06-01T02:00Z'));
});

test('nothing was missed in a span without an occurrence, or in no span at all', () => {
	expect(latestOccurrence(everyMinutes(60), new Date('2025-06-04T12:00Z'), new Date('2025-06-04T12:59Z'))).toBeUndefined();
	expect(latestOccurrence(everyMinutes(1), noon, noon)).toBeUndefined();
	expect(latestOccurrence(everyMinutes(1), noon, new Date('2025-06-04T11:00Z'))).toBeUndefined();
});
