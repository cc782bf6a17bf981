import fc from 'fast-check';
import {expect, test} from 'vitest';
import {formatChunkSet, parseChunkSet} from '../../../../source/connectors/tenable/chunk-set.js';

test('a set of chunks survives being written and read', () => {
	fc.assert(fc.property(fc.uniqueArray(fc.nat(3000)), chunks => {
		expect([...parseChunkSet(formatChunkSet(new Set(chunks))) ?? []].sort((left, right) => left - right)).toEqual([...chunks].sort((left, right) => left - right));
	}));
});

test('ten thousand chunks in a row take a few characters', () => {
	expect(formatChunkSet(new Set(Array.from({length: 10_000}, (_, index) => 10_000 - index)))).toBe('1-10000');
	expect(formatChunkSet(new Set([5, 1, 2, 3, 7]))).toBe('1-3,5,7');
	expect(formatChunkSet(new Set())).toBe('');
});

test.each([['a'], ['1,'], ['1-'], ['-1'], ['1-999999999'], ['1;2'], ['9999999999']])('%j is no set', text => {
	expect(parseChunkSet(text)).toBeUndefined();
});
