import * as fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {occurrencesBetween} from '../../../source/schedule/occurrences-between.js';
import {everyMinutes, parseSchedule} from '../../../source/schedule/schedule.js';
import type {AppError} from '../../../source/errors/app-error.js';
import {walkYear} from './walked-year.js';

const occurrences = (expression: string, timezone: string, from: string, until: string) =>
	[...occurrencesBetween(parseSchedule(expression, timezone), new Date(from), new Date(until))].map(date => date.toISOString().slice(0, 16));

describe('when the clocks go forward', () => {
	test('a time that is skipped runs once, at the moment of the skip', () => {
		expect(occurrences('30 2 * * *', 'America/New_York', '2025-03-08T12:00Z', '2025-03-10T12:00Z')).toEqual(['2025-03-09T07:00', '2025-03-10T06:30']);
	});

	test('several skipped times, and one that falls on the same moment, run once together', () => {
		expect(occurrences('0,20,40 2,3 * * *', 'America/New_York', '2025-03-09T00:00Z', '2025-03-09T12:00Z')).toEqual(['2025-03-09T07:00', '2025-03-09T07:20', '2025-03-09T07:40']);
	});

	test('midnight that does not exist runs at the first moment of that day', () => {
		expect(occurrences('0 0 * * *', 'America/Santiago', '2025-09-06T12:00Z', '2025-09-08T12:00Z')).toEqual(['2025-09-07T04:00', '2025-09-08T03:00']);
	});

	test('a rhythm goes on in real time', () => {
		expect(occurrences('*/30 * * * *', 'America/New_York', '2025-03-09T06:00Z', '2025-03-09T08:00Z')).toEqual(['2025-03-09T06:30', '2025-03-09T07:00', '2025-03-09T07:30', '2025-03-09T08:00']);
	});
});

describe('when the clocks go back', () => {
	test('a time that comes twice runs once, the first time', () => {
		expect(occurrences('30 1 * * *', 'America/New_York', '2025-11-02T00:00Z', '2025-11-03T12:00Z')).toEqual(['2025-11-02T05:30', '2025-11-03T06:30']);
	});

	test('a rhythm goes on in real time', () => {
		expect(occurrences('*/30 * * * *', 'America/New_York', '2025-11-02T05:00Z', '2025-11-02T07:00Z')).toEqual(['2025-11-02T05:30', '2025-11-02T06:00', '2025-11-02T06:30', '2025-11-02T07:00']);
	});

	test('a change of half an hour is a change like any other', () => {
		expect(occurrences('45 1 * * *', 'Australia/Lord_Howe', '2025-04-05T00:00Z', '2025-04-06T12:00Z')).toEqual(['2025-04-05T14:45']);
	});
});

const zones: Readonly<Record<string, readonly string[]>> = {
	'America/New_York': ['2025-03-09', '2025-11-02'],
	'Europe/Berlin': ['2025-03-30', '2025-10-26'],
	'Australia/Lord_Howe': ['2025-04-05', '2025-10-04'],
	'America/Santiago': ['2025-04-06', '2025-09-07'],
};

const listOf = (low: number, high: number) => fc.uniqueArray(fc.integer({min: low, max: high}), {minLength: 1, maxLength: 3}).map(list => list.join(','));
const rangeOf = (low: number, high: number) => fc.tuple(fc.integer({min: low, max: high}), fc.integer({min: low, max: high})).map(ends => `${Math.min(...ends)}-${Math.max(...ends)}`);
const mostlyAny = (low: number, high: number) => fc.oneof({weight: 3, arbitrary: fc.constant('*')}, {weight: 1, arbitrary: fc.oneof(listOf(low, high), rangeOf(low, high), fc.constant('*/2'))});
const expressions = (hours: fc.Arbitrary<string>, minutes: fc.Arbitrary<string>) =>
	fc.tuple(minutes, hours, mostlyAny(1, 31), mostlyAny(1, 12), mostlyAny(0, 6)).map(fields => fields.join(' '));

