import type {IncomingMessage, ServerResponse} from 'node:http';
import type {JsonObject} from '../../../core/json.js';
import {beforeHandling, deliver, finder} from '../../faults/deliver.js';
import type {FaultDesk} from '../../faults/fault-desk.js';
import type {Fault} from '../../faults/fault.js';
import {Refused, type Answer} from '../../http/answer.js';
import {createRouter} from '../../http/create-router.js';
import {send, type Wire} from '../../http/send.js';
import type {Instance} from '../instance.js';
import {failure, faultAnswer, refuse} from './envelope.js';
import {checkCertificate, checkKey, checkUser, headerOf, readBody, readItems} from './guard.js';
import type {RequestLedger} from './request-ledger.js';
import type {Route} from './route.js';

export type DoorParts = {
	readonly instance: Instance;
	readonly apiKey: () => string;
	readonly ledger: RequestLedger;
	readonly faults: FaultDesk;
	readonly routes: readonly Route[];
	/** The simulator's own doors: nothing of them is in the ledger, and nothing goes wrong there. */
	readonly serveAdmin: (method: string, path: string, body: Buffer) => Answer | Promise<Answer>;
	/** Told of what should not have happened; the client gets a 500. */
	readonly onBug: (error: unknown) => void;
};

type Incoming = {readonly request: IncomingMessage; readonly method: string; readonly url: URL; readonly body: Buffer; readonly faults: readonly Fault[]};
type Done = {readonly pattern: string; readonly status: number | undefined};

/** Takes requests in, lets go wrong what shall go wrong, and keeps the ledger. It never rejects: a client that left is no failure. */
export function createDoor(parts: DoorParts): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
	const {instance: {clock}, ledger, faults} = parts;
	const surroundings = {clock, refusal: faultAnswer};
	const handle = createHandler(parts);

	const serve = async (incoming: Incoming, wire: Wire): Promise<Done> => {
		const early = await beforeHandling(incoming.faults, wire, surroundings);
		if (early === 'gone') return {pattern: incoming.url.pathname, status: undefined};
		const {pattern, answer} = early === undefined ? await handle(incoming) : {pattern: incoming.url.pathname, answer: early};
		if (answer === 'cut') {
			wire.response.socket?.resetAndDestroy();
			return {pattern, status: undefined};
		}
		return {pattern, status: await deliver(answer, early === undefined ? incoming.faults : [], wire, surroundings)};
	};
	return async (request, response) => {
		const end = ledger.begin();
		const wire: Wire = {response, headers: [['Date', clock.now().toUTCString()], ['Cache-Control', 'no-store']], acceptsGzip: /\bgzip\b/.test(headerOf(request, 'accept-encoding') ?? '')};
		const method = request.method ?? 'GET';
		let done: Done = {pattern: '(unread)', status: undefined};
		try {
			const url = new URL(request.url ?? '/', 'http://127.0.0.1');
			const body = await readBody(request);
			if (url.pathname.startsWith('/_simulator')) return await send(await parts.serveAdmin(method, url.pathname, body), wire);
			done = await serve({request, method, url, body, faults: faults.fire(method, url.pathname)}, wire);
		} catch (error) {
			failSafely(error, wire, parts.onBug);
		} finally {
			end(method, done.pattern, done.status);
		}
	};
}

type Handled = {readonly pattern: string; readonly answer: Answer | 'cut'};

function createHandler(parts: DoorParts): (incoming: Incoming) => Promise<Handled> {
	const {instance, ledger, routes, apiKey} = parts;
	const route = createRouter(routes);
	const guard = {settings: instance.settings, apiKey};
	const isKnown = (path: string): boolean => ['GET', 'POST', 'PUT', 'DELETE'].some(method => route(method, path) !== undefined);

	const work = async ({request, method, url, body, faults}: Incoming, match: ReturnType<typeof route>): Promise<Answer | 'cut'> => {
		checkCertificate(request);
		if (`${method} ${url.pathname}` === 'POST /api/api-key') return register(request);
		checkKey(request, guard);
		if (match === undefined) return isKnown(url.pathname) ? refuse(405) : refuse(404, 'Not Found');
		const call = {params: match.params, query: url.searchParams, items: [], user: 'api'};
		if (method === 'GET') return match.route.handle(call);
		const user = checkUser(request, guard);
		const items = readItems(request, body, guard);
		const cut = finder(faults)('batch-cut');
		const answer = await match.route.handle({...call, items: items.slice(0, cut?.after), user});
		keep({method, path: url.pathname, user, items}, cut === undefined ? answer.status : undefined);
		return cut === undefined ? answer : 'cut';
	};
	/** Whoever shows a trusted certificate is given its key. */
	const register = (request: IncomingMessage): Answer => {
		checkUser(request, guard);
		return {status: 200, body: {kind: 'json', value: {meta: {code: 200}, data: {'api-key': apiKey()}}}};
	};
	const keep = (write: {readonly method: string; readonly path: string; readonly user: string; readonly items: readonly JsonObject[]}, status: number | undefined) => {
		ledger.write({at: instance.clock.now().toISOString(), ...write, status});
	};
	return async incoming => {
		const match = route(incoming.method, incoming.url.pathname);
		const pattern = match?.route.path ?? '(unknown)';
		try {
			return {pattern, answer: await work(incoming, match)};
		} catch (error) {
			if (error instanceof Refused) return {pattern, answer: error.answer};
			throw error;
		}
	};
}

/** The client left, sent too much, or we have a bug: then it gets a 500. */
function failSafely(error: unknown, wire: Wire, onBug: DoorParts['onBug']): void {
	const {response} = wire;
	const hasLeft = error instanceof Error && 'code' in error && ['ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_DESTROYED', 'ECONNRESET', 'EPIPE', 'ABORT_ERR'].includes(String(error.code));
	if (!(error instanceof Refused) && !hasLeft) onBug(error);
	if (response.headersSent || response.destroyed || hasLeft) {
		response.destroy();
		return;
	}
	response.setHeader('Connection', 'close');
	void send(error instanceof Refused ? error.answer : failure(500), wire);
}
