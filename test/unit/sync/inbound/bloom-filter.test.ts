import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {BloomFilter} from '../../../../source/sync/inbound/bloom-filter.js';

describe('a Bloom filter', () => {
	test('never misses what was added', () => {
		const filter = new BloomFilter();
		fc.assert(fc.property(fc.string({unit: 'binary'}), text => {
			filter.add(text);
			expect(filter.add(text)).toBe(true);
		}), {numRuns: 1000});
	});

	test('takes hardly anything for what was not, though names differ in a digit', () => {
		const filter = new BloomFilter();
		let mistaken = 0;
		for (let index = 0; index < 200_000; index++) if (filter.add(`0e0f7a10-0000-4000-8000-${index}:${19_500 + index % 7}:443:tcp`)) mistaken++;
		expect(mistaken).toBeLessThan(3);
	});
});
