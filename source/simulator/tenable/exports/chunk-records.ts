import type {JsonObject, JsonValue} from '../../../core/json.js';
import {isJsonObject} from '../../../core/json.js';
import {Draw} from '../../random.js';
import type {Fault} from '../../faults/fault.js';
import {drifted} from '../faults/drifted.js';
import {hostile} from '../faults/hostile.js';

const nonRecords: readonly JsonValue[] = [42, null, 'text', [], {}, true];

/**
 * The texts of a chunk's records with what was asked to go wrong in them. `onRecord` hears of each real record that is sent;
 * second copies are counted too, things that are no records are not.
 */
export function* chunkRecords(pieces: Iterable<string>, faults: readonly Fault[], seed: number, onRecord: () => void): Iterable<string> {
	const alterations = faults.flatMap(fault => alterationOf(fault));
	const copies = faults.find(fault => fault.kind === 'duplicate-records')?.count ?? 0;
	const strangers = faults.find(fault => fault.kind === 'not-records')?.count ?? 0;
	const draw = new Draw(seed, 'chunk faults', 0);
	let place = 0;
	for (const piece of pieces) {
		const altered = alterations.reduce((text, {share, change}) => (draw.chance(share) ? changed(text, object => change(object, draw)) : text), piece);
		onRecord();
		yield altered;
		if (place < copies) {
			onRecord();
			yield changed(piece, object => laterCopy(object));
		}
		if (place < strangers) yield JSON.stringify(nonRecords[place % nonRecords.length]);
		place += 1;
	}
}

type Alteration = {readonly share: number; readonly change: (record: JsonObject, draw: Draw) => JsonObject | string};

function alterationOf(fault: Fault): readonly Alteration[] {
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
