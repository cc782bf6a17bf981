import {crc32} from 'node:zlib';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {appendCrc32} from '../../../source/simulator/http/append-crc32.js';

test('two sums become the one of both texts, wherever they are split', () => {
	fc.assert(fc.property(fc.uint8Array({maxLength: 5000}), fc.nat(), (bytes, at) => {
		const [first, second] = [bytes.subarray(0, at % (bytes.length + 1)), bytes.subarray(at % (bytes.length + 1))];
		expect(appendCrc32(crc32(first), crc32(second), second.length)).toBe(crc32(bytes));
	}));
});

test('also when the second is long', () => {
	const long = Buffer.alloc(70_000_001, 'finding ');
	expect(appendCrc32(crc32('first'), crc32(long), long.length)).toBe(crc32(long, crc32('first')));
});
