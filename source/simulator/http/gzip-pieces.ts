import {constants, crc32, deflateRawSync} from 'node:zlib';
import {appendCrc32} from './append-crc32.js';

/** A text that was compressed by itself, up to a border at which nothing before it matters. */
export type GzipPiece = {
	readonly deflated: Buffer;
	/** The CRC-32 and the length in bytes of the text. */
	readonly sum: number;
	readonly length: number;
};

export function toGzipPiece(text: string): GzipPiece {
	const bytes = Buffer.from(text);
	// In this thread: handing a piece over to another one and back takes longer than compressing it.
	const deflated = deflateRawSync(bytes, {level: 1, finishFlush: constants.Z_FULL_FLUSH});
	// Copied into memory of its own: what zlib gives is a small part of a pool, all of which would be kept with it.
	const own = Buffer.allocUnsafeSlow(deflated.length);
	own.set(deflated);
	return {deflated: own, sum: crc32(bytes), length: bytes.length};
}

const header = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
const lastBlock = Buffer.from([3, 0]);
/** What is handed on at once, in bytes: a stream takes as long for a few bytes as for many. */
const batchBytes = 65_536;

/** One gzip stream (RFC 1952) of these pieces, in batches. A piece that was compressed before costs next to nothing. */
export function* gzipPieces(pieces: Iterable<GzipPiece>): Generator<Buffer> {
	let batch: Buffer[] = [header];
	let [batched, sum, length] = [0, 0, 0];
	for (const piece of pieces) {
		sum = appendCrc32(sum, piece.sum, piece.length);
		length += piece.length;
		batch.push(piece.deflated);
		batched += piece.deflated.length;
		if (batched < batchBytes) continue;
		yield Buffer.concat(batch);
		[batch, batched] = [[], 0];
	}
	const trailer = Buffer.alloc(8);
	trailer.writeUInt32LE(sum, 0);
	trailer.writeUInt32LE(length % 2 ** 32, 4);
	yield Buffer.concat([...batch, lastBlock, trailer]);
}
