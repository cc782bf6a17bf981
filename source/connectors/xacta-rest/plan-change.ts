import {toCanonicalJson, type JsonObject, type JsonValue} from '../../core/json.js';
import type {DateCodec} from './date-codec.js';
import {milestonesField, personField, type FieldShape} from './fields.js';
import {findWord} from './words.js';

export type ChangeOptions = {
	readonly shapes: readonly FieldShape[];
	readonly codec: DateCodec;
	readonly isCreate: boolean;
	/** Names beside the shapes that are taken as they are. */
	readonly others: readonly string[];
};

/** What is to change, in our names and the API's own spelling; `wire` is the same in its names and values. */
export type PlannedChange = {readonly wanted: JsonObject; readonly wire: JsonObject; readonly problems: readonly string[]};

/** Reads the changes of a write. `problems` are sentences, one for each field that cannot be written so. Pure. */
export function planChange(changes: JsonObject, {shapes, codec, isCreate, others}: ChangeOptions): PlannedChange {
	const wanted: Record<string, JsonValue> = {};
	const wire: Record<string, JsonValue> = {};
	const problems: string[] = [];
	for (const [name, value] of Object.entries(changes)) {
		const shape = shapes.find(known => known.name === name);
		if (others.includes(name)) wanted[name] = value === '' ? null : value;
		else if (shape === undefined || shape.isWritable === false || (shape.isWritable === 'create' && !isCreate)) problems.push(`"${name}" cannot be written.`);
		else {
			const read = readValue(shape, value);
			if ('problem' in read) problems.push(`"${name}" ${read.problem}.`);
			else {
				wanted[name] = read.value;
				wire[shape.wire] = shape.kind === 'day' && typeof read.value === 'string' ? codec.toSeconds(read.value) : read.value;
			}
		}
	}
	return {wanted, wire, problems};
}

/** The API keeps nothing and the empty text apart nowhere: both are null here. */
function readValue({kind, words}: FieldShape, value: JsonValue): {readonly value: JsonValue} | {readonly problem: string} {
	if (value === null || value === '') return {value: null};
	if (typeof value !== 'string') return {problem: 'takes text'};
	if (kind === 'day') return isDay(value) ? {value} : {problem: `takes a day such as 2026-11-30, not ${JSON.stringify(value)}`};
	if (kind === 'id') return /^\d{1,15}$/.test(value) ? {value} : {problem: 'takes a number'};
	if (words === undefined) return {value};
	const word = findWord(words, value);
	return word === undefined ? {problem: `takes ${words.words.join(', ')}, not ${JSON.stringify(value.slice(0, 60))}`} : {value: word};
}

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);

/** Whether two values mean the same to the API: nothing and the empty text do. */
export const isSame = (left: JsonValue | undefined, right: JsonValue | undefined): boolean => toCanonicalJson(blankToNull(left)) === toCanonicalJson(blankToNull(right));

const blankToNull = (value: JsonValue | undefined): JsonValue => (value === undefined || value === '' ? null : value);

/**
 * The whole record as a write must send it, because what is left out is cleared: everything that the API showed and takes
 * back, also what this version of Parley does not know, with the changes over it.
 */
export function mergeRecord(shown: JsonObject, readOnly: ReadonlySet<string>, changes: JsonObject): JsonObject {
	const kept = Object.entries(shown).filter(([name, value]) => !readOnly.has(name) && value !== null);
	return {...Object.fromEntries(kept), ...changes};
}

export const poamOthers: readonly string[] = [personField, milestonesField];
