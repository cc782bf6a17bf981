import type {JsonValue} from '../../core/json.js';
import {createArrayReader, type ArrayElement} from './array-reader.js';
import {sampleLength, toSample} from './body-sample.js';
import {AttemptError, type PayloadProblem} from './http-failure.js';
import {parseJson} from './parse-json.js';

/** How the body of a good answer becomes a value. */
export type BodyReader<Value> = {
	/** Media types that may hold such a body; an answer of another type is refused. Empty: the body does not matter. */
	readonly mediaTypes: readonly string[];
	/** The largest body, decompressed, in bytes. */
	readonly maxBytes: number;
	/** Throws AttemptError when the body is not what it should be. */
	readonly read: (body: AsyncIterable<Uint8Array>) => Promise<BodyContent<Value>>;
};

/** `log` is what the record of the call keeps of the body. */
export type BodyContent<Value> = {readonly value: Value; readonly log: JsonValue};

export type JsonArray<Item> = {readonly items: readonly Item[]; readonly bytes: number};

const megabyte = 1024 * 1024;

/** One JSON document, small enough to be held; `parse` throws AttemptError when it is not what it should be. */
export function json(): BodyReader<JsonValue>;
export function json<Value>(parse: (body: JsonValue) => Value): BodyReader<Value>;
export function json(parse: (body: JsonValue) => unknown = body => body): BodyReader<unknown> {
	return {
		mediaTypes: ['application/json'],
		maxBytes: 16 * megabyte,
		async read(body) {
			const text = (await collect(body)).toString('utf8');
			if (text.trim() === '') throw badPayload('empty', 'its body is empty', '');
			const document = parseDocument(text);
			return {value: parse(document), log: document};
		},
	};
}

/** A JSON array of any length, parsed while it arrives; `take` is what is kept of an element, asked while its value is at hand. What cannot be read of it does not hurt the other elements. */
export function jsonArray<Item>(mediaTypes: readonly string[], take: (element: ArrayElement) => Item, maxBytes = 512 * megabyte): BodyReader<JsonArray<Item>> {
	return {
		mediaTypes,
		maxBytes,
		async read(body) {
			const reader = createArrayReader();
			const items: Item[] = [];
			let bytes = 0;
			let beginning = '';
			try {
				for await (const piece of body) {
					const buffer = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
					bytes += buffer.length;
					if (beginning.length < sampleLength) beginning += buffer.toString('utf8', 0, sampleLength);
					for (const element of reader.push(buffer)) items.push(take(element));
				}

				for (const element of reader.end()) items.push(take(element));
			} catch (error) {
				if (!(error instanceof SyntaxError)) throw error;
				if (beginning.trim() === '') throw badPayload('empty', 'its body is empty', '', error);
				throw badPayload('malformed', 'its body is not a whole JSON array', beginning, error);
			}

			return {value: {items, bytes}, log: {bytes, elements: items.length}};
		},
	};
}

/** An answer whose status says it all. */
export function nothing(): BodyReader<undefined> {
	return {
		mediaTypes: [],
		maxBytes: megabyte,
		async read(body) {
			const {length} = await collect(body);
			return {value: undefined, log: {bytes: length}};
		},
	};
}

function parseDocument(text: string): JsonValue {
	try {
		return parseJson(text).value;
	} catch (error) {
		throw badPayload('malformed', 'its body is not whole JSON', text, error);
	}
}

async function collect(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
	const pieces: Uint8Array[] = [];
	for await (const piece of body) pieces.push(piece);
	return Buffer.concat(pieces);
}

function badPayload(problem: PayloadProblem, detail: string, body: string, cause?: unknown): AttemptError {
	return new AttemptError({kind: 'payload', problem, detail, sample: toSample(body)}, cause);
}
