import type {IncomingMessage} from 'node:http';
import {TLSSocket} from 'node:tls';
import {isJsonObject, type JsonObject, type JsonValue} from '../../../core/json.js';
import type {InstanceSettings} from '../settings.js';
import {refuse} from './envelope.js';

export type GuardParts = {readonly settings: InstanceSettings; readonly apiKey: () => string};

const largestBody = 15 * 1_048_576;

export function headerOf(request: IncomingMessage, name: string): string | undefined {
	const value = request.headers[name];
	return Array.isArray(value) ? value[0] : value;
}

/** Where the connection is encrypted, a client shows a certificate that the instance trusts: 403 else. */
export function checkCertificate({socket}: IncomingMessage): void {
	if (socket instanceof TLSSocket && !socket.authorized) refuse(403, 'The client certificate is not trusted');
}

export function checkKey(request: IncomingMessage, {apiKey}: GuardParts): void {
	if (headerOf(request, 'api-key') !== apiKey()) refuse(401, 'The API key is missing or is not the one of this certificate');
}

/** For whom a client writes: 401 when it does not say, 403 when that user has not allowed it. */
export function checkUser(request: IncomingMessage, {settings}: GuardParts): string {
	const user = headerOf(request, 'user-uid') ?? '';
	if (user === '' && settings.requiresUserUid) refuse(401, 'The header user-uid is required');
	if (settings.usersWithoutConsent.includes(user)) refuse(403, `User ${user} has not allowed this client to act for them`);
	return user === '' ? 'api' : user;
}

/** Reads the whole body, also when nobody wants it: the next request waits behind it. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
	const pieces: Buffer[] = [];
	let size = 0;
	for await (const piece of request as AsyncIterable<Buffer>) {
		size += piece.length;
		if (size > largestBody) refuse(490, 'API Rule Failed: too much data in one request');
		pieces.push(piece);
	}
	return Buffer.concat(pieces);
}

/** The items of a write: 411 without a length, 400 for what is no array of objects, 490 for too many. */
export function readItems(request: IncomingMessage, body: Buffer, {settings}: GuardParts): readonly JsonObject[] {
	if (headerOf(request, 'content-length') === undefined) refuse(411);
	const items = parse(body);
	if (!Array.isArray(items) || !(items as readonly JsonValue[]).every(item => isJsonObject(item))) refuse(400, 'The request body must be a JSON array of objects');
	if (items.length > settings.maxBatch) refuse(490, 'API Rule Failed: too much data in one request');
	return items as readonly JsonObject[];
}

function parse(body: Buffer): JsonValue {
	try {
		return JSON.parse(body.toString('utf8')) as JsonValue;
	} catch {
		return refuse(400, 'The request body is not JSON');
	}
}
