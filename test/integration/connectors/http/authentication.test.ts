import {afterEach, describe, expect, test} from 'vitest';
import {createAnonymousAuthentication, createBearerAuthentication} from '../../../../source/connectors/http/authentication.js';
import {json} from '../../../../source/connectors/http/body-reader.js';
import type {HttpClient} from '../../../../source/connectors/http/http-client.js';
import {createSessionAuthentication, type Session} from '../../../../source/connectors/http/session-authentication.js';
import {isJsonObject, type JsonValue} from '../../../../source/core/json.js';
import {createTestClient, createTestContext, type TestContext} from './client-under-test.js';
import {answer, hang, startScriptedServer, type Script, type ScriptedServer} from './scripted-server.js';

const never = new AbortController().signal;
const password = 'a long and secret password';
const cleanups: (() => void | Promise<void>)[] = [];
afterEach(async () => {
	for (const clean of cleanups.splice(0).reverse()) await clean();
});

async function serve(...scripts: readonly Script[]): Promise<ScriptedServer> {
	const server = await startScriptedServer(...scripts);
	cleanups.push(server.close);
	return server;
}

/** A server with sessions: tokens t-1, t-2, …; only the newest counts, and none when `isSealed`. */
async function serveSessions({lifetimeMs, isSealed = false, refusesLogin = false}: {readonly lifetimeMs?: number; readonly isSealed?: boolean; readonly refusesLogin?: boolean} = {}) {
	let made = 0;
	let valid = '';
	const script: Script = (request, response) => {
		if (request.url === '/login') {
			if (!refusesLogin) valid = `token-number-${++made}`;
			return answer(refusesLogin ? 401 : 200, refusesLogin ? {error: 'no'} : {token: valid, ...(lifetimeMs !== undefined && {lifetimeMs})})(request, response);
		}

		const isKnown = !isSealed && request.headers['x-token'] === valid;
		return answer(isKnown ? 200 : 401, isKnown ? {as: valid} : {error: 'expired'})(request, response);
	};
	const server = await serve(script);
	return {server, end: () => void (valid = 'nobody knows this'), logins: () => server.requests.filter(request => request === 'POST /login').length};
}

type SignedIn = {readonly client: HttpClient; readonly context: TestContext; readonly learned: readonly string[]};

function signInTo({url}: ScriptedServer): SignedIn {
	const context = createTestContext(url);
	const learned: string[] = [];
	const authentication = createSessionAuthentication({
		clock: context.clock, secrets: [password], learnSecret: value => void learned.push(value), toHeaders: token => ({'x-token': token}),
		async signIn({signal, isForced, learn}) {
			const parse = (body: JsonValue): Session => {
				const [token, lifetimeMs] = isJsonObject(body) ? [String(body['token']), body['lifetimeMs']] : ['', undefined];
				learn(token);
				return {token, expiresAt: typeof lifetimeMs === 'number' ? new Date(context.clock.now().getTime() + lifetimeMs) : undefined};
			};
			const sent = await anonymous.send({method: 'POST', path: 'login', json: {user: 'parley', password}, isRepeatable: true, isForced, purpose: 'sign in', reader: json(parse), signal});
			return sent.value;
		},
	});
	const anonymous = createTestClient(context, {authentication: createAnonymousAuthentication(authentication.secrets)});
	const client = createTestClient(context, {authentication});
	cleanups.push(client.close, anonymous.close, authentication.close);
	return {client, context, learned};
}

const get = async (client: HttpClient, signal = never) => (await client.send({method: 'GET', path: 'thing', purpose: 'get the thing', reader: json(), signal})).value;
const post = async (client: HttpClient) => (await client.send({method: 'POST', path: 'thing', purpose: 'make the thing', reader: json(), signal: never})).value;

describe('a bearer token', () => {
	test('travels with each request, and shows up nowhere', async () => {
		const server = await serve(answer(200, {token: 'the-bearer-token-1'}));
		const context = createTestContext(server.url);
		const client = createTestClient(context, {authentication: createBearerAuthentication('the-bearer-token-1')});
		cleanups.push(client.close);
		await get(client);
		expect(server.headers[0]?.authorization).toBe('Bearer the-bearer-token-1');
		expect(JSON.stringify(context.calls)).not.toContain('the-bearer-token-1');
	});

	test('that is refused is not sent again: there is no other to be had', async () => {
		const server = await serve(answer(401, {}));
		const client = createTestClient(createTestContext(server.url), {authentication: createBearerAuthentication('the-bearer-token-1')});
		cleanups.push(client.close);
		for (let time = 0; time < 3; time++) await expect(get(client)).rejects.toMatchObject({code: 'EXTERNAL_AUTHENTICATION_FAILED', isRetryable: false});
		expect(server.requests).toHaveLength(1);
	});
});

