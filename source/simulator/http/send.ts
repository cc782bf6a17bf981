import type {ServerResponse} from 'node:http';
import {Readable} from 'node:stream';
import {pipeline} from 'node:stream/promises';
import {gzipSync} from 'node:zlib';
import {jsonType, type Answer, type AnswerBody, type ElementBlock} from './answer.js';
import {gzipPieces, toGzipPiece} from './gzip-pieces.js';

export type Wire = {
	readonly response: ServerResponse;
	readonly headers: ReadonlyArray<readonly [string, string]>;
	readonly acceptsGzip: boolean;
};

/** Smaller bodies are not worth compressing. */
const gzipFrom = 1024;
/** How a JSON array begins, goes on and ends: in plain, and compressed. */
const marks = {open: '[', comma: ',', close: ']'};
const pieces = {open: toGzipPiece(marks.open), comma: toGzipPiece(marks.comma), close: toGzipPiece(marks.close)};

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
		case 'records': return [...arrayTexts(body.blocks)].join('');
		case 'empty': return '';
	}
}

async function sendRecords({blocks, onSent}: Extract<AnswerBody, {kind: 'records'}>, {response, acceptsGzip}: Wire): Promise<void> {
	if (acceptsGzip) response.setHeader('Content-Encoding', 'gzip');
	const parts = acceptsGzip ? gzipPieces(inArray(Iterator.from(blocks).map(block => block.piece()), pieces)) : arrayTexts(blocks);
	await pipeline(Readable.from(parts, {objectMode: false}), response);
	onSent();
}

const arrayTexts = (blocks: Iterable<ElementBlock>): Iterable<string> => inArray(Iterator.from(blocks).map(block => block.text()), marks);

/** The blocks that are not empty, between the marks of an array. */
function* inArray<Part extends {readonly length: number}>(blocks: Iterable<Part>, {open, comma, close}: {readonly open: Part; readonly comma: Part; readonly close: Part}): Generator<Part> {
	let before = open;
	for (const block of blocks) {
		if (block.length === 0) continue;
		yield before;
		yield block;
		before = comma;
	}
	if (before === open) yield open;
	yield close;
}
