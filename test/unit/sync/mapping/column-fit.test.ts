import {describe, expect, test} from 'vitest';
import {compileColumnFit} from '../../../../source/sync/mapping/column-fit.js';

describe('a column of two decimals', () => {
	const {keep = value => value, refuse} = compileColumnFit({scale: 2, maxMagnitude: 1000});
	test.each([
		[7.25, 7.25], [1.005, 1.01], [-1.005, -1.01], [2.675, 2.68], [1e-7, 0], [-1e-7, 0], [999.994, 999.99], [1e22, 1e22], [3, 3], [null, null], ['1.005', '1.005'],
	])('keeps of %j %j, as PostgreSQL does', (value, kept) => {
		expect(keep(value)).toBe(kept);
	});

	test('refuses what it would round beyond its end', () => {
		expect(refuse(keep(999.994))).toBeUndefined();
		expect(refuse(keep(999.996))).toMatch(/ends below 1000/);
	});
});

test('a column of days keeps the day of a time, and nothing else of a text', () => {
	const {keep = value => value} = compileColumnFit({holdsDays: true});
	expect(['2026-11-30T14:00:00.000Z', '2026-11-30', 'soon', null].map(keep)).toEqual(['2026-11-30T00:00:00.000Z', '2026-11-30', 'soon', null]);
});

describe('a column of type real', () => {
	const {keep = value => value, refuse} = compileColumnFit({holdsSingles: true});
	test.each([
		[7.25, 7.25], [0.1, 0.1], [-0.1, -0.1], [1234.56789, 1234.5679], [16_777_217, 16_777_216], [1e-45, 1e-45], [1e-50, 0], [-1e-50, 0], [3.4028235e38, 3.4028235e38], [null, null], ['0.1', '0.1'],
	])('keeps of %j %j, as PostgreSQL does', (value, kept) => {
		expect(keep(value)).toBe(kept);
	});

	test('refuses what is beyond its end', () => {
		expect(refuse(keep(3.4028235e38))).toBeUndefined();
		expect(refuse(keep(-1e39))).toMatch(/type real/);
	});
});

test('a text is as long as its characters, not as its halves', () => {
	const {refuse} = compileColumnFit({maxLength: 2});
	expect([refuse('😀😀'), refuse('abc')]).toEqual([undefined, 'is longer than the 2 characters of its column']);
});
