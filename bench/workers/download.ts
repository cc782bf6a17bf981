// The floor under every sync: the same export downloaded with fetch and parsed with JSON.parse, and nothing done with it.
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {workerInput} from '../support/run-worker.js';

export type DownloadInput = {readonly url: string; readonly accessKey: string; readonly secretKey: string; readonly assetsPerChunk: number};
export type DownloadFigures = {readonly ms: number; readonly cpuMs: number; readonly rows: number; readonly bytes: number};

type Status = {readonly status: string; readonly chunks_available: readonly number[]};

const {url, accessKey, secretKey, assetsPerChunk} = workerInput<DownloadInput>();
const headers = {'x-apikeys': `accessKey=${accessKey}; secretKey=${secretKey};`, 'content-type': 'application/json'};
const call = (path: string, body?: object) => fetch(`${url}${path}`, {method: body === undefined ? 'GET' : 'POST', headers, ...(body === undefined ? {} : {body: JSON.stringify(body)})});

const started = await call('/vulns/export', {num_assets: assetsPerChunk, include_unlicensed: true, filters: {since: 1, state: ['OPEN', 'REOPENED', 'FIXED']}});
const {export_uuid: id} = (await started.json()) as {readonly export_uuid: string};
let status: Status;
do {
	await sleep(20);
	status = (await (await call(`/vulns/export/${id}/status`)).json()) as Status;
} while (status.status !== 'FINISHED');

// Only what every client has to do is timed: the export is ready, and the chunks are read one after the other.
const cpuBefore = process.cpuUsage();
const startedMs = performance.now();
let [rows, bytes] = [0, 0];
for (const chunk of status.chunks_available) {
	const text = await (await call(`/vulns/export/${id}/chunks/${chunk}`)).text();
	bytes += text.length;
	rows += (JSON.parse(text) as readonly unknown[]).length;
}
const cpu = process.cpuUsage(cpuBefore);
const figures: DownloadFigures = {ms: performance.now() - startedMs, cpuMs: (cpu.user + cpu.system) / 1000, rows, bytes};
console.log(JSON.stringify(figures));
