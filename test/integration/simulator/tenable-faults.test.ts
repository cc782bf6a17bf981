import {request} from 'node:http';
import {describe, expect, test} from 'vitest';
import type {Fault} from '../../../source/simulator/faults/fault.js';
import {allStates, tenableOverHttp, type Sent, type TenableOverHttp} from '../../support/tenable-over-http.js';

const chunks = {method: 'GET', path: '/vulns/export/*/chunks/*'};
const starts = {method: 'POST', path: '/vulns/export'};
const everything = {num_assets: 50, filters: {since: 0, state: allStates}};

const withFault = async (world: TenableOverHttp, fault: Fault, match: {readonly method?: string; readonly path?: string} = {path: '/session'}) => {
	world.simulator.setFaults([{match, fault}]);
	return world;
};
const small = () => tenableOverHttp({assets: 3, findings: 30});

describe('a transport fault', () => {
	test.each([400, 401, 403, 404, 409, 412, 500, 502, 503, 504])('of status %i has the gateway\'s body', async status => {
		const {get} = await withFault(await small(), {kind: 'status', status});
		const reply = await get('/session');
		expect([reply.status, reply.body.statusCode]).toEqual([status, status]);
	});

	test.each(['7', '-5', 'abc', '1000000000', 'Wed, 21 Oct 2015 07:28:00 GMT', undefined])('of 429 carries any retry-after: %s', async retryAfter => {
		const {get} = await withFault(await small(), {kind: 'status', status: 429, ...(retryAfter === undefined ? {} : {retryAfter})});
		const reply = await get('/session');
		expect([reply.status, reply.headers.get('retry-after'), reply.headers.get('content-type')]).toEqual([429, retryAfter ?? null, 'text/html']);
	});

	test('resets the connection before or after the request had its effect', async () => {
		for (const when of ['before', 'after'] as const) {
			const {post, simulator} = await withFault(await small(), {kind: 'reset', when}, {path: '/tags/categories'});
			await expect(post('/tags/categories', {name: 'Made?'})).rejects.toThrow();
			expect(simulator.tenant.tags.findCategory('Made?') !== undefined).toBe(when === 'after');
		}
	});

	test('answers 504 although the export was made, and the retry is told which', async () => {
		const {post, get, simulator} = await tenableOverHttp({assets: 300, findings: 0, settings: {duplicateAnswer: 'too-many'}});
		simulator.setFaults([{match: {path: '/assets/export'}, times: 1, fault: {kind: 'status', status: 504, effect: 'after'}}]);
		expect((await post('/assets/export', {chunk_size: 100})).status).toBe(504);
		const {exports: [job]} = (await get('/assets/export/status')).body;
		const again = await post('/assets/export', {chunk_size: 100});
		expect(again.status).toBe(429);
		expect(again.body.message).toContain(`job_uuid=${job.uuid}`);
	});

	test.each(['content-length', 'chunked'] as const)('cuts a body short by %s, which a client notices', async how => {
		const world = await small();
		const {uuid} = await world.finishExport('/vulns/export', everything);
		await withFault(world, {kind: 'truncate', how}, chunks);
		await expect(world.get(`/vulns/export/${uuid}/chunks/1`)).rejects.toThrow();
	});

	test('cuts a body short so that only its JSON is broken', async () => {
		const world = await small();
		const {uuid} = await world.finishExport('/vulns/export', everything);
		await withFault(world, {kind: 'truncate', how: 'valid-length'}, chunks);
		const reply = await world.get(`/vulns/export/${uuid}/chunks/1`);
		expect([reply.status, reply.text.startsWith('[{'), reply.body]).toEqual([200, true, undefined]);
	});

	test('resets in the middle of a body', async () => {
		const world = await small();
		const {uuid} = await world.finishExport('/vulns/export', everything);
		await withFault(world, {kind: 'reset', when: 'mid-body'}, chunks);
		await expect(world.get(`/vulns/export/${uuid}/chunks/1`)).rejects.toThrow();
	});

	test('sends the page of a login, broken JSON, nothing or 204 in place of an answer', async () => {
		const world = await small();
		const shown = async (fault: Fault) => {
			await withFault(world, fault);
			const reply = await world.get('/session');
			return [reply.status, reply.headers.get('content-type')?.split(';')[0] ?? null, reply.text.slice(0, 9)];
		};
		expect(await shown({kind: 'wrong-type'})).toEqual([200, 'text/html', '<!DOCTYPE']);
		expect(await shown({kind: 'invalid-json'})).toEqual([200, 'application/json', '{"status"']);
		expect(await shown({kind: 'empty'})).toEqual([200, 'application/json', '']);
		expect(await shown({kind: 'no-content'})).toEqual([204, null, '']);
	});

	test('sends a small body that unpacks to a large one', async () => {
		const {simulator, keysHeader} = await withFault(await small(), {kind: 'gzip-bomb', megabytes: 20});
		const packed = await new Promise<number>((resolve, reject) => {
			const call = request(`${simulator.url}/session`, {headers: {'X-ApiKeys': keysHeader, 'accept-encoding': 'gzip'}}, response => {
				let size = 0;
				response.on('data', (piece: Buffer) => { size += piece.length; });
				response.on('end', () => { resolve(size); });
				response.on('error', reject);
			});
			call.on('error', reject);
			call.end();
		});
		expect(packed).toBeLessThan(100_000);
		const unpacked = await fetch(`${simulator.url}/session`, {headers: {'X-ApiKeys': keysHeader}});
		expect((await unpacked.arrayBuffer()).byteLength).toBe(20 * 1_048_576 + 2);
	});

	test('sends an enormous header', async () => {
		const {get} = await withFault(await small(), {kind: 'large-header', bytes: 4000});
		expect((await get('/session')).headers.get('x-padding')).toHaveLength(4000);
		const huge = await withFault(await small(), {kind: 'large-header', bytes: 100_000});
		await expect(huge.get('/session')).rejects.toThrow();
	});

	test('redirects wherever it is told to', async () => {
		const {get} = await withFault(await small(), {kind: 'redirect', location: 'http://169.254.169.254/'});
		const reply = await get('/session');
		expect([reply.status, reply.headers.get('location')]).toEqual([302, 'http://169.254.169.254/']);
	});

	test('waits before it answers, and drips', async () => {
		const world = await withFault(await small(), {kind: 'delay', ms: 1234});
		expect((await world.get('/session')).status).toBe(200);
		expect(world.clock.slept).toEqual([1234]);
		await withFault(world, {kind: 'drip', bytesPerSecond: 100});
		expect((await world.get('/session')).body.permissions).toBe(64);
		expect(world.clock.slept.length).toBeGreaterThan(30);
		expect(new Set(world.clock.slept.slice(1))).toEqual(new Set([100]));
	});

	test('takes a request and never answers, with or without having done it', async () => {
		const world = await small();
		for (const effect of ['before', 'after'] as const) {
			await withFault(world, {kind: 'hang', effect}, {path: '/tags/categories'});
			const abort = new AbortController();
			const call = fetch(`${world.simulator.url}/tags/categories`, {method: 'POST', headers: {'X-ApiKeys': world.keysHeader}, body: JSON.stringify({name: effect}), signal: abort.signal});
			while (world.simulator.report().faults[0]?.fired !== 1) await world.get('/server/status');
			abort.abort();
			await expect(call).rejects.toThrow();
			expect(world.simulator.tenant.tags.findCategory(effect) !== undefined).toBe(effect === 'after');
		}
	});
});

