import {describe, expect, test} from 'vitest';
import {FingerprintSet} from '../../../../source/sync/inbound/fingerprint-set.js';

describe('a set of fingerprints', () => {
	test('has what was put in and nothing else, through every growth', () => {
		const set = new FingerprintSet();
		for (let index = 0; index < 20_000; index++) set.add(`record ${index}`);
		const wrong: string[] = [];
		for (let index = 0; index < 20_000; index++) {
			if (!set.has(`record ${index}`)) wrong.push(`lost ${index}`);
			if (set.has(`stranger ${index}`)) wrong.push(`invented ${index}`);
		}
		expect(wrong).toEqual([]);
	});

	test('takes the same text twice as one', () => {
		const set = new FingerprintSet();
		for (let time = 0; time < 5000; time++) set.add('the same');
		expect([set.has('the same'), set.has('')]).toEqual([true, false]);
	});
});
