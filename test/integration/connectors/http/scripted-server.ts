import {createServer, type IncomingMessage, type RequestListener, type ServerResponse} from 'node:http';
import type {AddressInfo, Socket} from 'node:net';

/** What one request meets; the last of a list serves all that follow. */
export type Script = (request: IncomingMessage, response: ServerResponse) => void;

export type ScriptedServer = {
	readonly url: string;
	/** "GET /path" of each request, in order. */
	readonly requests: readonly string[];
	/** Their headers. */
	readonly headers: readonly IncomingMessage['headers'][];
	readonly bodies: readonly string[];
	readonly close: () => Promise<void>;
};

/** A server on loopback that answers by a script, one entry a request. */
export async function startScriptedServer(...scripts: readonly Script[]): Promise<ScriptedServer> {
	const requests: string[] = [];
	const headers: IncomingMessage['headers'][] = [];
	const bodies: string[] = [];
	const sockets = new Set<Socket>();
	const listener: RequestListener = (request, response) => {
		const script = scripts[requests.length] ?? scripts.at(-1);
		requests.push(`${request.method} ${request.url}`);
		headers.push(request.headers);
		const pieces: Buffer[] = [];
		request.on('data', (piece: Buffer) => pieces.push(piece));
		request.on('end', () => {
			bodies.push(Buffer.concat(pieces).toString());
			script?.(request, response);
		});
	};
	const server = createServer(listener);
	server.on('connection', socket => {
		sockets.add(socket);
		socket.once('close', () => sockets.delete(socket));
	});
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	const {port} = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}`, requests, headers, bodies,
		async close() {
			for (const socket of sockets) socket.destroy();
			await new Promise(resolve => server.close(resolve));
		},
	};
}

export const answer = (status: number, body: unknown, headers: Record<string, string> = {}): Script => (_request, response) => {
	response.writeHead(status, {'content-type': 'application/json', ...headers});
	response.end(typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body));
};

/** Takes the request and says nothing more. */
export const hang: Script = () => {};

export const reset: Script = request => {
	request.socket.resetAndDestroy();
};
