import {createServer, request as httpRequest} from 'node:http';
import {connect, type AddressInfo, type Socket} from 'node:net';
import {createServer as createTlsServer} from 'node:https';
import {afterEach, describe, expect, test} from 'vitest';
import {json} from '../../../../source/connectors/http/body-reader.js';
import {createCertificate} from './certificates.js';
import {createTestClient, createTestContext, secretKey} from './client-under-test.js';
import {answer, startScriptedServer} from './scripted-server.js';

const closers: (() => void | Promise<void>)[] = [];
const signal = new AbortController().signal;
const call = {method: 'GET', path: 'status', purpose: 'say how it is', reader: json(), signal} as const;

afterEach(async () => {
	for (const close of closers.splice(0).reverse()) await close();
});

/** A forward proxy that notes what passes, or refuses everything with a status. */
async function startProxy(refusal?: number): Promise<{readonly url: string; readonly seen: string[]; readonly close: () => void}> {
	const seen: string[] = [];
	const sockets = new Set<Socket>();
	const proxy = createServer((incoming, outgoing) => {
		seen.push(`${incoming.method} ${incoming.url}`);
		if (refusal !== undefined) return void outgoing.writeHead(refusal, {'content-type': 'text/html'}).end('<h1>no</h1>');
		incoming.pipe(httpRequest(incoming.url ?? '', {method: incoming.method, headers: incoming.headers}, answered => {
			outgoing.writeHead(answered.statusCode ?? 502, answered.headers);
			answered.pipe(outgoing);
		}));
	});
	proxy.on('connect', (incoming, socket: Socket) => {
		seen.push(`CONNECT ${incoming.url} ${JSON.stringify(incoming.headers)}`);
		if (refusal !== undefined) return void socket.end(`HTTP/1.1 ${refusal} No\r\n\r\n`);
		const [host = '', port] = (incoming.url ?? '').split(':');
		const far = connect(Number(port), host, () => {
			socket.write('HTTP/1.1 200 OK\r\n\r\n');
			far.pipe(socket).pipe(far);
		});
		sockets.add(far);
	});
	proxy.on('connection', socket => sockets.add(socket));
	await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve));
	const close = () => {
		for (const socket of sockets) socket.destroy();
		proxy.close();
	};
	closers.push(close);
	return {url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, seen, close};
}

describe('N15: a proxy in between', () => {
	test('all requests go through it', async () => {
		const proxy = await startProxy();
		const server = await startScriptedServer(answer(200, {ok: true}));
		closers.push(server.close);
		const client = createTestClient(createTestContext(server.url), {transportOptions: {proxyUrl: proxy.url}});
		closers.push(client.close);
		expect((await client.send(call)).value).toEqual({ok: true});
		expect(proxy.seen).toEqual([`GET ${server.url}/status`]);
	});

	test('it tunnels TLS without seeing the keys', async () => {
		const proxy = await startProxy();
		const authority = createCertificate({name: 'authority', isAuthority: true});
		const {certificate, key} = createCertificate({name: 'server', issuer: authority, names: ['localhost']});
		const server = createTlsServer({cert: certificate, key}, (_request, response) => void response.writeHead(200, {'content-type': 'application/json'}).end('{"ok":true}'));
		await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
		const client = createTestClient(createTestContext(`https://localhost:${(server.address() as AddressInfo).port}`), {transportOptions: {proxyUrl: proxy.url, ca: authority.certificate}});
		closers.push(() => server.closeAllConnections(), client.close, () => void server.close());
		expect((await client.send(call)).value).toEqual({ok: true});
		expect(proxy.seen).toEqual([expect.stringMatching(/^CONNECT localhost:\d+ /)]);
		expect(proxy.seen.join()).not.toContain(secretKey);
	});

	test('when it is down, nothing goes around it', async () => {
		const proxy = await startProxy();
		proxy.close();
		const server = await startScriptedServer(answer(200, {}));
		closers.push(server.close);
		const client = createTestClient(createTestContext(server.url), {transportOptions: {proxyUrl: proxy.url}});
		closers.push(client.close);
		await expect(client.send(call)).rejects.toMatchObject({code: 'EXTERNAL_UNREACHABLE'});
		expect(server.requests).toEqual([]);
	});

	test.each([['http'], ['https']])('when it wants credentials (407, to %s), that is said', async scheme => {
		const proxy = await startProxy(407);
		const client = createTestClient(createTestContext(`${scheme}://system.example`), {transportOptions: {proxyUrl: proxy.url}});
		closers.push(client.close);
		await expect(client.send(call)).rejects.toMatchObject({code: 'EXTERNAL_UNREACHABLE', message: expect.stringMatching(/proxy/)});
	});
});
