import {gunzipSync} from 'node:zlib';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {gzipPieces} from '../../../source/simulator/http/gzip-pieces.js';

const compress = (texts: readonly string[]): Buffer => Buffer.concat([...gzipPieces(texts)]);

test('texts become one gzip stream of all of them, also those that were sent before', () => {
	fc.assert(fc.property(fc.array(fc.oneof(fc.string({unit: 'binary'}), fc.constantFrom('', 'x'.repeat(10_000), '{"id":1},')), {maxLength: 5}), texts => {
		expect(gunzipSync(compress(texts)).equals(Buffer.from(texts.join('')))).toBe(true);
		expect(gunzipSync(compress([...texts, ...texts])).equals(Buffer.from(texts.join('').repeat(2)))).toBe(true);
	}), {numRuns: 50});
});

test('and are smaller than they were', () => {
	expect(compress(['{"id":1},'.repeat(10_000)]).length).toBeLessThan(1000);
});
