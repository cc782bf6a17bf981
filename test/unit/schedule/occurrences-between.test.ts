import fc from 'fast-check';
import {expect, test} from 'vitest';
import {latestOccurrence, occurrencesBetween} from '../../../source/schedule/occurrences-between.js';
import {parseSchedule} from '../../../source/schedule/schedule.js';

const minute = 60_000;
const expressions = ['0 * * * *', '0,1,7 * * * *', '*/15 * * * *', '30 2 * * *', '0,1 0,1 * * *', '15 2 * * 1-5', '0 0 1 * *'];
const zones = ['UTC', 'America/New_York', 'Australia/Lord_Howe'];

test('the newest of those that were missed is the last one of them all, however long nobody looked', () => {
	const instants = fc.integer({min: Date.parse('2026-01-01T00:00:00Z'), max: Date.parse('2026-12-31T00:00:00Z')});
	fc.assert(fc.property(fc.constantFrom(...expressions), fc.constantFrom(...zones), instants, fc.integer({min: 0, max: 36 * 60}), (expression, zone, until, minutes) => {
		const schedule = parseSchedule(expression, zone);
		const [from, to] = [new Date(until - minutes * minute), new Date(until)];
		expect(latestOccurrence(schedule, from, to)).toEqual([...occurrencesBetween(schedule, from, to)].at(-1));
	}), {numRuns: 60});
});

test('two that are close together, a while ago: the later one', () => {
	const schedule = parseSchedule('0,1 3 * * *', 'UTC');
	expect(latestOccurrence(schedule, new Date('2026-05-01T00:00:00Z'), new Date('2026-05-01T09:00:00Z'))).toEqual(new Date('2026-05-01T03:01:00Z'));
});
