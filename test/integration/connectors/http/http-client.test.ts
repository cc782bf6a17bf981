import {gzipSync} from 'node:zlib';
import {afterEach, describe, expect, test} from 'vitest';
import {json, jsonArray, nothing} from '../../../../source/connectors/http/body-reader.js';
import type {HttpClient, HttpClientOptions} from '../../../../source/connectors/http/http-client.js';
import {createGuardedLookup} from '../../../../source/connectors/http/guarded-lookup.js';
import {closedCircuit} from '../../../../source/connectors/http/circuit-breaker.js';
import type {Circuit, ConnectorContext} from '../../../../source/core/connector.js';
import {createTestClient, createTestContext, secretKey, type TestContext} from './client-under-test.js';
import {answer, hang, reset, startScriptedServer, type Script, type ScriptedServer} from './scripted-server.js';

const signal = new AbortController().signal;
const cleanups: (() => void | Promise<void>)[] = [];

afterEach(async () => {
	for (const clean of cleanups.splice(0).reverse()) await clean();
});

type Setting = {readonly client: HttpClient; readonly context: TestContext; readonly server: ScriptedServer};

async function setUp(scripts: readonly Script[], options: Partial<HttpClientOptions> & {readonly contextChanges?: Partial<ConnectorContext>} = {}): Promise<Setting> {
	const {contextChanges = {}, ...clientOptions} = options;
	const server = await startScriptedServer(...scripts);
	cleanups.push(server.close);
	const context = createTestContext(server.url, contextChanges);
	const client = createTestClient(context, clientOptions);
	cleanups.push(client.close);
	return {client, context, server};
}

const get = (client: HttpClient) => client.send({method: 'GET', path: 'things', purpose: 'list the things', reader: json(), signal});
const post = (client: HttpClient) => client.send({method: 'POST', path: 'things', json: {name: 'x'}, purpose: 'create a thing', reader: json(), signal});
const getArray = (client: HttpClient) => client.send({method: 'GET', path: 'chunk', purpose: 'download a chunk', reader: jsonArray(['application/json'], element => element), signal});

describe('a good answer', () => {
	test('brings its value, and the time at which the request left by the server\'s clock', async () => {
		const {client, server} = await setUp([answer(200, {ok: true}, {date: 'Sun, 01 Mar 2026 09:00:00 GMT'})]);
		const {value, sentAt} = await get(client);
		expect(value).toEqual({ok: true});
		expect(sentAt.getTime()).toBeGreaterThan(Date.parse('2026-03-01T08:59:50Z'));
		expect(sentAt.getTime()).toBeLessThan(Date.parse('2026-03-01T09:00:00Z'));
		expect(server.headers[0]).toMatchObject({'x-apikeys': `secretKey=${secretKey}`, 'user-agent': 'Integration/1.0 (Parley; Parley; Build/1)', 'accept-encoding': 'gzip, deflate, br'});
	});

	test('is read out of gzip', async () => {
		const {client} = await setUp([answer(200, gzipSync(JSON.stringify([{id: 1}, {id: 2}])), {'content-encoding': 'gzip'})]);
		expect((await getArray(client)).value.items.map(element => element.kind === 'value' && element.value)).toEqual([{id: 1}, {id: 2}]);
	});

	test('takes one token and is recorded once, without the secret', async () => {
		const {client, context} = await setUp([answer(200, {echo: secretKey}, {'x-request-uuid': 'abc', 'set-cookie': 'session=1'})]);
		await client.send({method: 'POST', path: 'things', search: {key: secretKey}, json: {note: secretKey}, purpose: 'test', reader: json(), signal});
		expect(context.tokens()).toBe(1);
		expect(context.calls).toHaveLength(1);
		expect(context.calls[0]).toMatchObject({
			method: 'POST', endpoint: '/things?key=***', requestBody: {note: '***'}, responseStatus: 200, responseBody: {echo: '***'},
			requestHeaders: {'x-apikeys': '***', 'content-type': 'application/json'}, responseHeaders: {'x-request-uuid': 'abc'},
		});
		expect(JSON.stringify(context.calls)).not.toContain(secretKey);
		expect(context.calls[0]?.responseHeaders).not.toHaveProperty('set-cookie');
	});

	test('may be empty where nothing is due', async () => {
		const {client} = await setUp([(_request, response) => void response.writeHead(202).end()]);
		const {value} = await client.send({method: 'POST', path: 'jobs', json: [], purpose: 'test', reader: nothing(), signal});
		expect(value).toBeUndefined();
	});
});

