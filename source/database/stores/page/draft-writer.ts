import type {RecordDraft} from '../../../core/stores/page-store.js';

const roomBytes = 262_144;
/** What a character takes at most in UTF-8, of those that JavaScript counts as one. */
export const characterBytes = 3;

/**
 * Puts drafts side by side into large rooms outside of the heap: a page of texts is as much as V8 has in hand otherwise, and
 * the garbage collector would move each of them twice.
 */
export function createDraftWriter(): (row: string, link: string) => RecordDraft {
	let bytes: Buffer = Buffer.alloc(0);
	let used = 0;
	return (row, link) => {
		const most = (row.length + link.length) * characterBytes;
		if (used + most > bytes.length) {
			bytes = createRoom(Math.max(roomBytes, most));
			used = 0;
		}
		const start = used;
		const linkAt = start + bytes.write(row, start);
		used = linkAt + bytes.write(link, linkAt);
		return {bytes, start, linkAt, end: used};
	};
}

/**
 * V8 maps memory for a buffer that may grow, and gives it back when the buffer is let go of. Of malloc's memory, where all
 * others lie, so many that come and go leave holes: some 20 MB by the time that a load has written 200,000 records.
 */
const createRoom = (size: number): Buffer => Buffer.from(new ArrayBuffer(size, {maxByteLength: size}));