describe.each(Object.entries(zones))('in %s, against a calendar that walks the year minute by minute', (zone, changes) => {
	const calendar = walkYear(2025, zone);
	const toTexts = (instants: readonly number[]) => instants.map(instant => new Date(instant).toISOString());
	const compare = (expression: string, from: number, until: number) => {
		const found = [...occurrencesBetween(parseSchedule(expression, zone), new Date(from), new Date(until))].map(Number);
		expect(toTexts(found)).toEqual(toTexts(calendar.occurrences(expression, from, until)));
	};

	test('every occurrence of a year is found, each once', () => {
		const sparse = expressions(fc.integer({min: 0, max: 4}).map(String), fc.integer({min: 0, max: 59}).map(String));
		fc.assert(fc.property(sparse, expression => compare(expression, Date.UTC(2025, 0, 2), Date.UTC(2025, 11, 31))), {numRuns: 4});
	});

	test('around the changes of the clock, any expression', () => {
		const dense = expressions(fc.oneof(fc.constant('*'), listOf(0, 5), rangeOf(0, 23), fc.constant('*/2')), fc.oneof(listOf(0, 59), fc.constant('*/15')));
		fc.assert(fc.property(dense, fc.constantFrom(...changes), (expression, day) => {
			const middle = Date.parse(day) + 12 * hourMs;
			compare(expression, middle - 36 * hourMs, middle + 36 * hourMs);
		}), {numRuns: 30});
	});
});

const hourMs = 3_600_000;

test('from any instant the next occurrence is later, and the one before it is not skipped', () => {
	const schedule = parseSchedule('30 1,2,3 * * *', 'Europe/Berlin');
	const instants = fc.date({min: new Date('2025-03-29'), max: new Date('2025-10-28'), noInvalidDate: true});
	fc.assert(fc.property(instants, instant => {
		const next = schedule.nextAfter(instant);
		expect(next?.getTime()).toBeGreaterThan(instant.getTime());
		expect(schedule.nextAfter(new Date((next?.getTime() ?? 0) - 1))).toEqual(next);
	}), {numRuns: 300});
});

describe('a period in minutes', () => {
	test('is counted from the epoch, so that every process finds the same occurrences', () => {
		expect(everyMinutes(15).nextAfter(new Date('2025-06-01T10:07:31.5Z'))).toEqual(new Date('2025-06-01T10:15Z'));
		expect(everyMinutes(15).nextAfter(new Date('2025-06-01T10:15Z'))).toEqual(new Date('2025-06-01T10:30Z'));
	});

	test.each([0, -5, NaN])('of %d minutes never comes', minutes => {
		expect(everyMinutes(minutes).nextAfter(new Date())).toBeUndefined();
	});
});

describe('what is no schedule', () => {
	test.each(['', '* * * *', '* * * * * *', '@secondly', '61 * * * *', '0 25 * * *', 'a b c d e', '@fortnightly', '5-1 * * * *', '*/0 * * * *', '0 0 0 * *'])('"%s" is refused with what to write', expression => {
		expect(() => parseSchedule(expression, 'UTC')).toThrow(expect.objectContaining({code: 'POLICY_INVALID', nextStep: expect.stringContaining('day of week')}) as AppError);
	});

	test('a zone that does not exist is refused', () => {
		expect(() => parseSchedule('0 0 * * *', 'Mars/Olympus')).toThrow('"Mars/Olympus" is no time zone.');
	});

	test('30 February never comes', () => {
		expect(parseSchedule('0 0 30 2 *', 'UTC').nextAfter(new Date('2025-01-01Z'))).toBeUndefined();
	});

	test.each([['@hourly', '2025-01-01T01:00'], ['@daily', '2025-01-02T00:00'], ['@WEEKLY', '2025-01-05T00:00'], ['0 9 * jan mon-fri', '2025-01-01T09:00']])('%s is one', (expression, next) => {
		expect(parseSchedule(expression, 'UTC').nextAfter(new Date('2025-01-01T00:00Z'))).toEqual(new Date(`${next}Z`));
	});
});
