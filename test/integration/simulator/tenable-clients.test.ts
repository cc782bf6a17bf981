import {describe, expect, test} from 'vitest';
import {allStates, tenableOverHttp, type Sent, type TenableOverHttp} from '../../support/tenable-over-http.js';

/**
 * Reads an export as the vendor's own Python client does: an answer of 409 is adopted, chunks are taken in the order of the
 * list while it grows, and it stops on FINISHED with nothing left.
 */
async function readLikeSdk({simulator, keysHeader}: TenableOverHttp, kind: 'assets' | 'vulns', body: object): Promise<Sent[]> {
	const call = (method: string, path: string, sent?: object) => fetch(`${simulator.url}/${kind}/export${path}`, {
		method,
		headers: {
			'X-APIKeys': keysHeader, 'User-Agent': 'Integration/1.0 (V; P; Build/1) pyTenable/1.9.1 (Restfly/1.5.1; Python/3.11.2; Linux/x86_64)', 'Accept': '*/*',
			'Accept-Encoding': 'gzip, deflate', ...(sent === undefined ? {} : {'Content-Type': 'application/json'}),
		},
		...(sent === undefined ? {} : {body: JSON.stringify(sent)}),
	});
	const started = await call('POST', '', body);
	expect(started.headers.get('content-type')?.toLowerCase()).toContain('application/json');
	const answer = await started.json() as Sent;
	const uuid = started.status === 409 ? answer.active_job_id : answer.export_uuid;
	const records: Sent[] = [];
	const done = new Set<number>();
	for (;;) {
		const {status, chunks_available: listed} = await (await call('GET', `/${uuid}/status`)).json() as Sent;
		const fresh = listed.filter((id: number) => !done.has(id));
		for (const id of fresh) {
			records.push(...await (await call('GET', `/${uuid}/chunks/${id}`)).json() as Sent[]);
			done.add(id);
		}
		if (status === 'FINISHED' && fresh.length === 0) return records;
		if (status === 'ERROR') throw new Error('The export ended in an error.');
	}
}

describe('a client like the vendor\'s SDK', () => {
	test('reads every asset and every finding, with the bodies that it sends', async () => {
		const world = await tenableOverHttp({assets: 1200, findings: 2400});
		const assets = await readLikeSdk(world, 'assets', {chunk_size: 1000, filters: {}});
		expect(new Set(assets.map(asset => asset.id)).size).toBe(1200);
		const old = await readLikeSdk(world, 'vulns', {num_assets: '500', filters: {state: allStates.map(state => state.toLowerCase()), since: 0}});
		expect(new Set(old.map(finding => finding.finding_id)).size).toBe(2400);
		const current = await readLikeSdk(world, 'vulns', {num_assets: 500, filters: {state: allStates, since: 0}, include_unlicensed: true});
		expect(current).toHaveLength(2400);
	});

	test('adopts the export that is already running', async () => {
		const world = await tenableOverHttp({assets: 300, findings: 300});
		const {body} = await world.post('/vulns/export', {num_assets: 50, filters: {since: 0, state: allStates}});
		const read = await readLikeSdk(world, 'vulns', {num_assets: 500, filters: {since: 0, state: allStates}});
		expect(read).toHaveLength(300);
		expect(world.simulator.report().exports.map(entry => entry.uuid)).toEqual([body.export_uuid]);
	});

	test('is shown a finished export with failed chunks that looks complete to it', async () => {
		const world = await tenableOverHttp({assets: 500, findings: 1000});
		world.simulator.setFaults([{match: {path: '/vulns/export'}, fault: {kind: 'chunks-failed', count: 2}}]);
		const read = await readLikeSdk(world, 'vulns', {num_assets: 50, filters: {since: 0, state: allStates}});
		expect(read.length).toBeLessThan(1000);
	});

	test('lists tags a thousand at a time until their total', async () => {
		const {get} = await tenableOverHttp({assets: 1, findings: 0});
		const {values, pagination} = (await get('/tags/values?limit=1000&offset=0')).body;
		expect(values).toHaveLength(pagination.total);
	});
});

describe('a client that asks for much at once', () => {
	test('gets its chunks in parallel, each whole', async () => {
		const world = await tenableOverHttp({assets: 1000, findings: 5000});
		const {uuid, status} = await world.finishExport('/vulns/export', {num_assets: 50, filters: {since: 0, state: allStates}});
		const chunks = await Promise.all(status.chunks_available.map(async (id: number) => (await world.get(`/vulns/export/${uuid}/chunks/${id}`)).body));
		expect(chunks.flat()).toHaveLength(5000);
	});
});
