import {describe, expect, test} from 'vitest';
import {dayMs, tenableOverHttp} from '../../support/tenable-over-http.js';

const duplicate = 'The request could not be completed due to a conflict with the ongoing export';
const slow = {queuedPolls: 1, processingPolls: 2, longestMs: 3_600_000};

describe('starting an export', () => {
	test('answers with its uuid as JSON', async () => {
		const {post} = await tenableOverHttp({assets: 1, findings: 0});
		for (const [path, body] of [['/assets/export', {chunk_size: 100}], ['/assets/v2/export', {chunk_size: 100}], ['/vulns/export', {}]] as const) {
			const reply = await post(path, body);
			expect(reply.status).toBe(200);
			expect(reply.headers.get('content-type')).toContain('application/json');
			expect(Object.keys(reply.body)).toEqual(['export_uuid']);
		}
	});

	test.each([[undefined], [99], [10_001], [100.5]])('of assets with a chunk_size of %s is refused', async size => {
		const {post} = await tenableOverHttp({assets: 1, findings: 0});
		for (const path of ['/assets/export', '/assets/v2/export']) expect((await post(path, {chunk_size: size})).status).toBe(400);
	});

	test('of assets with resource tags takes at most 1,000 to a chunk', async () => {
		const {post} = await tenableOverHttp({assets: 1, findings: 0});
		expect((await post('/assets/export', {chunk_size: 1001, include_resource_tags: true})).status).toBe(400);
		expect((await post('/assets/export', {chunk_size: 1000, include_resource_tags: true})).status).toBe(200);
	});

	test.each([[1, 50], [undefined, 50], ['500', 500], [9999, 5000]])('of vulnerabilities bends num_assets %s to %i', async (sent, used) => {
		const {finishExport} = await tenableOverHttp({assets: 1, findings: 5});
		expect((await finishExport('/vulns/export', {num_assets: sent})).status.num_assets_per_chunk).toBe(used);
	});

	test('refuses filters that it does not know, and values of another kind', async () => {
		const {post} = await tenableOverHttp({assets: 1, findings: 0});
		expect((await post('/assets/export', {chunk_size: 100, filters: {since: 1}})).body.validation.keys).toEqual(['filters.since']);
		expect((await post('/assets/export', {chunk_size: 100, filters: {updated_at: 'yesterday'}})).status).toBe(400);
		expect((await post('/vulns/export', {filters: {asset_uuid: 'x'}})).body.validation.keys).toEqual(['filters.asset_uuid']);
		expect((await post('/vulns/export', {filters: {severity: ['grave']}})).status).toBe(400);
	});

	test('twice with the same filters answers 409 and names the job', async () => {
		const {post} = await tenableOverHttp({assets: 200, findings: 200, settings: {pace: slow}});
		for (const [path, body] of [['/vulns/export', {filters: {since: 5}}], ['/assets/export', {chunk_size: 100}]] as const) {
			const first = await post(path, body);
			const again = await post(path, body);
			expect([again.status, again.body]).toEqual([409, {active_job_id: first.body.export_uuid, failure_reason: duplicate}]);
		}
		expect((await post('/vulns/export', {filters: {since: 6}})).status).toBe(200);
	});

	test('again when the first has ended is a new export', async () => {
		const {finishExport} = await tenableOverHttp({assets: 5, findings: 5});
		const first = await finishExport('/vulns/export', {});
		expect((await finishExport('/vulns/export', {})).uuid).not.toBe(first.uuid);
	});

	test('twice can answer 429 that names the job, in the form of assets and in the old form of vulnerabilities', async () => {
		const assets = await tenableOverHttp({assets: 200, findings: 0, settings: {pace: slow, duplicateAnswer: 'too-many'}});
		const first = await assets.post('/assets/export', {chunk_size: 100});
		const again = await assets.post('/assets/export', {chunk_size: 100});
		expect(again.status).toBe(429);
		expect(again.body.message).toContain(`job_uuid=${first.body.export_uuid} container_uuid=`);
		const vulns = await tenableOverHttp({assets: 200, findings: 200, settings: {pace: slow, duplicateAnswer: 'too-many-old'}});
		const old = await vulns.post('/vulns/export', {});
		const refused = await vulns.post('/vulns/export', {});
		expect(refused.status).toBe(429);
		expect(refused.body.values[0]).toBe(old.body.export_uuid);
		expect(Object.keys(refused.body)).toEqual(['values', 'strings', 'empty', 'bytes', 'value_count']);
	});

	test('an eleventh at once answers 429 with retry-after and HTML', async () => {
		const {post} = await tenableOverHttp({assets: 200, findings: 200, settings: {pace: slow}});
		for (let since = 1; since <= 10; since++) expect((await post('/vulns/export', {filters: {since}})).status).toBe(200);
		const refused = await post('/assets/export', {chunk_size: 100});
		expect([refused.status, refused.headers.get('retry-after'), refused.headers.get('content-type')]).toEqual([429, '30', 'text/html']);
	});
});

