import {isJsonObject, type JsonObject, type JsonValue} from '../../../core/json.js';
import {Draw} from '../../random.js';
import type {Fault} from '../../faults/fault.js';
import type {ElementBlock} from '../../http/answer.js';
import {toGzipPiece} from '../../http/gzip-pieces.js';
import {drifted} from '../faults/drifted.js';
import {hostile} from '../faults/hostile.js';
import {joinRecords, type BlockKeep, type RecordBlock} from './block-keep.js';

export type ChunkOptions = {
	readonly keep: BlockKeep;
	readonly faults: readonly Fault[];
	readonly seed: number;
	/** Hears how many real records are sent; second copies are counted too, things that are no records are not. */
	readonly onRecords: (count: number) => void;
};

/** A chunk as it is sent: its blocks from the keep, or written for this time with what was asked to go wrong in their records. */
export function chunkBlocks(blocks: Iterable<RecordBlock>, {keep, faults, seed, onRecords}: ChunkOptions): Iterable<ElementBlock> {
	const alter = faults.some(({kind}) => alterations.includes(kind)) ? createAlteration(faults, seed, onRecords) : undefined;
	const counted = <Counted extends {readonly count: number}>(block: Counted): Counted => {
		onRecords(block.count);
		return block;
	};
	return Iterator.from(blocks).map((block): ElementBlock => {
		if (alter === undefined) return {text: () => counted(joinRecords(block.records())).text, piece: () => counted(keep(block)).piece};
		const text = () => joinRecords(alter(block.records())).text;
		return {text, piece: () => toGzipPiece(text())};
	});
}

const alterations: readonly Fault['kind'][] = ['type-drift', 'hostile-strings', 'duplicate-records', 'not-records'];
const nonRecords: readonly JsonValue[] = [42, null, 'text', [], {}, true];

/** What goes wrong in the records of one chunk; it is asked for them in their order. */
function createAlteration(faults: readonly Fault[], seed: number, onRecords: (count: number) => void): (records: Iterable<string>) => Iterable<string> {
	const changes = faults.flatMap(fault => changeOf(fault));
	const copies = faults.find(fault => fault.kind === 'duplicate-records')?.count ?? 0;
	const strangers = faults.find(fault => fault.kind === 'not-records')?.count ?? 0;
	const draw = new Draw(seed, 'chunk faults', 0);
	let place = 0;
	return function* (records) {
		for (const record of records) {
			onRecords(1);
			yield changes.reduce((text, {share, change}) => (draw.chance(share) ? changed(text, object => change(object, draw)) : text), record);
			if (place < copies) {
				onRecords(1);
				yield changed(record, object => laterCopy(object));
			}
			if (place < strangers) yield JSON.stringify(nonRecords[place % nonRecords.length]);
			place += 1;
		}
	};
}

type Change = {readonly share: number; readonly change: (record: JsonObject, draw: Draw) => JsonObject | string};

function changeOf(fault: Fault): readonly Change[] {
	if (fault.kind === 'type-drift') return [{share: fault.share, change: drifted}];
	if (fault.kind === 'hostile-strings') return [{share: fault.share, change: hostile}];
	return [];
}

function changed(text: string, change: (record: JsonObject) => JsonObject | string): string {
	const record: JsonValue = JSON.parse(text) as JsonValue;
	if (!isJsonObject(record)) return text;
	const result = change(record);
	return typeof result === 'string' ? result : JSON.stringify(result);
}

/** The same record as it was a moment later: a name or an output differs. */
function laterCopy(record: JsonObject): JsonObject {
	if (record['output'] !== undefined) return {...record, output: 'Seen again while the export ran.', last_found: record['indexed'] ?? null};
	return {...record, hostnames: ['renamed-while-exported']};
}