describe('a fault of an export', () => {
	const ended = async (fault: Fault, assets = 500) => {
		const world = await withFault(await tenableOverHttp({assets, findings: assets * 2}), fault, starts);
		return {...world, ...await world.finishExport('/vulns/export', everything)};
	};

	test('ends it in ERROR with a reason, some chunks there and the rest cancelled', async () => {
		const {status, uuid, get} = await ended({kind: 'export-error', afterChunks: 2});
		expect(status).toMatchObject({status: 'ERROR', reason: expect.stringContaining('unexpected error'), total_chunks: 10});
		expect([status.chunks_available.length, status.chunks_cancelled.length]).toEqual([2, 8]);
		expect((await get(`/vulns/export/${uuid}/chunks/${status.chunks_available[0]}`)).status).toBe(200);
	});

	test('ends it in CANCELLED', async () => {
		const {status} = await ended({kind: 'export-cancelled', afterChunks: 0});
		expect(status).toMatchObject({status: 'CANCELLED', chunks_available: []});
	});

	test('finishes it with failed chunks and says how many', async () => {
		const {status, uuid, get} = await ended({kind: 'chunks-failed', count: 3});
		expect(status).toMatchObject({status: 'FINISHED', total_chunks: 10, reason: '3 of 10 chunks failed to process. The remaining chunks are available for download.'});
		expect([status.chunks_available.length, status.chunks_failed.length]).toEqual([7, 3]);
		expect((await get(`/vulns/export/${uuid}/chunks/${status.chunks_failed[0]}`)).status).toBe(404);
	});

	test('of an export of assets is not told beyond the chunks that are there', async () => {
		const world = await withFault(await tenableOverHttp({assets: 500, findings: 0}), {kind: 'chunks-failed', count: 2}, {path: '/assets/export'});
		expect(Object.keys((await world.finishExport('/assets/export', {chunk_size: 100})).status)).toEqual(['status', 'chunks_available']);
	});

	test('finishes it with cancelled chunks', async () => {
		const {status} = await ended({kind: 'chunks-cancelled', count: 4});
		expect([status.status, status.chunks_cancelled.length]).toEqual(['FINISHED', 4]);
	});

	test('lists a chunk that cannot be downloaded', async () => {
		const {status, uuid, get} = await ended({kind: 'chunks-missing', count: 1});
		const answers = await Promise.all(status.chunks_available.map(async (id: number) => (await get(`/vulns/export/${uuid}/chunks/${id}`)).status));
		expect(answers.filter(answer => answer === 404)).toHaveLength(1);
	});

	test('leaves gaps in the ids', async () => {
		const {status, records} = await ended({kind: 'chunk-gaps'});
		expect(status.chunks_available.toSorted((a: number, b: number) => a - b)).toEqual([1, 2, 5, 6, 7, 10, 11, 12, 15, 16]);
		expect(await records('/vulns/export', everything)).toHaveLength(1000);
	});

	test('shrinks the list while it runs', async () => {
		const world = await withFault(await tenableOverHttp({assets: 500, findings: 1000, settings: {pace: {queuedPolls: 0, processingPolls: 3, longestMs: 1e9}}}), {kind: 'list-shrinks'}, starts);
		const {body: {export_uuid: uuid}} = await world.post('/vulns/export', everything);
		const seen: number[][] = [];
		for (let poll = 0; poll < 4; poll++) seen.push((await world.get(`/vulns/export/${uuid}/status`)).body.chunks_available);
		expect(seen[1]?.some(id => seen[0]?.includes(id) === false)).toBe(true);
		expect(seen[0]?.every(id => seen[1]?.includes(id))).toBe(false);
		expect(seen[3]).toHaveLength(10);
	});

	test.each(['QUEUED', 'PROCESSING'] as const)('keeps it %s for ever', async status => {
		const world = await withFault(await tenableOverHttp({assets: 500, findings: 500}), {kind: 'stuck', status}, starts);
		const {body: {export_uuid: uuid}} = await world.post('/vulns/export', everything);
		for (let poll = 0; poll < 20; poll++) expect((await world.get(`/vulns/export/${uuid}/status`)).body.status).toBe(status);
		world.clock.advance(3_600_000);
		expect((await world.get(`/vulns/export/${uuid}/status`)).body.status).toBe(status);
	});

	test('lets it expire as soon as it is finished', async () => {
		const {uuid, get} = await ended({kind: 'expires-at-once'}, 3);
		expect((await get(`/vulns/export/${uuid}/chunks/1`)).status).toBe(404);
		expect((await get(`/vulns/export/${uuid}/status`)).status).toBe(404);
	});
});

