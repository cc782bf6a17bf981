import type {IncomingMessage} from 'node:http';
import type {JsonValue} from '../../../core/json.js';
import {gatewayError, refuse} from './refusals.js';

const largestBody = 15 * 1_048_576;

/** Reads all of a request's body. It is read also when nobody wants it: the next request waits behind it. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
	const pieces: Buffer[] = [];
	let size = 0;
	for await (const piece of request as AsyncIterable<Buffer>) {
		size += piece.length;
		if (size > largestBody) refuse(gatewayError(413, 'Payload content length greater than maximum allowed'));
		pieces.push(piece);
	}
	return Buffer.concat(pieces);
}

/** Undefined for no body. */
export function parseBody(body: Buffer): JsonValue | undefined {
	if (body.length === 0) return undefined;
	try {
		return JSON.parse(body.toString('utf8')) as JsonValue;
	} catch {
		return refuse(gatewayError(400, 'Invalid request payload JSON format')); // What exactly is wrong with it, the real one does not tell.
	}
}
