import {hash} from 'node:crypto';
import {constants, crc32, deflateRawSync} from 'node:zlib';

/** Compressed pieces that are kept, in bytes: the files that the real one keeps of its last exports. */
const keptBytes = 32 * 1024 * 1024;
const header = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
const lastBlock = Buffer.from([3, 0]);

/**
 * One gzip stream (RFC 1952) of these texts. Each is compressed by itself, up to a border at which nothing before it matters,
 * so that a text which was sent before need not be compressed again: most of what a simulator would otherwise spend.
 */
export function* gzipPieces(texts: Iterable<string>): Generator<Buffer> {
	yield header;
	let [sum, length] = [0, 0];
	for (const text of texts) {
		const bytes = Buffer.from(text);
		sum = crc32(bytes, sum);
		length += bytes.length;
		yield compress(bytes);
	}
	yield lastBlock;
	const trailer = Buffer.alloc(8);
	trailer.writeUInt32LE(sum, 0);
	trailer.writeUInt32LE(length % 2 ** 32, 4);
	yield trailer;
}

/** By the digest of what they hold, the one that was asked for longest ago first. */
const kept = new Map<string, Buffer>();
let bytesKept = 0;

function compress(bytes: Buffer): Buffer {
	const key = hash('sha1', bytes, 'base64');
	const known = kept.get(key);
	if (known !== undefined) {
		kept.delete(key);
		kept.set(key, known);
		return known;
	}
	// In this thread: handing a piece over to another one and back takes longer than compressing it.
	const compressed = deflateRawSync(bytes, {level: 1, finishFlush: constants.Z_FULL_FLUSH});
	keep(key, compressed);
	return compressed;
}

function keep(key: string, compressed: Buffer): void {
	bytesKept += compressed.length;
	kept.set(key, compressed);
	for (const [oldest, {length}] of kept) {
		if (bytesKept <= keptBytes) return;
		kept.delete(oldest);
		bytesKept -= length;
	}
}
