import {expect, test} from 'vitest';
import {describeSchedule} from '../../../../source/core/text/describe-schedule.js';

test.each([
	['* * * * *', 'every minute'], ['*/15 * * * *', 'every 15 minutes'], ['0 * * * *', 'every hour'], ['7,37 * * * *', 'every hour, at 7, 37 past'],
	['0 */6 * * *', 'every 6 hours'], ['5 */6 * * *', 'every 6 hours, at 5 past'], ['30 3 * * *', 'daily at 03:30'], ['0 2 * * 0', 'Sundays at 02:00'], ['0 2 * * 7', 'Sundays at 02:00'],
	['0 2 * * 1-5', 'Mondays to Fridays at 02:00'], ['0 4 1 * *', 'on day 1 of each month at 04:00'],
])('"%s" is %s', (expression, words) => expect(describeSchedule(expression)).toBe(words));

test.each(['*/7 * * * *', '0 */5 * * *', '0 2 1 * 1', '0 2 * 6 *', '0-10 * * * *', '*/0 * * * *', '0 0 2 * * *', '@daily', '99 * * * *', ''])(
	'"%s" is left to the expression', expression => expect(describeSchedule(expression)).toBeUndefined());
