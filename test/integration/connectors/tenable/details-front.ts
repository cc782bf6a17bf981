import {createServer, request} from 'node:http';
import type {AddressInfo} from 'node:net';
import type {TenableSimulator} from '../../../../source/simulator/tenable/start-tenable-simulator.js';

/**
 * Stands before the simulator and answers `GET /assets/{id}`, which the simulator does not have, with the score that its
 * state holds; everything else is passed on.
 */
export async function startDetailsFront(simulator: TenableSimulator): Promise<{readonly url: string; readonly close: () => void}> {
	const server = createServer((incoming, outgoing) => {
		const path = incoming.url ?? '';
		const asset = /^\/assets\/([\da-f-]{36})$/.exec(path)?.[1];
		if (asset !== undefined) {
			simulator.tenant.settle();
			const index = simulator.tenant.assets.findIndex(asset);
			outgoing.writeHead(index === undefined ? 404 : 200, {'content-type': 'application/json'});
			outgoing.end(JSON.stringify(index === undefined ? {} : {id: asset, acr_score: simulator.tenant.assets.viewOf(index).acrScore}));
			return;
		}

		const headers = {...incoming.headers, host: `127.0.0.1:${simulator.port}`};
		const passed = request(`${simulator.url}${path}`, {method: incoming.method, headers}, answered => {
			outgoing.writeHead(answered.statusCode ?? 502, answered.headers);
			answered.pipe(outgoing);
		});
		// What breaks behind the front breaks before it.
		passed.on('error', () => incoming.socket.resetAndDestroy());
		incoming.pipe(passed);
	});
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		close() {
			server.closeAllConnections();
			server.close();
		},
	};
}
