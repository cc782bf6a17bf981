import {describe, expect, test} from 'vitest';
import {splitList, toTextArray} from '../../../source/database/text-array.js';

describe('many texts as one parameter', () => {
	test('are quoted as PostgreSQL quotes them', () => {
		expect(toTextArray(['a1', 'b,c', '{d}', 'NULL', '', 'ü 漢 😀'])).toBe('{"a1","b,c","{d}","NULL","","ü 漢 😀"}');
		expect(toTextArray([])).toBe('{}');
	});

	test.for(['a"b', 'a\\b', 'a\nb', 'a\u0001b', 'a\ud800b'])('are left to the driver where JSON would write an escape: %j', text => {
		expect(toTextArray(['plain', text])).toEqual(['plain', text]);
	});
});

test('a list that no row went into is empty', () => {
	expect(splitList(null)).toEqual([]);
	expect(splitList('7')).toEqual(['7']);
	expect(splitList('7,12')).toEqual(['7', '12']);
});
