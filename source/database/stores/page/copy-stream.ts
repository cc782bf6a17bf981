import {Readable} from 'node:stream';

/** Small, so that the server has something to do at once; a connection takes many of them ahead of the server. */
const pieceLength = 32_768;

/** COPY text, one line a record, written piece by piece as the server takes it. */
export const toCopyStream = <T>(records: readonly T[], toLine: (record: T, index: number) => string): Readable =>
	Readable.from(toPieces(records, toLine), {highWaterMark: 1});

function* toPieces<T>(records: readonly T[], toLine: (record: T, index: number) => string): Generator<Buffer> {
	let piece = '';
	for (const [index, record] of records.entries()) {
		piece += `${toLine(record, index)}\n`;
		if (piece.length < pieceLength) continue;
		yield Buffer.from(piece);
		piece = '';
	}
	if (piece !== '') yield Buffer.from(piece);
}
