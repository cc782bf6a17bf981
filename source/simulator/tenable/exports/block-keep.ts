import {toGzipPiece, type GzipPiece} from '../../http/gzip-pieces.js';

/** The records of some assets, written when they are asked for. Blocks of one name and version have the same. */
export type RecordBlock = {readonly name: string; readonly version: string; readonly records: () => Iterable<string>};

export type KeptBlock = {readonly piece: GzipPiece; /** How many records it holds. */ readonly count: number};

/** Gives a block compressed, and keeps it as the files are kept that the real one writes. */
export type BlockKeep = (block: RecordBlock) => KeptBlock;

/** In bytes: the compressed text, and roughly what an entry takes besides. */
const sizeOf = (block: KeptBlock | undefined): number => (block === undefined ? 0 : block.piece.deflated.length + 500);

/** Of each name the last version is kept. Beyond `limitBytes` those go that were asked for longest ago. */
export function createBlockKeep(limitBytes: number): BlockKeep {
	const kept = new Map<string, KeptBlock & {readonly version: string}>();
	let bytesKept = 0;
	const drop = (name: string): void => {
		bytesKept -= sizeOf(kept.get(name));
		kept.delete(name);
	};
	return ({name, version, records}) => {
		const before = kept.get(name);
		const block = before?.version === version ? before : {version, ...compressed(records())};
		drop(name);
		kept.set(name, block);
		bytesKept += sizeOf(block);
		for (const oldest of kept.keys()) {
			if (bytesKept <= limitBytes) break;
			drop(oldest);
		}
		return block;
	};
}

function compressed(records: Iterable<string>): KeptBlock {
	const {text, count} = joinRecords(records);
	return {piece: toGzipPiece(text), count};
}

/** Records with commas between them. */
export function joinRecords(records: Iterable<string>): {readonly text: string; readonly count: number} {
	let text = '';
	let count = 0;
	for (const record of records) text += count++ === 0 ? record : `,${record}`;
	return {text, count};
}