describe('N1, N2: too many requests', () => {
	test('waits as long as Retry-After says, makes every process wait, then goes on', async () => {
		const {client, context} = await setUp([answer(429, '<h1>429</h1>', {'content-type': 'text/html', 'retry-after': '30'}), answer(200, {})]);
		await get(client);
		expect(context.clock.sleeps).toEqual([30_000]);
		expect(context.pauses).toEqual([new Date('2026-03-01T12:00:30Z')]);
		expect(context.tokens()).toBe(2);
	});

	test.each([['abc'], ['-1'], [undefined]])('without a usable Retry-After (%s) backs off with jitter', async value => {
		const {client, context} = await setUp([answer(429, {}, value === undefined ? {} : {'retry-after': value}), answer(429, {}), answer(200, {})]);
		await get(client);
		expect(context.clock.sleeps).toEqual([500, 1000]);
	});

	test('repeats a refused POST too, because it had no effect', async () => {
		const {client, server} = await setUp([answer(429, {}), answer(200, {id: 1})]);
		expect((await post(client)).value).toEqual({id: 1});
		expect(server.bodies).toEqual(['{"name":"x"}', '{"name":"x"}']);
	});

	test('a wait beyond the total deadline ends the call at once, with the pause in force', async () => {
		const {client, context} = await setUp([answer(429, {}, {'retry-after': '3000'})]);
		await expect(get(client)).rejects.toMatchObject({code: 'EXTERNAL_RATE_LIMITED', isRetryable: true});
		expect(context.pauses).toEqual([new Date('2026-03-01T12:50:00Z')]);
		expect(context.clock.sleeps).toEqual([]);
	});
});

describe('N3: a service that fails', () => {
	test('is asked again with growing pauses, as often as the policy says', async () => {
		const {client, context, server} = await setUp([answer(503, {})]);
		await expect(get(client)).rejects.toMatchObject({code: 'EXTERNAL_FAILED', isRetryable: true});
		expect(server.requests).toHaveLength(4);
		expect(context.clock.sleeps).toEqual([500, 1000, 2000]);
	});

	test('opens the circuit, which sends nothing, lets one probe go, and closes on a good answer', async () => {
		const {client, context, server} = await setUp([...Array.from({length: 5}, () => answer(500, {})), answer(200, {})], {circuitPolicy: {threshold: 3, openMs: 60_000, longestOpenMs: 600_000, probeMs: 1000}});
		await expect(get(client)).rejects.toMatchObject({code: 'EXTERNAL_UNREACHABLE', message: expect.stringContaining('failed too often')});
		expect(server.requests).toHaveLength(3);
		await expect(get(client)).rejects.toMatchObject({code: 'EXTERNAL_UNREACHABLE'});
		expect(server.requests).toHaveLength(3);
		context.clock.advance(60_000);
		await expect(get(client)).rejects.toThrow();
		expect(server.requests, 'the probe failed: one request more').toHaveLength(4);
		context.clock.advance(120_000);
		await expect(get(client)).rejects.toThrow();
		context.clock.advance(600_000);
		expect((await get(client)).value).toEqual({});
		expect((await get(client)).value).toEqual({});
	});

	test('a person may test the connection while the circuit is open, and a good answer closes it', async () => {
		const {client, server} = await setUp([answer(500, {}), answer(500, {}), answer(200, {})], {circuitPolicy: {threshold: 2, openMs: 60_000, longestOpenMs: 600_000, probeMs: 1000}});
		await expect(get(client)).rejects.toThrow();
		await client.send({method: 'GET', path: 'status', purpose: 'say how it is', reader: json(), signal, isForced: true});
		await get(client);
		expect(server.requests).toHaveLength(4);
	});

	test('the circuit is shared: what one process found out, another one heeds', async () => {
		let stored: Circuit | undefined;
		const circuit = {load: async () => stored, replace: async (_from: Circuit | undefined, to: Circuit) => ((stored = to), true)};
		const first = await setUp([answer(500, {})], {contextChanges: {circuit}, circuitPolicy: {threshold: 2, openMs: 60_000, longestOpenMs: 600_000, probeMs: 1000}});
		await expect(get(first.client)).rejects.toThrow();
		const second = await setUp([answer(200, {})], {contextChanges: {circuit}});
		await expect(get(second.client)).rejects.toMatchObject({code: 'EXTERNAL_UNREACHABLE'});
		expect(second.server.requests).toEqual([]);
		stored = closedCircuit;
		await get(second.client);
	});

	test('retries stay within a tenth of the calls once the reserve is used up', async () => {
		const {client, server} = await setUp([answer(503, {})], {circuitPolicy: {threshold: 10_000, openMs: 1, longestOpenMs: 1, probeMs: 1}});
		for (let call = 0; call < 40; call++) await expect(get(client)).rejects.toThrow();
		expect(server.requests.length).toBeLessThanOrEqual(40 + 10 + 4);
	});
});

