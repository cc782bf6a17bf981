import {createServer, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import type {Logger} from '../core/process/logger.js';
import {AppError} from '../errors/app-error.js';

export type Readiness = {readonly isReady: boolean; readonly reasons: readonly string[]};

export type HealthServerOptions = {
	/** 0: any free one. */
	readonly port: number;
	readonly readiness: () => Promise<Readiness>;
	/** In the text format of Prometheus. */
	readonly metrics: () => Promise<string>;
	readonly logger: Logger;
};

export type HealthServer = {readonly port: number; readonly close: () => Promise<void>};

/**
 * Answers `/healthz` (the process lives), `/readyz` (it can work, else 503 and why) and `/metrics`, on the loopback address
 * only. Throws PORT_IN_USE.
 */
export async function startHealthServer({port, readiness, metrics, logger}: HealthServerOptions): Promise<HealthServer> {
	const answer = async (path: string, response: ServerResponse): Promise<void> => {
		switch (path) {
			case '/healthz': return sendJson(response, 200, {status: 'alive'});
			case '/readyz': {
				const {isReady, reasons} = await readiness();
				return sendJson(response, isReady ? 200 : 503, isReady ? {status: 'ready'} : {status: 'not ready', reasons});
			}
			case '/metrics': return send(response, 200, 'text/plain; version=0.0.4; charset=utf-8', await metrics());
			default: return sendJson(response, 404, {error: 'There is /healthz, /readyz and /metrics.'});
		}
	};
	const server = createServer((request, response) => {
		if (request.method !== 'GET' && request.method !== 'HEAD') {
			sendJson(response.setHeader('allow', 'GET, HEAD'), 405, {error: 'Only GET.'});
			return;
		}
		const [path = ''] = (request.url ?? '').split('?');
		answer(path, response).catch((error: unknown) => {
			logger.warn('A question about the daemon\'s health could not be answered', {path, error});
			if (!response.headersSent) sendJson(response, 500, {error: 'See the log.'});
		});
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', error => reject(toListenError(error, port)));
		server.listen(port, '127.0.0.1', resolve);
	});
	return {
		port: (server.address() as AddressInfo).port, // It listens on an address, not on a pipe.
		close: () => new Promise(resolve => {
			server.close(() => resolve());
			server.closeAllConnections();
		}),
	};
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
	response.writeHead(status, {'content-type': type, 'cache-control': 'no-store'}).end(body);
}

const sendJson = (response: ServerResponse, status: number, body: object): void => send(response, status, 'application/json', `${JSON.stringify(body)}\n`);

function toListenError(error: Error, port: number): Error {
	if (!('code' in error) || error.code !== 'EADDRINUSE') return error;
	return new AppError({
		code: 'PORT_IN_USE',
		message: `Port ${port} of 127.0.0.1 is in use, so the health endpoints cannot be served there.`,
		nextStep: 'Give another --port, 0 for any free one, or leave it out.',
		cause: error,
	});
}
