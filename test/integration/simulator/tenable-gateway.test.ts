import {describe, expect, test} from 'vitest';
import {tenableOverHttp} from '../../support/tenable-over-http.js';

describe('keys', () => {
	test.each([
		['as pyTenable writes them', (a: string, s: string) => `accessKey=${a}; secretKey=${s}`],
		['with a closing semicolon', (a: string, s: string) => `accessKey=${a}; secretKey=${s};`],
		['without a blank', (a: string, s: string) => `accessKey=${a};secretKey=${s}`],
		['with names in other letters', (a: string, s: string) => `ACCESSKEY=${a}; secretkey=${s}`],
	])('are taken %s', async (_, header) => {
		const {call, simulator} = await tenableOverHttp({assets: 1, findings: 0});
		const reply = await call('GET', '/session', undefined, {'X-ApiKeys': header(simulator.accessKey, simulator.secretKey)});
		expect(reply.status).toBe(200);
	});

	test.each([
		['none', ''], ['a wrong pair', 'accessKey=a; secretKey=b'], ['half a pair', 'accessKey=a'], ['no pair at all', 'Bearer token'],
	])('that are %s get 401 with the gateway\'s body and no challenge', async (_, header) => {
		const {call} = await tenableOverHttp({assets: 1, findings: 0});
		for (const path of ['/session', '/assets/export/status', '/nothing/here']) {
			const reply = await call('GET', path, undefined, {'X-ApiKeys': header});
			expect(reply.status).toBe(401);
			expect(reply.body).toEqual({statusCode: 401, error: 'Unauthorized', message: 'Invalid credentials.'});
			expect(reply.headers.get('www-authenticate')).toBeNull();
		}
	});

	test('are 64 lowercase hexadecimal digits', async () => {
		const {simulator} = await tenableOverHttp({assets: 1, findings: 0});
		for (const key of [simulator.accessKey, simulator.secretKey]) expect(key).toMatch(/^[\da-f]{64}$/);
	});

	test('that are new make the old ones worthless', async () => {
		const {simulator, get, call} = await tenableOverHttp({assets: 1, findings: 0});
		const next = simulator.rotateKeys();
		expect((await get('/session')).status).toBe(401);
		expect((await call('GET', '/session', undefined, {'X-ApiKeys': `accessKey=${next.accessKey};secretKey=${next.secretKey}`})).status).toBe(200);
	});
});

describe('a session', () => {
	const asSession = (token: string) => ({'X-ApiKeys': '', 'X-Cookie': `token=${token}`});

	test('is had for a name and a password, travels as X-Cookie, and ends by itself', async () => {
		const {call, clock, simulator} = await tenableOverHttp({assets: 1, findings: 0, settings: {sessionLifetimeMs: 60_000}});
		const {status, body} = await call('POST', '/session', simulator.login, {'X-ApiKeys': ''});
		expect([status, body]).toEqual([200, {token: expect.stringMatching(/^[\da-f]{48}$/)}]);
		expect((await call('GET', '/session', undefined, asSession(body.token))).status).toBe(200);
		clock.advance(60_000);
		expect((await call('GET', '/session', undefined, asSession(body.token))).status).toBe(401);
	});

	test('is refused to another name or password, without either, and with a token that nobody gave', async () => {
		const {call, simulator} = await tenableOverHttp({assets: 1, findings: 0});
		const signIn = async (login: object) => (await call('POST', '/session', login, {'X-ApiKeys': ''})).status;
		const {username, password} = simulator.login;
		expect([await signIn({username, password: 'guessed'}), await signIn({username: 'root', password}), await signIn({username}), await signIn({})]).toEqual([401, 401, 400, 400]);
		expect((await call('GET', '/session', undefined, asSession('f'.repeat(48)))).status).toBe(401);
	});
});

