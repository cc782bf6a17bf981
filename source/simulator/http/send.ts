import type {ServerResponse} from 'node:http';
import {Readable} from 'node:stream';
import {pipeline} from 'node:stream/promises';
import {gzipSync} from 'node:zlib';
import {jsonType} from './answer.js';
import type {Answer, AnswerBody} from './answer.js';
import {gzipPieces} from './gzip-pieces.js';

export type Wire = {
	readonly response: ServerResponse;
	readonly headers: ReadonlyArray<readonly [string, string]>;
	readonly acceptsGzip: boolean;
};

/** Smaller bodies are not worth compressing. */
const gzipFrom = 1024;
/** Records are written in pieces of about this size, so that neither side holds a chunk of hundreds of megabytes. */
const batchSize = 65_536;

/** Puts an answer on the wire. Resolves when it was handed over, rejects when the client went away. */
export async function send(answer: Answer, wire: Wire): Promise<void> {
	writeHead(answer, wire);
	if (answer.body.kind === 'records') {
		await sendRecords(answer.body, wire);
		return;
	}
	const text = textOf(answer.body);
	const body = wire.acceptsGzip && text.length >= gzipFrom ? gzipSync(text, {level: 1}) : Buffer.from(text);
	if (body.length !== Buffer.byteLength(text)) wire.response.setHeader('Content-Encoding', 'gzip');
	wire.response.setHeader('Content-Length', body.length);
	wire.response.end(body);
}

/** Sets the status and all headers but those that say how long the body is. */
export function writeHead({status, headers = {}, body}: Answer, {response, headers: common}: Wire): void {
	response.statusCode = status;
	for (const [name, value] of common) response.appendHeader(name, value);
	for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
	const type = body.kind === 'json' ? body.contentType ?? jsonType : body.contentType;
	if (type !== undefined) response.setHeader('Content-Type', type);
}

/** The whole body as one text. */
export function textOf(body: AnswerBody): string {
	switch (body.kind) {
		case 'json': return JSON.stringify(body.value);
		case 'text': return body.text;
		case 'records': return [...batches(body.pieces)].join('');
		case 'empty': return '';
	}
}

async function sendRecords(body: Extract<AnswerBody, {kind: 'records'}>, {response, acceptsGzip}: Wire): Promise<void> {
	if (acceptsGzip) response.setHeader('Content-Encoding', 'gzip');
	const texts = batches(body.pieces);
	await pipeline(Readable.from(acceptsGzip ? gzipPieces(texts) : texts, {objectMode: false}), response);
	body.onSent();
}

/** The text of a JSON array, in batches. */
function* batches(pieces: Iterable<string>): Generator<string, void, undefined> {
	let batch = '[';
	let isFirst = true;
	for (const piece of pieces) {
		batch += isFirst ? piece : `,${piece}`;
		isFirst = false;
		if (batch.length < batchSize) continue;
		yield batch;
		batch = '';
	}
	yield `${batch}]`;
}