describe('a fault of a chunk', () => {
	const chunkWith = async (fault: Fault): Promise<{readonly text: string; readonly body: Sent; readonly world: TenableOverHttp}> => {
		const world = await small();
		const {uuid} = await world.finishExport('/vulns/export', everything);
		await withFault(world, fault, chunks);
		return {...await world.get(`/vulns/export/${uuid}/chunks/1`), world};
	};

	test('makes it null or empty', async () => {
		expect((await chunkWith({kind: 'null-chunk'})).body).toBeNull();
		expect((await chunkWith({kind: 'empty-chunk'})).body).toEqual([]);
	});

	test('repeats records with another content', async () => {
		const {body} = await chunkWith({kind: 'duplicate-records', count: 4});
		expect(body).toHaveLength(34);
		const [first, second] = body;
		expect(second.finding_id).toBe(first.finding_id);
		expect(second).not.toEqual(first);
	});

	test('changes types, loses keys and brings unknown words', async () => {
		const {body} = await chunkWith({kind: 'type-drift', share: 1});
		const strange = body.filter((finding: Sent) => typeof finding.port.port === 'string' || typeof finding.severity_id === 'string' || finding.severity === 'catastrophic'
			|| finding.state === 'SUSPENDED' || typeof finding.plugin.id === 'string' || finding.first_found === undefined || 'new_in_this_release' in finding);
		expect(strange.length).toBeGreaterThan(5);
	});

	test('sends texts that attack terminals and stores, polluting keys and half surrogates', async () => {
		const {text, body} = await chunkWith({kind: 'hostile-strings', share: 1});
		expect(body).toHaveLength(30);
		expect(text).toContain('"__proto__"');
		expect(text).toContain('\\ud800');
		expect(text).toContain('\\u001b');
	});

	test('puts things between the records that are none', async () => {
		const {body, world} = await chunkWith({kind: 'not-records', count: 3});
		expect(body.filter((item: Sent) => typeof item !== 'object' || item === null || Array.isArray(item)).length).toBe(3);
		expect(world.simulator.report().served.findings).toBe(30);
	});
});