describe('N4: refused credentials', () => {
	test('stop the client: nothing more is sent after the first 401', async () => {
		const {client, context, server} = await setUp([answer(401, {statusCode: 401, error: 'Unauthorized', message: 'Invalid credentials.'})]);
		await expect(get(client)).rejects.toMatchObject({code: 'EXTERNAL_AUTHENTICATION_FAILED', isRetryable: false, message: expect.stringContaining('Invalid credentials.')});
		await expect(get(client)).rejects.toMatchObject({code: 'EXTERNAL_AUTHENTICATION_FAILED'});
		expect(server.requests).toHaveLength(1);
		expect(context.clock.sleeps).toEqual([]);
	});

	test('a 403 is not repeated', async () => {
		const {client, server} = await setUp([answer(403, {message: 'Insufficient scope'})]);
		await expect(get(client)).rejects.toMatchObject({code: 'EXTERNAL_FORBIDDEN', nextStep: expect.stringContaining('parley systems test Test.io')});
		expect(server.requests).toHaveLength(1);
	});
});

describe('N5, N6, N7: answers that are not what they should be', () => {
	const tooShort: Script = (_request, response) => {
		response.writeHead(200, {'content-type': 'application/json', 'content-length': '1000'});
		response.write('[{"id":1},{"id":2}', () => response.destroy());
	};
	const cutChunked: Script = (_request, response) => {
		response.writeHead(200, {'content-type': 'application/json'});
		response.write('[{"id":1},{"id":2}', () => response.destroy());
	};
	const cutGzip: Script = (_request, response) => {
		const whole = gzipSync(JSON.stringify(Array.from({length: 1000}, (_, id) => ({id}))));
		response.writeHead(200, {'content-type': 'application/json', 'content-encoding': 'gzip'});
		response.end(whole.subarray(0, whole.length - 20));
	};

	test.each([['shorter than its content-length', tooShort], ['with a cut chunked body', cutChunked]])('a body %s is discarded whole and asked for again', async (_name, script) => {
		const {client} = await setUp([script, answer(200, [{id: 1}, {id: 2}, {id: 3}])]);
		expect((await getArray(client)).value.items).toHaveLength(3);
	});

	test('a gzip body that ends early is no answer', async () => {
		const {client} = await setUp([cutGzip]);
		await expect(getArray(client)).rejects.toMatchObject({code: 'EXTERNAL_BAD_PAYLOAD', isRetryable: true});
	});

	test.each([['whole-looking but cut JSON', '[{"id":1},{"id":2}'], ['an object where a list is due', '{"error":"x\u001b[2J"}'], ['nothing', ''], ['a half word', 'nul']])('%s is bad payload, and its beginning is shown inert', async (_name, body) => {
		const {client} = await setUp([answer(200, body)]);
		const error = await getArray(client).catch((thrown: unknown) => thrown);
		expect(error).toMatchObject({code: 'EXTERNAL_BAD_PAYLOAD'});
		expect(String(error)).not.toContain('\u001b');
	});

	test.each([[204], [200]])('an empty %s where JSON is due is bad payload', async status => {
		const {client} = await setUp([(_request, response) => void response.writeHead(status, {'content-type': 'application/json'}).end()]);
		await expect(get(client)).rejects.toMatchObject({code: 'EXTERNAL_BAD_PAYLOAD'});
		await expect(getArray(client)).rejects.toMatchObject({code: 'EXTERNAL_BAD_PAYLOAD'});
	});

	test('an HTML login page is never an empty list', async () => {
		const {client} = await setUp([answer(200, '<html>Please sign in</html>', {'content-type': 'text/html; charset=utf-8'})]);
		await expect(getArray(client)).rejects.toMatchObject({code: 'EXTERNAL_BAD_PAYLOAD', message: expect.stringContaining('text/html')});
	});
});

