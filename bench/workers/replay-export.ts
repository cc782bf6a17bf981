// A Tenable that costs nothing: so many findings recorded once, and served as the chunks of an export of any length.
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {gzipSync} from 'node:zlib';
import {createOrganization} from '../../source/simulator/organization.js';
import {startTenableSimulator} from '../../source/simulator/tenable/start-tenable-simulator.js';
import {workerInput} from '../support/run-worker.js';

export type ReplayInput = {readonly chunks: number};
export type ReplayAddress = {readonly url: string; readonly rows: number; readonly bytes: number};

type Status = {readonly status: string; readonly chunks_available: readonly number[]};

const {chunks} = workerInput<ReplayInput>();
const bodies = await recordChunks();
const exportId = '3f0c7b52-6a1e-4f0b-9d55-0d6a2f3e9c01';
const bodyOf = (chunk: number) => bodies[chunk % bodies.length] ?? {text: '[]', rows: 0, packed: Buffer.alloc(0)};

const server = createServer((request, response) => {
	request.resume();
	const chunk = /\/chunks\/(\d+)$/.exec(request.url ?? '')?.[1];
	if (chunk !== undefined) {
		const {packed} = bodyOf(Number(chunk));
		response.writeHead(200, {'content-type': 'application/octet-stream', 'content-encoding': 'gzip', 'content-length': packed.length}).end(packed);
		return;
	}
	const answer = request.method === 'POST' ? {export_uuid: exportId} : {
		uuid: exportId, status: 'FINISHED', chunks_available: Array.from({length: chunks}, (_, index) => index + 1), chunks_failed: [], chunks_cancelled: [], total_chunks: chunks,
		chunks_available_count: chunks, empty_chunks_count: 0, finished_chunks: chunks, num_assets_per_chunk: 50, created: Date.now(), filters: {},
	};
	response.writeHead(200, {'content-type': 'application/json'}).end(JSON.stringify(answer));
});
server.listen(0, '127.0.0.1', () => {
	const sums = Array.from({length: chunks}, (_, index) => bodyOf(index + 1)).reduce((sum, {text, rows}) => ({rows: sum.rows + rows, bytes: sum.bytes + text.length}), {rows: 0, bytes: 0});
	const address: ReplayAddress = {url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, ...sums};
	console.log(JSON.stringify(address));
});
process.once('SIGTERM', () => {
	server.closeAllConnections();
	server.close();
});

/** Chunks of fifty assets with some three hundred findings of full text, as the simulator writes them. */
async function recordChunks() {
	const organization = createOrganization({seed: 3, systems: 10, assets: 1000, findings: 6800, poams: 0, now: new Date()});
	const simulator = await startTenableSimulator({organization, settings: {pace: {queuedPolls: 0, processingPolls: 0, longestMs: 1000}}});
	const headers = {'x-apikeys': `accessKey=${simulator.accessKey}; secretKey=${simulator.secretKey};`, 'content-type': 'application/json'};
	const started = await fetch(`${simulator.url}/vulns/export`, {method: 'POST', headers, body: JSON.stringify({num_assets: 50, filters: {since: 1, state: ['OPEN', 'REOPENED', 'FIXED']}})});
	const {export_uuid: id} = (await started.json()) as {readonly export_uuid: string};
	const status = (await (await fetch(`${simulator.url}/vulns/export/${id}/status`, {headers})).json()) as Status;
	const recorded = [];
	for (const chunk of status.chunks_available) {
		const text = await (await fetch(`${simulator.url}/vulns/export/${id}/chunks/${chunk}`, {headers})).text();
		recorded.push({text, rows: (JSON.parse(text) as readonly unknown[]).length, packed: gzipSync(text)});
	}
	await simulator.close();
	return recorded;
}