describe('a session', () => {
	test('begins with the first request, and serves those that follow', async () => {
		const {server, logins} = await serveSessions();
		const {client} = signInTo(server);
		expect(server.requests).toEqual([]);
		expect(await get(client)).toEqual({as: 'token-number-1'});
		expect(await get(client)).toEqual({as: 'token-number-1'});
		expect(logins()).toBe(1);
	});

	test('is shared by requests that begin together', async () => {
		const {server, logins} = await serveSessions();
		const {client} = signInTo(server);
		expect(new Set((await Promise.all(Array.from({length: 20}, () => get(client)))).map(value => JSON.stringify(value))).size).toBe(1);
		expect(logins()).toBe(1);
	});

	test('that ends in the middle of a run is renewed once for all requests that meet it, also for those that may not be repeated', async () => {
		const {server, end, logins} = await serveSessions();
		const {client} = signInTo(server);
		await get(client);
		end();
		const values = await Promise.all([...Array.from({length: 10}, () => get(client)), ...Array.from({length: 5}, () => post(client))]);
		expect(values.every(value => JSON.stringify(value) === '{"as":"token-number-2"}')).toBe(true);
		expect(logins()).toBe(2);
	});

	test('is left before the time at which it ends', async () => {
		const {server, logins} = await serveSessions({lifetimeMs: 600_000});
		const {client, context} = signInTo(server);
		await get(client);
		context.clock.advance(580_000);
		expect(await get(client)).toEqual({as: 'token-number-2'});
		expect(logins()).toBe(2);
		expect(server.requests.filter(request => request === 'GET /thing'), 'no request was wasted on the old one').toHaveLength(2);
	});

	test('that is refused although it is new is a clear failure, and nothing more is sent', async () => {
		const {server, logins} = await serveSessions({isSealed: true});
		const {client} = signInTo(server);
		for (let time = 0; time < 3; time++) await expect(get(client)).rejects.toMatchObject({code: 'EXTERNAL_AUTHENTICATION_FAILED', isRetryable: false});
		expect(logins()).toBe(2);
		expect(server.requests).toHaveLength(4);
	});

	test('that cannot be had names the sign-in, is asked for once, and the password is not tried again', async () => {
		const {server, logins} = await serveSessions({refusesLogin: true});
		const {client} = signInTo(server);
		const failures = await Promise.all(Array.from({length: 5}, () => get(client).catch((error: unknown) => error)));
		for (const failure of failures) expect(failure).toMatchObject({code: 'EXTERNAL_AUTHENTICATION_FAILED', message: expect.stringContaining('sign in')});
		await expect(get(client)).rejects.toMatchObject({code: 'EXTERNAL_AUTHENTICATION_FAILED'});
		expect(logins()).toBe(1);
		expect(server.requests).toHaveLength(1);
	});

	test('is had although the request that began to sign in was given up', async () => {
		let release = () => {};
		const opened = new Promise<void>(resolve => { release = resolve; });
		const server = await serve((request, response) => void opened.then(() => answer(200, {token: 'token-number-1'})(request, response)), answer(200, {as: 'whoever'}));
		const {client} = signInTo(server);
		const abort = new AbortController();
		const first = get(client, abort.signal);
		const second = get(client);
		abort.abort(new Error('The person pressed Ctrl-C.'));
		await expect(first).rejects.toThrow('Ctrl-C');
		release();
		expect(await second).toEqual({as: 'whoever'});
		expect(server.requests).toEqual(['POST /login', 'GET /thing']);
	});

	test('that is being opened is given up when the connection closes', async () => {
		const server = await serve(hang);
		const context = createTestContext(server.url);
		const signing = createSessionAuthentication({
			clock: context.clock, secrets: [], learnSecret: () => {}, toHeaders: () => ({}),
			signIn: ({signal}) => new Promise((_resolve, reject) => { signal.addEventListener('abort', () => { reject(signal.reason); }); }),
		});
		const waiting = signing.current({signal: never, isForced: false});
		signing.close();
		await expect(waiting).rejects.toThrow('The connection was closed.');
	});

	test('leaves neither password nor any of its tokens in the calls that are kept, and tells each token to the logs\' mask', async () => {
		const {server, end} = await serveSessions();
		const {client, context, learned} = signInTo(server);
		await get(client);
		end();
		await get(client);
		const kept = JSON.stringify(context.calls);
		expect(context.calls.map(({endpoint}) => endpoint)).toEqual(['/login', '/thing', '/thing', '/login', '/thing']);
		for (const secret of [password, 'token-number-1', 'token-number-2']) expect(kept).not.toContain(secret);
		expect(kept).toContain('***');
		expect(learned).toEqual(['token-number-1', 'token-number-2']);
	});
});
