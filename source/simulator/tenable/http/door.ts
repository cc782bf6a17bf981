import type {IncomingMessage, ServerResponse} from 'node:http';
import type {Clock} from '../../../core/process/clock.js';
import {Draw} from '../../random.js';
import {beforeHandling, deliver} from '../../faults/deliver.js';
import type {Fault} from '../../faults/fault.js';
import type {FaultDesk} from '../../faults/fault-desk.js';
import type {Ledger} from '../ledger.js';
import type {Tenant} from '../state/tenant.js';
import {Refused, type Answer} from '../../http/answer.js';
import {isSamePair, parseApiKeys, type KeyPair} from './auth.js';
import {commonHeaders} from './common-headers.js';
import {createRateLimit} from './rate-limit.js';
import {parseBody, readBody} from './read-body.js';
import {faultAnswer, gatewayError, notFound, tooManyRequests} from './refusals.js';
import {createRouter} from '../../http/create-router.js';
import type {Route, RouteMatch} from './router.js';
import {parseSessionToken, type Sessions} from './sessions.js';
import {send, type Wire} from '../../http/send.js';

export type DoorParts = {
	readonly tenant: Tenant;
	readonly ledger: Ledger;
	readonly faults: FaultDesk;
	readonly clock: Clock;
	readonly keys: () => KeyPair;
	readonly sessions: Sessions;
	readonly routes: readonly Route[];
	readonly adminRoutes: readonly Route[];
	/** Told of what should not have happened; the client gets a 500. */
	readonly onBug: (error: unknown) => void;
};

type Incoming = {readonly request: IncomingMessage; readonly method: string; readonly url: URL; readonly body: Buffer; readonly faults: readonly Fault[]};

/** Takes requests in, lets go wrong what shall go wrong, and keeps the ledger. It never rejects: a client that left is no failure. */
export function createDoor(parts: DoorParts): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
	const {tenant, ledger, faults, clock, keys, sessions} = parts;
	const seed = tenant.organization.seed;
	const route = createRouter(parts.routes);
	const adminRoute = createRouter(parts.adminRoutes);
	const limit = createRateLimit(tenant.settings.requestsPerMinute);
	const surroundings = {clock, refusal: faultAnswer};
	let requests = 0;

	const serveAdmin = async (incoming: Incoming, wire: Wire) => {
		const match = adminRoute(incoming.method, incoming.url.pathname);
		await send(match === undefined ? notFound() : await handle(match, incoming), wire);
	};
	const guard = (match: RouteMatch | undefined, request: IncomingMessage): Answer | undefined => {
		if (match?.route.permissions === 0) return undefined;
		const isKnown = isSamePair(parseApiKeys(headerOf(request, 'x-apikeys')), keys()) || sessions.accepts(parseSessionToken(headerOf(request, 'x-cookie')));
		if (!isKnown) return gatewayError(401);
		const wait = limit(tenant.now());
		if (wait !== undefined) return tooManyRequests(String(wait));
		return match !== undefined && tenant.settings.permissions < match.route.permissions ? gatewayError(403) : undefined;
	};
	const serve = async (incoming: Incoming, wire: Wire, requestUuid: string) => {
		const {method, url, request} = incoming;
		const match = route(method, url.pathname);
		const pattern = match?.route.path ?? '(unknown)';
		const early = await beforeHandling(incoming.faults, wire, surroundings);
		if (early === 'gone') return ledger.request(method, pattern, undefined);
		const answer = early ?? guard(match, request) ?? (match === undefined ? notFound() : await handle(match, incoming));
		if (method !== 'GET') {
			ledger.write({at: new Date(tenant.now()).toISOString(), method, path: url.pathname, status: answer.status, requestUuid, body: bodyForLedger(incoming.body)});
		}
		let status: number | undefined;
		try {
			status = early === undefined ? await deliver(answer, incoming.faults, wire, surroundings) : await send(answer, wire).then(() => answer.status);
		} finally {
			ledger.request(method, pattern, status);
		}
	};
	return async (request, response) => {
		const requestUuid = new Draw(seed, 'request', requests++).hex(32);
		const acceptsGzip = tenant.settings.usesGzip && /\bgzip\b/.test(headerOf(request, 'accept-encoding') ?? '');
		const wire: Wire = {response, headers: commonHeaders(seed, requestUuid, tenant.now()), acceptsGzip};
		try {
			const url = new URL(request.url ?? '/', 'http://127.0.0.1');
			const method = request.method ?? 'GET';
			const isAdmin = url.pathname === '/_simulator' || url.pathname.startsWith('/_simulator/');
			const body = await readBody(request);
			tenant.settle();
			const incoming: Incoming = {request, method, url, body, faults: isAdmin ? [] : faults.fire(method, url.pathname)};
			await (isAdmin ? serveAdmin(incoming, wire) : serve(incoming, wire, requestUuid));
		} catch (error) {
			failSafely(error, wire, parts.onBug);
		}
	};
}

async function handle({route, params}: RouteMatch, {method, url, body, faults}: Incoming): Promise<Answer> {
	try {
		return await route.handle({method, path: url.pathname, params, query: url.searchParams, body: parseBody(body), faults});
	} catch (error) {
		if (error instanceof Refused) return error.answer;
		throw error;
	}
}

/** The client left, sent too much, or we have a bug: then it gets the 500 that the real one would send. */
function failSafely(error: unknown, wire: Wire, onBug: DoorParts['onBug']): void {
	const {response} = wire;
	const isBug = !(error instanceof Refused) && !isDisconnect(error);
	if (isBug) onBug(error);
	if (response.headersSent || response.destroyed || isDisconnect(error)) {
		response.destroy();
		return;
	}
	response.setHeader('Connection', 'close');
	void send(error instanceof Refused ? error.answer : gatewayError(500), wire);
}

const isDisconnect = (error: unknown): boolean =>
	error instanceof Error && 'code' in error && ['ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_DESTROYED', 'ECONNRESET', 'EPIPE', 'ABORT_ERR'].includes(String(error.code));

function headerOf(request: IncomingMessage, name: string): string | undefined {
	const value = request.headers[name];
	return Array.isArray(value) ? value[0] : value;
}

function bodyForLedger(body: Buffer) {
	try {
		return parseBody(body) ?? null;
	} catch {
		return body.toString('utf8').slice(0, 1000); // It was refused for not being JSON; the ledger still tells what came.
	}
}
