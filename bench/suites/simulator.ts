// Whether the simulated Tenable streams: what it takes must not follow the size of its organization.
import process from 'node:process';
import {createReport} from '../support/report.js';
import {startSimulator, type Simulator, type Size} from '../support/simulator.js';

const whole: Size = process.argv.includes('--quick') ? {assets: 10_000, findings: 500_000} : {assets: 100_000, findings: 5_000_000};
const part: Size = {assets: whole.assets / 10, findings: whole.findings / 10};
const states = ['OPEN', 'REOPENED', 'FIXED'];

type Figures = {readonly peakMegabytes: number; readonly seconds: number; readonly bytes: number};
type Status = {readonly status: string; readonly chunks_available: readonly number[]};

/** Reads an export to its last byte, and keeps none of them; gives how many bytes there were. */
async function download({call}: Simulator, kind: 'assets' | 'vulns', body: object): Promise<number> {
	const {export_uuid: id} = (await (await call('POST', `/${kind}/export`, body)).json()) as {readonly export_uuid: string};
	let status: Status;
	do {
		await new Promise(resolve => setTimeout(resolve, 50));
		status = (await (await call('GET', `/${kind}/export/${id}/status`)).json()) as Status;
	} while (status.status !== 'FINISHED');
	let bytes = 0;
	for (const chunk of status.chunks_available) {
		const {body: pieces} = await call('GET', `/${kind}/export/${id}/chunks/${chunk}`);
		for await (const piece of pieces ?? []) bytes += piece.length;
	}
	return bytes;
}

async function measure(size: Size): Promise<Figures> {
	await using simulator = await startSimulator(size);
	const startedMs = performance.now();
	const bytes = await download(simulator, 'assets', {chunk_size: 1000})
		+ await download(simulator, 'vulns', {num_assets: 50, include_unlicensed: true, filters: {since: 1, state: states}});
	const seconds = (performance.now() - startedMs) / 1000;
	const report = (await (await simulator.call('GET', '/_simulator/ledger')).json()) as {readonly served: Size};
	if (report.served.assets !== size.assets || report.served.findings !== size.findings) throw new Error(`Served ${JSON.stringify(report.served)} of ${JSON.stringify(size)}.`);
	return {peakMegabytes: await simulator.peakMegabytes(), seconds, bytes};
}

const small = await measure(part);
const large = await measure(whole);
const name = ({assets, findings}: Size): string => `${assets.toLocaleString('en-US')} assets and ${findings.toLocaleString('en-US')} findings`;
const report = createReport('simulator', `The simulated Tenable, read whole: ${name(whole)}, ${(large.bytes / 1e9).toFixed(1)} GB of JSON`);
report.limit(`peak memory, ${name(whole)}`, 'MB', {value: large.peakMegabytes, bar: '< 300 MB'});
report.tell('the same against a tenth of it', 'MB', large.peakMegabytes, small.peakMegabytes);
report.tell('findings served', 'findings/s', whole.findings / large.seconds);
process.exitCode = (await report.close()) ? 0 : 1;