describe('a rule of faults', () => {
	test('lets some requests pass, then fires so many times, and counts', async () => {
		const {get, simulator} = await small();
		simulator.setFaults([{match: {path: '/session'}, skip: 1, times: 2, fault: {kind: 'status', status: 503}}]);
		const statuses = [];
		for (let turn = 0; turn < 5; turn++) statuses.push((await get('/session')).status);
		expect(statuses).toEqual([200, 503, 503, 200, 200]);
		expect(simulator.report().faults).toMatchObject([{matched: 5, fired: 2}]);
		expect(simulator.report().byRequest).toEqual({'GET /session 200': 3, 'GET /session 503': 2});
	});

	test('fires by rate, the same for the same seed', async () => {
		const outcome = async () => {
			const {get, simulator} = await small();
			simulator.setFaults([{rate: 0.3, fault: {kind: 'status', status: 500}}]);
			const statuses = [];
			for (let turn = 0; turn < 60; turn++) statuses.push((await get('/server/status')).status);
			return statuses;
		};
		const first = await outcome();
		expect(first.filter(status => status === 500).length).toSatisfy((count: number) => count > 8 && count < 30);
		expect(await outcome()).toEqual(first);
	});

	test('is set, read and taken back over HTTP, and refused with a sentence when it is wrong', async () => {
		const {call, get, post} = await small();
		expect((await post('/_simulator/faults', {rules: [{match: {path: '/session'}, fault: {kind: 'status', status: 502}}]})).body).toEqual({rules: 1});
		expect((await get('/session')).status).toBe(502);
		expect((await get('/_simulator/faults')).body.faults[0].fired).toBe(1);
		await call('DELETE', '/_simulator/faults');
		expect((await get('/session')).status).toBe(200);
		for (const [rules, says] of [[{}, 'Send'], [{rules: [{fault: {kind: 'explode'}}]}, 'no kind of fault'], [{rules: [{fault: {kind: 'delay'}}]}, 'wants "ms"'], [{rules: [{rate: 'often', fault: {kind: 'hang'}}]}, 'is a number'], [{rules: [{chance: 1, fault: {kind: 'hang'}}]}, 'has no "chance"']] as const) {
			const reply = await post('/_simulator/faults', rules);
			expect(reply.status).toBe(400);
			expect(reply.body.error).toContain(says);
		}
	});
});