describe('N8, N9: answers that do not come', () => {
	test('a server that says nothing is given up after the headers\' time-out', async () => {
		const {client, server} = await setUp([hang, answer(200, {})], {headersTimeoutMs: 1500});
		expect((await get(client)).value).toEqual({});
		expect(server.requests).toHaveLength(2);
	});

	test('a POST without an answer is not repeated, and says that its outcome is not known', async () => {
		const {client, server} = await setUp([hang], {headersTimeoutMs: 1000});
		await expect(post(client)).rejects.toMatchObject({code: 'EXTERNAL_UNREACHABLE', isRetryable: false, message: expect.stringContaining('whether it took effect is not known')});
		expect(server.requests).toHaveLength(1);
	});

	test('a drip of bytes is given up, although each comes in time', async () => {
		const drip: Script = (_request, response) => {
			response.writeHead(200, {'content-type': 'application/json'});
			const timer = setInterval(() => response.write(' '), 20);
			response.on('close', () => clearInterval(timer));
		};
		const {client} = await setUp([drip], {bodyLimits: {rateWindowMs: 300, minBytesPerSecond: 1000}, circuitPolicy: {threshold: 100, openMs: 1, longestOpenMs: 1, probeMs: 1}});
		await expect(get(client)).rejects.toMatchObject({code: 'EXTERNAL_UNREACHABLE', message: expect.stringMatching(/only \d+ bytes came/)});
	});

	test('an attempt has a deadline to its last byte', async () => {
		const stall: Script = (_request, response) => void response.writeHead(200, {'content-type': 'application/json'}).write('[');
		const {client, server} = await setUp([stall], {attemptDeadlineMs: 500});
		await expect(get(client)).rejects.toMatchObject({code: 'EXTERNAL_UNREACHABLE'});
		expect(server.requests).toHaveLength(4);
	});

	test('the caller\'s own signal ends it with the caller\'s reason', async () => {
		const {client, context} = await setUp([hang]);
		const abort = new AbortController();
		const sending = client.send({method: 'GET', path: 'things', purpose: 'wait', reader: json(), signal: abort.signal});
		setImmediate(() => abort.abort(new Error('told to stop')));
		await expect(sending).rejects.toThrow('told to stop');
		expect(context.clock.sleeps).toEqual([]);
	});
});

describe('N10, N16: connections that break', () => {
	test('a GET is made again', async () => {
		const {client} = await setUp([reset, answer(200, {ok: true})]);
		expect((await get(client)).value).toEqual({ok: true});
	});

	test('a POST that may have arrived is not', async () => {
		const {client, server} = await setUp([reset, answer(200, {})]);
		await expect(post(client)).rejects.toMatchObject({code: 'EXTERNAL_UNREACHABLE', isRetryable: false});
		expect(server.requests).toHaveLength(1);
	});

	test('a POST that met a closed port is made again, because nothing was sent', async () => {
		const {client, context, server} = await setUp([answer(200, {})]);
		await server.close();
		await expect(post(client)).rejects.toMatchObject({code: 'EXTERNAL_UNREACHABLE', isRetryable: true, message: expect.stringContaining('nothing listens there')});
		expect(context.clock.sleeps).toHaveLength(3);
	});

	test('a socket that the server closed while it was kept is replaced', async () => {
		const closing: Script = (request, response) => {
			answer(200, {})(request, response);
			response.on('finish', () => request.socket.resetAndDestroy());
		};
		const {client} = await setUp([closing]);
		for (let call = 0; call < 5; call++) expect((await get(client)).value).toEqual({});
	});
});

