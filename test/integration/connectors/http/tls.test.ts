import {createServer, type ServerOptions} from 'node:https';
import type {AddressInfo} from 'node:net';
import type {TLSSocket} from 'node:tls';
import {afterEach, describe, expect, test} from 'vitest';
import {json} from '../../../../source/connectors/http/body-reader.js';
import type {TransportOptions} from '../../../../source/connectors/http/transport.js';
import {createCertificate} from './certificates.js';
import {createTestClient, createTestContext} from './client-under-test.js';

const authority = createCertificate({name: 'Test authority', isAuthority: true});
const stranger = createCertificate({name: 'Another authority', isAuthority: true});
const server = createCertificate({name: 'server', issuer: authority, names: ['localhost', '127.0.0.1']});
const client = createCertificate({name: 'parley', issuer: authority});
const closers: (() => void)[] = [];

afterEach(() => {
	for (const close of closers.splice(0)) close();
});

/** Asks a TLS server on loopback for its one document, which names the client's certificate. */
async function ask(serverOptions: ServerOptions, transportOptions: TransportOptions, host = 'localhost'): Promise<{readonly value: unknown; readonly attempts: number}> {
	const listening = createServer(serverOptions, (request, response) => {
		const peer = (request.socket as TLSSocket).getPeerCertificate();
		response.writeHead(200, {'content-type': 'application/json'}).end(JSON.stringify({peer: peer?.subject?.CN ?? null}));
	});
	await new Promise<void>(resolve => listening.listen(0, '127.0.0.1', resolve));
	const context = createTestContext(`https://${host}:${(listening.address() as AddressInfo).port}`);
	const asking = createTestClient(context, {transportOptions});
	closers.push(() => {
		asking.close();
		listening.closeAllConnections();
		listening.close();
	});
	const {value} = await asking.send({method: 'GET', path: 'who', purpose: 'say who I am', reader: json(), signal: new AbortController().signal});
	return {value, attempts: context.calls.length};
}

const good: ServerOptions = {cert: server.certificate, key: server.key};

describe('N12: whom to trust', () => {
	test('an authority of the organization is trusted when it is given', async () => {
		expect(await ask(good, {ca: authority.certificate})).toEqual({value: {peer: null}, attempts: 1});
	});

	const expired = createCertificate({name: 'server', issuer: authority, names: ['localhost'], validUntil: new Date(Date.now() - 86_400_000)});
	const selfSigned = createCertificate({name: 'server', names: ['localhost']});
	const otherHost = createCertificate({name: 'server', issuer: authority, names: ['other.example']});
	test.each([
		['an unknown authority', good, {}, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
		['another authority than the one given', good, {ca: stranger.certificate}, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
		['a certificate that has expired', {cert: expired.certificate, key: expired.key}, {ca: authority.certificate}, 'CERT_HAS_EXPIRED'],
		['a self-signed certificate', {cert: selfSigned.certificate, key: selfSigned.key}, {ca: authority.certificate}, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
		['a certificate of another host', {cert: otherHost.certificate, key: otherHost.key}, {ca: authority.certificate}, 'ERR_TLS_CERT_ALTNAME_INVALID'],
		['a server that speaks TLS 1.1 at best', {...good, minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0'}, {ca: authority.certificate}, 'SSL'],
	] as const)('%s is refused, said plainly, and not asked again', async (_name, serverOptions, transportOptions, code) => {
		const error = await ask({...serverOptions}, transportOptions).catch((thrown: unknown) => thrown);
		expect(error).toMatchObject({code: 'CONNECTION_CONFIG_INVALID', isRetryable: false, message: expect.stringMatching(/its certificate is not trusted|its TLS and ours/)});
		expect(String(error)).toContain(code);
	});

	test('a server that asks for a certificate gets ours', async () => {
		const asks: ServerOptions = {...good, ca: authority.certificate, requestCert: true, rejectUnauthorized: true};
		expect((await ask(asks, {ca: authority.certificate, clientCertificate: client.certificate, clientKey: client.key})).value).toEqual({peer: 'parley'});
		await expect(ask(asks, {ca: authority.certificate})).rejects.toMatchObject({code: expect.stringMatching(/^EXTERNAL_UNREACHABLE|CONNECTION_CONFIG_INVALID$/)});
	});
});
