import {gunzipSync} from 'node:zlib';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {gzipPieces, toGzipPiece, type GzipPiece} from '../../../source/simulator/http/gzip-pieces.js';

const compress = (pieces: readonly GzipPiece[]): Buffer => Buffer.concat([...gzipPieces(pieces)]);

test('pieces become one gzip stream of all their texts, also those that were sent before', () => {
	fc.assert(fc.property(fc.array(fc.oneof(fc.string({unit: 'binary'}), fc.constantFrom('', 'x'.repeat(10_000), '{"id":1},')), {maxLength: 5}), texts => {
		const pieces = texts.map(toGzipPiece);
		expect(gunzipSync(compress(pieces)).equals(Buffer.from(texts.join('')))).toBe(true);
		expect(gunzipSync(compress([...pieces, ...pieces])).equals(Buffer.from(texts.join('').repeat(2)))).toBe(true);
	}), {numRuns: 50});
});

test('and are smaller than they were', () => {
	expect(compress([toGzipPiece('{"id":1},'.repeat(10_000))]).length).toBeLessThan(1000);
});

test('are handed on in batches, however many and short they are', () => {
	const short = toGzipPiece('{"id":1},');
	expect([...gzipPieces(Array.from({length: 50_000}, () => short))].length).toBeLessThan(50);
});