describe('N11: names', () => {
	/** A client of "system.example", whose name is resolved as the script says, one entry a look-up. */
	async function setUpNames(...answers: readonly (string | NodeJS.ErrnoException)[]) {
		const server = await startScriptedServer(answer(200, {ok: true}));
		const context = createTestContext(server.url.replace('127.0.0.1', 'system.example'));
		let lookups = 0;
		const lookup = createGuardedLookup((_name, _options, done) => {
			const found = answers[lookups++] ?? answers.at(-1) ?? '';
			if (typeof found === 'string') done(null, [{address: found, family: 4}]);
			else done(found, []);
		});
		const client = createTestClient(context, {transportOptions: {lookup}});
		cleanups.push(server.close, client.close);
		return {client, context, server};
	}

	test.each([['ENOTFOUND'], ['EAI_AGAIN'], ['ESERVFAIL']])('one that does not resolve (%s) is asked for again, then said plainly', async code => {
		const {client, context} = await setUpNames(Object.assign(new Error(`getaddrinfo ${code}`), {code}));
		await expect(post(client)).rejects.toMatchObject({code: 'EXTERNAL_UNREACHABLE', isRetryable: true, message: expect.stringContaining('its name does not resolve')});
		expect(context.clock.sleeps).toHaveLength(3);
	});

	test('one that now leads to this machine is refused at once, and nothing is sent', async () => {
		const {client, context, server} = await setUpNames('127.0.0.1');
		await expect(get(client)).rejects.toMatchObject({code: 'CONNECTION_CONFIG_INVALID', isRetryable: false});
		expect(server.requests).toEqual([]);
		expect(context.clock.sleeps).toEqual([]);
	});
});

describe('N13: redirects', () => {
	test.each([[301], [302], [303], [307], [308]])('a %i is an error, and the other place never sees the keys', async status => {
		const other = await startScriptedServer(answer(200, {}));
		cleanups.push(other.close);
		const {client} = await setUp([answer(status, '', {location: `${other.url}/latest/meta-data`})]);
		await expect(get(client)).rejects.toMatchObject({code: 'EXTERNAL_FAILED', isRetryable: false, message: expect.stringContaining('redirects')});
		expect(other.requests).toEqual([]);
	});
});

describe('N14: floods', () => {
	test('a gzip bomb is given up by its ratio, long before it fills the memory', async () => {
		// Of many parts, so that the 200 MB are nowhere before, whose room would be taken for what the answer took.
		const bomb = Buffer.concat(Array<Buffer>(100).fill(gzipSync(Buffer.alloc(2_000_000, '[1,1,1,1,1,1,1,1,1,'))));
		const {client} = await setUp([answer(200, bomb, {'content-encoding': 'gzip'})]);
		const before = process.memoryUsage().rss;
		await expect(getArray(client)).rejects.toMatchObject({code: 'EXTERNAL_BAD_PAYLOAD', message: expect.stringContaining('100 times')});
		expect(process.memoryUsage().rss - before).toBeLessThan(128 * 1024 * 1024);
	});

	test('a body beyond its size is given up', async () => {
		const {client} = await setUp([answer(200, JSON.stringify({text: 'x'.repeat(17_000_000)}))]);
		await expect(get(client)).rejects.toMatchObject({code: 'EXTERNAL_BAD_PAYLOAD', message: expect.stringContaining('16 MB')});
	});

	test('a header without end is given up', async () => {
		const {client} = await setUp([(request) => void request.socket.write(`HTTP/1.1 200 OK\r\nx-long: ${'x'.repeat(40_000)}\r\n\r\n`)]);
		await expect(get(client)).rejects.toMatchObject({code: 'EXTERNAL_UNREACHABLE', message: expect.stringContaining('HPE_HEADER_OVERFLOW')});
	});
});

describe('N17: an outage of one system', () => {
	test('leaves the others alone', async () => {
		const down = await setUp([hang], {headersTimeoutMs: 200});
		const up = await setUp([answer(200, {})]);
		const waiting = get(down.client).catch((error: unknown) => error);
		for (let call = 0; call < 20; call++) await get(up.client);
		expect(await waiting).toMatchObject({code: 'EXTERNAL_UNREACHABLE'});
	});
});

describe('an error that is an answer', () => {
	test('is taken as one, and neither repeated nor paused for', async () => {
		const {client, context} = await setUp([answer(429, {message: 'Duplicate (job_uuid=7)'})]);
		const {value} = await client.send({method: 'POST', path: 'jobs', json: {}, purpose: 'start', reader: json(), signal, recover: failure => failure.json});
		expect(value).toEqual({message: 'Duplicate (job_uuid=7)'});
		expect(context.pauses).toEqual([]);
	});
});
