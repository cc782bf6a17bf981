import type {IncomingMessage} from 'node:http';
import type {LookupFunction} from 'node:net';
import {Readable} from 'node:stream';
import {rootCertificates} from 'node:tls';
import type {BodyLimits} from './body-meter.js';
import {acceptedEncodings, decodeBody} from './decode-body.js';
import {createGuardedLookup} from './guarded-lookup.js';
import {AttemptError} from './http-failure.js';
import {toNetworkFailure} from './network-failure.js';

// Not imported: that reads every name which the module has, and one of them loads all of Node's own fetch, 25 ms.
const {Agent: HttpAgent, request: httpRequest} = process.getBuiltinModule('node:http');
const {Agent: HttpsAgent, request: httpsRequest} = process.getBuiltinModule('node:https');

export type TransportOptions = {
	/** PEM texts. `ca` is trusted beside the authorities that come with Node. */
	readonly ca?: string;
	readonly clientCertificate?: string;
	readonly clientKey?: string;
	/** All requests go through this HTTP proxy; when it is down there is no way around it. */
	readonly proxyUrl?: string;
	readonly lookup?: LookupFunction;
};

export type TransportCall = {readonly request: Request; readonly signal: AbortSignal; readonly limits: BodyLimits};

/**
 * A `fetch` on Node's own http. Unlike the global one it takes certificates and a proxy for each connection, checks the
 * address that it connects to, counts bytes before and after decompression, never follows a redirect, and knows whether
 * a request that failed can have reached the server. Rejects with an AttemptError, or with the signal's reason.
 */
export type Transport = {
	readonly fetch: (call: TransportCall) => Promise<Response>;
	/** Closes all sockets. */
	readonly close: () => void;
};

const bodilessStatuses: ReadonlySet<number> = new Set([204, 205, 304]);

export function createTransport(options: TransportOptions = {}): Transport {
	const shared = {
		keepAlive: true,
		maxSockets: 8,
		lookup: options.lookup ?? createGuardedLookup(),
		...(options.proxyUrl !== undefined && {proxyEnv: {http_proxy: options.proxyUrl, https_proxy: options.proxyUrl}}),
	};
	const httpAgent = new HttpAgent(shared);
	const httpsAgent = new HttpsAgent({
		...shared,
		minVersion: 'TLSv1.2',
		...(options.ca !== undefined && {ca: [...rootCertificates, options.ca]}),
		...(options.clientCertificate !== undefined && {cert: options.clientCertificate}),
		...(options.clientKey !== undefined && {key: options.clientKey}),
	});

	return {
		async fetch({request, signal, limits}) {
			const body = request.body === null ? undefined : Buffer.from(await request.arrayBuffer());
			const isTls = request.url.startsWith('https:');
			const headers = {
				...Object.fromEntries(request.headers),
				'accept-encoding': acceptedEncodings,
				...(body !== undefined && {'content-length': body.length}),
			};
			const {promise, resolve, reject} = Promise.withResolvers<IncomingMessage>();
			const abort = AbortSignal.any([request.signal, signal]);
			const outgoing = (isTls ? httpsRequest : httpRequest)(request.url, {method: request.method, headers, agent: isTls ? httpsAgent : httpAgent, signal: abort});
			let wasSent = false;
			outgoing.once('socket', socket => {
				// On a socket that was kept alive even a reset may come after the server acted.
				if (outgoing.reusedSocket || (!socket.connecting && !socket.destroyed)) wasSent = true;
				else socket.once(isTls ? 'secureConnect' : 'connect', () => (wasSent = true));
			});
			outgoing.once('response', resolve);
			outgoing.on('error', error => reject(abort.aborted ? abort.reason : new AttemptError(toNetworkFailure(error, wasSent), error)));
			outgoing.end(body);
			return toResponse(await promise, limits);
		},
		close() {
			httpAgent.destroy();
			httpsAgent.destroy();
		},
	};
}

function toResponse(message: IncomingMessage, limits: BodyLimits): Response {
	const status = message.statusCode ?? 0;
	if (status < 200 || status > 599) {
		message.destroy();
		throw new AttemptError({kind: 'payload', problem: 'malformed', detail: `its status is ${status}`, sample: ''});
	}

	const headers = new Headers();
	for (const [name, values = []] of Object.entries(message.headersDistinct)) for (const value of values) headers.append(name, value);
	const init = {status, statusText: message.statusMessage ?? '', headers};
	if (bodilessStatuses.has(status)) {
		message.resume();
		return new Response(null, init);
	}

	// Node's own web streams are what Response takes; only their type declarations differ.
	return new Response(Readable.toWeb(decodeBody(message, limits)) as unknown as ReadableStream, init);
}
