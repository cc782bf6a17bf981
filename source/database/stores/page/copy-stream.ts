import {Readable} from 'node:stream';
import type {RecordDraft} from '../../../core/stores/page-store.js';
import {characterBytes} from './draft-writer.js';

/** Small, so that the server has something to do at once; a connection takes many of them ahead of the server. */
const pieceBytes = 32_768;
const lineFeed = 0x0a;

/** Which part of a draft is a line, and what stands before it. */
export type CopyLine = {readonly from: 'start' | 'linkAt'; readonly to: 'linkAt' | 'end'; readonly toBeginning: (index: number) => string};

/** COPY text, one line a draft, written piece by piece as the server takes it. */
export const toCopyStream = (drafts: readonly RecordDraft[], line: CopyLine): Readable =>
	Readable.from(toPieces(drafts, line), {highWaterMark: 1});

function* toPieces(drafts: readonly RecordDraft[], {from, to, toBeginning}: CopyLine): Generator<Buffer> {
	let piece = Buffer.allocUnsafeSlow(pieceBytes);
	let used = 0;
	for (const [index, draft] of drafts.entries()) {
		const beginning = toBeginning(index);
		const most = beginning.length * characterBytes + draft[to] - draft[from] + 1;
		if (used + most > piece.length) {
			if (used > 0) yield piece.subarray(0, used);
			piece = Buffer.allocUnsafeSlow(Math.max(pieceBytes, most));
			used = 0;
		}
		used += piece.write(beginning, used);
		used += draft.bytes.copy(piece, used, draft[from], draft[to]);
		piece[used++] = lineFeed;
	}
	if (used > 0) yield piece.subarray(0, used);
}