describe('the status of an export', () => {
	test('goes from QUEUED through PROCESSING with a growing list to FINISHED', async () => {
		const {post, get} = await tenableOverHttp({assets: 1000, findings: 0, settings: {pace: slow}});
		const {body: {export_uuid: uuid}} = await post('/assets/export', {chunk_size: 100});
		const seen = [];
		for (let poll = 0; poll < 5; poll++) seen.push((await get(`/assets/export/${uuid}/status`)).body);
		expect(seen.map(({status}) => status)).toEqual(['QUEUED', 'PROCESSING', 'PROCESSING', 'FINISHED', 'FINISHED']);
		const sizes = seen.map(({chunks_available: chunks}) => chunks.length);
		expect(sizes).toEqual([0, 3, 6, 10, 10]);
		expect(seen[2].chunks_available).toEqual(expect.arrayContaining(seen[1].chunks_available));
		expect(seen[3].chunks_available.toSorted((a: number, b: number) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
	});

	test('lists chunks out of order, and with gaps while others are in work', async () => {
		const {post, get} = await tenableOverHttp({assets: 4000, findings: 0, settings: {pace: slow}});
		const {body: {export_uuid: uuid}} = await post('/assets/export', {chunk_size: 100});
		await get(`/assets/export/${uuid}/status`);
		const {chunks_available: listed} = (await get(`/assets/export/${uuid}/status`)).body;
		expect(listed).not.toEqual(listed.toSorted((a: number, b: number) => a - b));
		expect(Math.max(...listed)).toBeGreaterThan(listed.length);
	});

	test('of assets tells only status and chunks', async () => {
		const {finishExport} = await tenableOverHttp({assets: 5, findings: 0});
		expect((await finishExport('/assets/export', {chunk_size: 100})).status).toEqual({status: 'FINISHED', chunks_available: [1]});
	});

	test('of vulnerabilities tells counts, the time it was made in ms, and filters as they were understood', async () => {
		const {finishExport, clock} = await tenableOverHttp({assets: 5, findings: 20});
		const {uuid, status} = await finishExport('/vulns/export', {num_assets: 50, filters: {since: 1_651_251_508, state: ['open', 'Reopened', 'FIXED'], severity: ['high', 'low', 'medium', 'info', 'critical'], 'tag.Environment': ['production', 'test', 'staging', 'development']}});
		expect(status).toEqual({
			uuid, status: 'FINISHED', chunks_available: [1], chunks_failed: [], chunks_cancelled: [], total_chunks: 1, chunks_available_count: 1,
			empty_chunks_count: 0, finished_chunks: 1, num_assets_per_chunk: 50, created: clock.now().getTime(),
			filters: {
				state: ['OPEN', 'REOPENED', 'FIXED'], severity: ['HIGH', 'LOW', 'MEDIUM', 'INFO', 'CRITICAL'], tags: {Environment: ['production', 'test', 'staging', 'development']},
				since: 1_651_251_508, first_found: 0, last_found: 0, last_fixed: 0, first_seen: 0, last_seen: 0, indexed_at: 0,
			},
		});
	});

	test('of an export of nothing is FINISHED without a chunk', async () => {
		const {finishExport, clock} = await tenableOverHttp({assets: 5, findings: 20});
		const {status} = await finishExport('/vulns/export', {filters: {since: Math.floor(clock.now().getTime() / 1000)}});
		expect(status).toMatchObject({status: 'FINISHED', chunks_available: [], total_chunks: 0});
	});

	test('of an unknown export is 404', async () => {
		const {get} = await tenableOverHttp({assets: 1, findings: 0});
		for (const kind of ['assets', 'vulns']) {
			const reply = await get(`/${kind}/export/3f0c7b52-6a1e-4f0b-9d55-0d6a2f3e9c01/status`);
			expect([reply.status, reply.body]).toEqual([404, {status: 404, message: 'Export expired or not found'}]);
		}
	});

	test('ends by itself when nobody asks', async () => {
		const {post, get, clock} = await tenableOverHttp({assets: 1000, findings: 0, settings: {pace: {queuedPolls: 5, processingPolls: 5, longestMs: 60_000}}});
		const {body: {export_uuid: uuid}} = await post('/assets/export', {chunk_size: 100});
		clock.advance(60_000);
		expect((await get(`/assets/export/${uuid}/status`)).body.status).toBe('FINISHED');
	});

	test('is shared by both versions of asset exports', async () => {
		const {post, get} = await tenableOverHttp({assets: 5, findings: 0});
		const {body: {export_uuid: uuid}} = await post('/assets/v2/export', {chunk_size: 100});
		expect((await get(`/assets/export/${uuid}/status`)).status).toBe(200);
		expect((await get(`/vulns/export/${uuid}/status`)).status).toBe(404);
	});
});

describe('a chunk', () => {
	test('of assets is JSON and of vulnerabilities an octet-stream, both a list', async () => {
		const {finishExport, get} = await tenableOverHttp({assets: 5, findings: 20});
		for (const [path, body, type] of [['/assets/export', {chunk_size: 100}, 'application/json;charset=utf-8'], ['/vulns/export', {}, 'application/octet-stream']] as const) {
			const {uuid, kind} = await finishExport(path, body);
			const reply = await get(`/${kind}/export/${uuid}/chunks/1`);
			expect([reply.status, reply.headers.get('content-type'), Array.isArray(reply.body)]).toEqual([200, type, true]);
		}
	});

	test('holds chunk_size assets, and all chunks every asset once', async () => {
		const {finishExport, get} = await tenableOverHttp({assets: 250, findings: 0});
		const {uuid} = await finishExport('/assets/export', {chunk_size: 100});
		const chunks = await Promise.all([1, 2, 3].map(async id => (await get(`/assets/export/${uuid}/chunks/${id}`)).body));
		expect(chunks.map(chunk => chunk.length)).toEqual([100, 100, 50]);
		expect(new Set(chunks.flat().map(asset => asset.id)).size).toBe(250);
	});

	test('can be asked for while the export goes on, and is 400 before it is ready', async () => {
		const {post, get} = await tenableOverHttp({assets: 1000, findings: 0, settings: {pace: slow}});
		const {body: {export_uuid: uuid}} = await post('/assets/export', {chunk_size: 100});
		expect((await get(`/assets/export/${uuid}/chunks/1`)).status).toBe(400);
		await get(`/assets/export/${uuid}/status`);
		const {chunks_available: ready} = (await get(`/assets/export/${uuid}/status`)).body;
		expect((await get(`/assets/export/${uuid}/chunks/${ready[0]}`)).status).toBe(200);
		expect((await get(`/assets/export/${uuid}/chunks/10`)).status).toBe(400);
	});

	test('can be downloaded again, and is the same', async () => {
		const {finishExport, get} = await tenableOverHttp({assets: 5, findings: 50});
		const {uuid} = await finishExport('/vulns/export', {});
		const path = `/vulns/export/${uuid}/chunks/1`;
		expect((await get(path)).text).toBe((await get(path)).text);
	});

	test('that never was is 404, in the words of its kind', async () => {
		const {finishExport, get} = await tenableOverHttp({assets: 5, findings: 20});
		const assets = await finishExport('/assets/export', {chunk_size: 100});
		expect((await get(`/assets/export/${assets.uuid}/chunks/7`)).body).toEqual({status: 404, message: 'Export expired or not found'});
		const vulns = await finishExport('/vulns/export', {});
		expect((await get(`/vulns/export/${vulns.uuid}/chunks/7`)).body).toEqual({error: 'Chunk does not exist'});
	});

	test('expires 24 hours after the export was made', async () => {
		const {finishExport, get, clock} = await tenableOverHttp({assets: 5, findings: 20});
		const {uuid} = await finishExport('/vulns/export', {});
		clock.advance(dayMs - 1000);
		expect((await get(`/vulns/export/${uuid}/chunks/1`)).status).toBe(200);
		clock.advance(2000);
		expect((await get(`/vulns/export/${uuid}/chunks/1`)).body).toEqual({error: 'Chunk does not exist'});
		expect((await get(`/vulns/export/${uuid}/status`)).status).toBe(404);
	});
});

describe('cancelling an export', () => {
	test('finishes the chunk in work, drops the rest and keeps what is there for three days', async () => {
		const {post, get, clock} = await tenableOverHttp({assets: 500, findings: 500, settings: {pace: slow}});
		const {body: {export_uuid: uuid}} = await post('/vulns/export', {num_assets: 50, filters: {since: 0}});
		await get(`/vulns/export/${uuid}/status`);
		const before = (await get(`/vulns/export/${uuid}/status`)).body;
		expect((await post(`/vulns/export/${uuid}/cancel`)).body).toEqual({status: 'CANCELLED'});
		clock.advance(2 * dayMs);
		const after = (await get(`/vulns/export/${uuid}/status`)).body;
		expect(after.status).toBe('CANCELLED');
		expect(after.chunks_available).toHaveLength(before.chunks_available.length + 1);
		expect(after.chunks_available.length + after.chunks_cancelled.length).toBe(after.total_chunks);
		expect((await get(`/vulns/export/${uuid}/chunks/${after.chunks_available[0]}`)).status).toBe(200);
		expect((await get(`/vulns/export/${uuid}/chunks/${after.chunks_cancelled[0]}`)).status).toBe(404);
		clock.advance(dayMs);
		expect((await get(`/vulns/export/${uuid}/status`)).status).toBe(404);
	});

	test('that is over is refused', async () => {
		const {finishExport, post} = await tenableOverHttp({assets: 5, findings: 0});
		const {uuid} = await finishExport('/assets/export', {chunk_size: 100});
		const reply = await post(`/assets/export/${uuid}/cancel`);
		expect([reply.status, reply.body]).toEqual([400, {status: 400, message: 'Cannot cancel a completed job'}]);
	});

	test('that is unknown is 404 and repeats the uuid', async () => {
		const {post} = await tenableOverHttp({assets: 1, findings: 0});
		const reply = await post('/assets/export/abc/cancel');
		expect([reply.status, reply.body]).toEqual([404, {status: 404, message: 'Job with UUID: abc not found'}]);
	});

	test('frees its place among the active exports', async () => {
		const {post} = await tenableOverHttp({assets: 200, findings: 200, settings: {pace: slow, maxActiveExports: 1}});
		const {body: {export_uuid: uuid}} = await post('/assets/export', {chunk_size: 100});
		expect((await post('/vulns/export', {})).status).toBe(429);
		await post(`/assets/export/${uuid}/cancel`);
		expect((await post('/vulns/export', {})).status).toBe(200);
	});
});

describe('the list of exports', () => {
	test('names the newest first, with filters as a text for assets and as an object for vulnerabilities', async () => {
		const {finishExport, get} = await tenableOverHttp({assets: 5, findings: 20});
		const first = await finishExport('/assets/export', {chunk_size: 100, filters: {created_at: 1}});
		const second = await finishExport('/assets/export', {chunk_size: 100, filters: {created_at: 2}});
		const {exports} = (await get('/assets/export/status')).body;
		expect(exports.map((job: {uuid: string}) => job.uuid)).toEqual([second.uuid, first.uuid]);
		expect(exports[0].filters).toBe('{"created_at":2}');
		await finishExport('/vulns/export', {});
		expect((await get('/vulns/export/status')).body.exports[0]).toMatchObject({status: 'FINISHED', filters: {state: ['OPEN', 'REOPENED']}, total_chunks: 1});
	});

	test('forgets what ended three days ago', async () => {
		const {finishExport, get, clock} = await tenableOverHttp({assets: 5, findings: 20});
		await finishExport('/vulns/export', {});
		clock.advance(3 * dayMs);
		expect((await get('/vulns/export/status')).body.exports).toEqual([]);
	});
});