describe('a role', () => {
	test('is told by the session', async () => {
		const {get} = await tenableOverHttp({assets: 1, findings: 0, settings: {permissions: 32}});
		const {body} = await get('/session');
		expect(body).toMatchObject({permissions: 32, type: 'local', enabled: true});
		expect(body).toHaveProperty('container_uuid');
	});

	test('that is too low gets 403 with the gateway\'s body', async () => {
		const {post} = await tenableOverHttp({assets: 1, findings: 0, settings: {permissions: 16}});
		const reply = await post('/tags/categories', {name: 'x'});
		expect(reply.status).toBe(403);
		expect(reply.body).toEqual({statusCode: 403, error: 'Forbidden', message: 'Insufficient scope'});
	});

	test('of Basic is enough to export', async () => {
		const {assets} = await tenableOverHttp({assets: 3, findings: 0, settings: {permissions: 16}});
		expect(await assets()).toHaveLength(3);
	});

	test('below Standard may not assign tags, and is told so by the tag service', async () => {
		const {post, simulator} = await tenableOverHttp({assets: 1, findings: 0, settings: {permissions: 24}});
		const tag = simulator.tenant.tags.values()[0];
		const reply = await post('/tags/assets/assignments', {action: 'add', assets: [simulator.tenant.organization.assetIdAt(0)], tags: [tag?.uuid]});
		expect([reply.status, reply.body]).toEqual([403, {error: 'Unable to modify assignment rules for assignments'}]);
	});
});

describe('an answer', () => {
	test('of the server status needs no keys', async () => {
		const {call} = await tenableOverHttp({assets: 1, findings: 0});
		expect((await call('GET', '/server/status', undefined, {'X-ApiKeys': ''})).body).toEqual({code: 200, status: 'ready'});
	});

	test('carries the gateway\'s headers and a request id of its own', async () => {
		const {get} = await tenableOverHttp({assets: 1, findings: 0});
		const first = (await get('/session')).headers;
		const second = (await get('/nowhere')).headers;
		for (const headers of [first, second]) {
			expect(headers.get('x-request-uuid')).toMatch(/^[\da-f]{32}$/);
			expect(headers.get('x-gateway-site-id')).toMatch(/^nginx-router-\w+-us-east-1-prod$/);
			expect(headers.get('cache-control')).toBe('no-cache');
			expect(headers.get('strict-transport-security')).toContain('max-age');
			expect(headers.get('x-content-type-options')).toBe('nosniff');
			expect(headers.get('server')).toBe('tenable.io');
			expect(headers.getSetCookie()).toHaveLength(2);
		}
		expect(first.get('x-request-uuid')).not.toBe(second.get('x-request-uuid'));
	});

	test('is compressed for a client that takes gzip and not for another', async () => {
		const {call, simulator} = await tenableOverHttp({assets: 20, findings: 0});
		simulator.edit({action: 'discover'});
		expect((await call('GET', '/tags/values', undefined, {'accept-encoding': 'gzip, deflate'})).headers.get('content-encoding')).toBe('gzip');
		expect((await call('GET', '/tags/values', undefined, {'accept-encoding': 'identity'})).headers.get('content-encoding')).toBeNull();
	});
});

describe('a bad request', () => {
	test('to no known path gets 404 with the gateway\'s body', async () => {
		const {get} = await tenableOverHttp({assets: 1, findings: 0});
		const reply = await get('/no/such/path');
		expect([reply.status, reply.body]).toEqual([404, {statusCode: 404, error: 'Not Found', message: 'Not Found'}]);
	});

	test('that is no JSON gets 400', async () => {
		const {call} = await tenableOverHttp({assets: 1, findings: 0});
		const reply = await call('POST', '/assets/export', '{"chunk_size":');
		expect([reply.status, reply.body]).toEqual([400, {statusCode: 400, error: 'Bad Request', message: 'Invalid request payload JSON format'}]);
	});

	test('that fails validation names the key', async () => {
		const {post} = await tenableOverHttp({assets: 1, findings: 0});
		expect((await post('/assets/export', {chunk_size: 'many'})).body).toMatchObject({statusCode: 400, validation: {source: 'payload', keys: ['chunk_size']}});
	});
});

describe('a rate limit', () => {
	test('answers 429 with seconds to wait and a page of HTML, and forgives after them', async () => {
		const {get, clock} = await tenableOverHttp({assets: 1, findings: 0, settings: {requestsPerMinute: 2}});
		expect((await get('/session')).status).toBe(200);
		expect((await get('/session')).status).toBe(200);
		const refused = await get('/session');
		expect(refused.status).toBe(429);
		expect(refused.headers.get('content-type')).toBe('text/html');
		expect(refused.text).toContain('<h1>429 Too Many Requests</h1>');
		clock.advance(Number(refused.headers.get('retry-after')) * 1000);
		expect((await get('/session')).status).toBe(200);
	});
});
