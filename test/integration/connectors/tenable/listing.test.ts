import {describe, expect, test} from 'vitest';
import type {Cursor} from '../../../../source/core/connector.js';
import {answer, startScriptedServer} from '../http/scripted-server.js';
import {countRequests, idsOf, listAll, signal, useTenableWorlds} from './tenable-world.js';

const open = useTenableWorlds();

describe('everything', () => {
	test('brings each asset once, as it is on the wire, with a text for each tag category', async () => {
		const {connector, organization, simulator} = await open();
		const {records, unreadable, gaps, last} = await listAll(connector, 'asset');
		expect(idsOf(records)).toEqual(Array.from({length: 350}, (_, index) => organization.assetIdAt(index)).sort());
		expect(unreadable).toEqual([]);
		expect(gaps).toEqual([]);
		expect(last.watermark).toEqual({source: simulator.url, at: expect.stringMatching(/Z$/)});
		expect(simulator.report().served.assets).toBe(350);
		const [record] = records;
		expect(Object.keys(record?.fields['tag'] as object)).toEqual(['Business Owner', 'Technical Owner', 'System', 'Criticality', 'Environment']);
		expect(record).toMatchObject({fields: {id: record?.externalId, hostnames: expect.any(Array)}, changedAt: expect.stringMatching(/\.\d{3}Z$/)});
	});

	test('brings each finding once, fixed ones and old ones too, known by asset, plugin, port and protocol', async () => {
		const {connector, organization, simulator} = await open({assets: 120, findings: 2000});
		const {records, gaps} = await listAll(connector, 'vulnerability');
		expect(records).toHaveLength(organization.counts.findings);
		expect(new Set(idsOf(records)).size).toBe(records.length);
		expect(gaps).toEqual([]);
		expect(simulator.report().served.findings).toBe(records.length);
		expect(new Set(records.map(({fields}) => fields['state']))).toEqual(new Set(['OPEN', 'REOPENED', 'FIXED']));
		const [first] = records;
		const {asset, plugin, port} = (first?.fields ?? {}) as {asset: {uuid: string}; plugin: {id: number}; port: {port: number; protocol: string}};
		expect(first?.externalId).toBe(`${asset.uuid}:${plugin.id}:${port.port}:${port.protocol}`);
	});

	test('an export of nothing is an empty last page', async () => {
		const {connector} = await open({assets: 1, findings: 0});
		const {pages, records} = await listAll(connector, 'vulnerability');
		expect(records).toEqual([]);
		expect(pages).toHaveLength(1);
		expect(pages[0]?.watermark).toBeDefined();
	});
});

describe('changes', () => {
	test('bring what changed since the watermark, and what was deleted or terminated', async () => {
		const world = await open();
		const full = await listAll(world.connector, 'asset');
		world.clock.advance(3_600_000);
		const [a = '', b = '', c = ''] = [3, 4, 5].map(index => world.organization.assetIdAt(index));
		world.simulator.edit({action: 'retag', asset: a, category: 'Business Owner', value: 'Somebody Else'}, {action: 'delete', asset: b}, {action: 'terminate', asset: c});
		const {records, gaps} = await listAll(world.connector, 'asset', {since: full.last.watermark ?? {}});
		expect(gaps).toEqual([]);
		expect(new Set(idsOf(records))).toEqual(new Set([a, b, c]));
		expect(records.find(({externalId}) => externalId === a)?.fields['tag']).toMatchObject({'Business Owner': 'Somebody Else'});
		expect(records.filter(({isDeleted}) => isDeleted).map(({externalId}) => externalId)).toEqual(expect.arrayContaining([b, c]));
		expect(records.find(({externalId}) => externalId === a)?.isDeleted).toBeUndefined();
	});

	test('bring findings by the time they were published, in every state', async () => {
		const world = await open({assets: 60, findings: 600});
		const full = await listAll(world.connector, 'vulnerability');
		world.clock.advance(3_600_000);
		const [record] = full.records.filter(({fields}) => fields['state'] === 'OPEN');
		const [asset = '', plugin = '', port = '', protocol = 'TCP'] = record?.externalId.split(':') ?? [];
		world.simulator.edit({action: 'finding', asset, plugin: Number(plugin), port: Number(port), protocol: protocol as 'TCP', state: 'FIXED'});
		const {records} = await listAll(world.connector, 'vulnerability', {since: full.last.watermark ?? {}});
		expect(records.map(({externalId, fields}) => [externalId, fields['state']])).toEqual([[record?.externalId, 'FIXED']]);
	});

	test('the watermark lies before the first request: what changes during the run is not lost', async () => {
		const world = await open({config: {overlap_minutes: '0'}});
		const late = world.organization.assetIdAt(340);
		const full = await listAll(world.connector, 'asset', {}, (_page, count) => {
			world.clock.advance(60_000);
			if (count === 1) world.simulator.edit({action: 'acr', asset: late, score: 9});
		});
		const {records} = await listAll(world.connector, 'asset', {since: full.last.watermark ?? {}});
		expect(idsOf(records)).toContain(late);
	});
});

describe('the way of an export', () => {
	test('chunks come in any order, and a list that grows, shrinks or leaves out numbers loses none', async () => {
		const world = await open({settings: {pace: {queuedPolls: 2, processingPolls: 5, longestMs: 3_600_000}}});
		world.simulator.setFaults([{match: {path: '/assets/export'}, fault: {kind: 'chunk-gaps'}}, {match: {path: '/assets/export'}, fault: {kind: 'list-shrinks'}}]);
		const {records, gaps} = await listAll(world.connector, 'asset');
		expect(records).toHaveLength(350);
		expect(gaps).toEqual([]);
		expect(world.clock.sleeps.every(ms => ms === 100), 'a young export is asked often').toBe(true);
	});

	test('a run goes on in another process with the chunks that are left', async () => {
		const world = await open();
		const first = await world.connector.list({entityType: 'asset', pageSize: 100, signal});
		const second = await world.connector.list({entityType: 'asset', pageSize: 100, signal, cursor: first.next ?? {}});
		// The second page was read, but never written: its checkpoint is that of the first.
		const {records} = await listAll(world.open(), 'asset', {cursor: JSON.parse(JSON.stringify(first.next))});
		expect(idsOf([...first.records, ...records])).toHaveLength(350);
		expect(idsOf(records)).toEqual(expect.arrayContaining([...idsOf(second.records)]));
		expect(countRequests(world, /^POST \/assets\/export 200/)).toBe(1);
	});

	test.each([['conflict'], ['too-many'], ['too-many-old']] as const)('an export that is running by the same filters is adopted (%s)', async duplicateAnswer => {
		const world = await open({settings: {duplicateAnswer, pace: {queuedPolls: 1, processingPolls: 4, longestMs: 3_600_000}}});
		const begun = await world.connector.list({entityType: 'vulnerability', pageSize: 100, signal});
		expect(begun.next).toBeDefined();
		world.clock.advance(60_000);
		const {records, last} = await listAll(world.open(), 'vulnerability');
		expect(new Set(idsOf(records)).size).toBe(world.organization.counts.findings);
		expect(world.simulator.report().exports).toHaveLength(1);
		expect(Date.parse(String(last.watermark?.['at'])), 'no later than the adopted export').toBeLessThanOrEqual(world.clock.now().getTime() - 60_000);
	});

	test('a start that took effect but was answered 504 ends in adoption, not in two exports', async () => {
		const world = await open({settings: {pace: {queuedPolls: 1, processingPolls: 2, longestMs: 3_600_000}}});
		world.simulator.setFaults([{match: {method: 'POST', path: '/assets/export'}, times: 1, fault: {kind: 'status', status: 504, effect: 'after'}}]);
		expect((await listAll(world.connector, 'asset')).records).toHaveLength(350);
		expect(world.simulator.report().exports).toHaveLength(1);
	});

	test('an export that somebody else runs by other filters is not taken for ours', async () => {
		const world = await open({assets: 1});
		const stranger = '3f0c7b52-6a1e-4f0b-9d55-0d6a2f3e9c01';
		const theirs = {since: 1, state: ['OPEN', 'REOPENED', 'FIXED'], severity: ['CRITICAL'], tags: {}, first_found: 0};
		const server = await startScriptedServer(
			answer(409, {active_job_id: stranger, failure_reason: 'The request could not be completed due to a conflict with the ongoing export'}),
			answer(200, {exports: [{uuid: stranger, status: 'PROCESSING', created: 1_700_000_000_000, filters: theirs}]}),
		);
		const connector = world.open({}, server.url);
		const listing = listAll(connector, 'vulnerability');
		await expect(listing).rejects.toMatchObject({code: 'EXTERNAL_REJECTED', isRetryable: true, message: expect.stringContaining(stranger)});
		expect(server.requests).toEqual(['POST /vulns/export', 'GET /vulns/export/status']);
		await connector.close();
		await server.close();
	});

	test('an export that expired before it was read is started again from the same place', async () => {
		const world = await open();
		const full = await listAll(world.connector, 'asset');
		world.clock.advance(3_600_000);
		const changed = [1, 2].map(index => world.organization.assetIdAt(index));
		for (const asset of changed) world.simulator.edit({action: 'acr', asset, score: 3});
		const since = full.last.watermark ?? {};
		const first = await world.connector.list({entityType: 'asset', pageSize: 100, since, signal});
		world.clock.advance(2 * 86_400_000);
		const {records, last} = await listAll(world.open(), 'asset', {since, ...(first.next !== undefined && {cursor: first.next})});
		expect(new Set(idsOf([...first.records, ...records]))).toEqual(new Set(changed));
		expect(last.watermark).toBeDefined();
	});

	test('an export that expires again and again is given up', async () => {
		const world = await open();
		world.simulator.setFaults([{match: {path: '/assets/export'}, fault: {kind: 'expires-at-once'}}]);
		await expect(listAll(world.connector, 'asset')).rejects.toMatchObject({code: 'EXTERNAL_FAILED', isRetryable: true});
		expect(countRequests(world, /^POST \/assets\/export 200/)).toBe(4);
	});

	test('an export that was given up over is asked for anew by the next run', async () => {
		const world = await open();
		world.simulator.setFaults([{match: {path: '/assets/export'}, fault: {kind: 'expires-at-once'}}]);
		let cursor: Cursor | undefined;
		await expect((async () => {
			for (;;) cursor = (await world.connector.list({entityType: 'asset', pageSize: 100, ...(cursor !== undefined && {cursor}), signal})).next;
		})()).rejects.toMatchObject({code: 'EXTERNAL_FAILED'});
		world.simulator.setFaults([]);
		const {records} = await listAll(world.open(), 'asset', cursor === undefined ? {} : {cursor});
		expect(new Set(idsOf(records)).size).toBe(world.organization.counts.assets);
	});

	test('a wait brings empty pages that tell where it stands, and is asked about ever less often', async () => {
		const world = await open({config: {export_deadline_minutes: '60'}});
		world.simulator.setFaults([{match: {path: '/assets/export'}, fault: {kind: 'stuck', status: 'QUEUED'}}]);
		const {pages, last} = await listAll(world.connector, 'asset');
		expect(pages.slice(0, -1).every(({records, next, progress}) => records.length === 0 && next !== undefined && progress !== undefined)).toBe(true);
		expect(pages.length).toBeGreaterThan(60);
		expect(countRequests(world, /export\/:uuid\/status/)).toBeLessThan(200);
		expect(last.gaps).toEqual([expect.stringContaining('was still QUEUED at its deadline and was cancelled')]);
	});

	test('a wait ends when the run is told to stop', async () => {
		const abort = new AbortController();
		const world = await open({context: {recordCall: ({endpoint}) => (endpoint.endsWith('/status') ? abort.abort(new Error('told to stop')) : undefined)}});
		world.simulator.setFaults([{match: {path: '/assets/export'}, fault: {kind: 'stuck', status: 'QUEUED'}}]);
		await expect(world.connector.list({entityType: 'asset', pageSize: 100, signal: abort.signal})).rejects.toThrow('told to stop');
		expect(countRequests(world, /export\/:uuid\/status/)).toBe(1);
	});
});

describe('chunks that cannot be read', () => {
	test.each([
		['cut in the middle', {kind: 'truncate', how: 'chunked'}],
		['cut, but whole on the wire', {kind: 'truncate', how: 'valid-length'}],
		['no JSON', {kind: 'invalid-json'}],
		['empty', {kind: 'empty'}],
		['a login page', {kind: 'wrong-type'}],
		['a 500', {kind: 'status', status: 500}],
		['a 404', {kind: 'status', status: 404}],
		['reset on the way', {kind: 'reset', when: 'mid-body'}],
	] as const)('are asked for again (%s)', async (_name, fault) => {
		const world = await open();
		world.simulator.setFaults([{match: {path: '/assets/export/*/chunks/*'}, times: 2, fault}]);
		const {records, gaps} = await listAll(world.connector, 'asset');
		expect(records).toHaveLength(350);
		expect(gaps).toEqual([]);
	});

	test('null stands for no records', async () => {
		const world = await open();
		world.simulator.setFaults([{match: {path: '/assets/export/*/chunks/*'}, times: 1, fault: {kind: 'null-chunk'}}]);
		const {records, gaps} = await listAll(world.connector, 'asset');
		expect(records.length).toBeGreaterThanOrEqual(250);
		expect(records.length).toBeLessThan(350);
		expect(gaps).toEqual([]);
	});

	test('are left out after five tries, and the last page says so', async () => {
		const world = await open();
		world.simulator.setFaults([{match: {path: '/assets/export/*/chunks/2'}, fault: {kind: 'status', status: 500}}]);
		const {records, gaps} = await listAll(world.connector, 'asset');
		expect(records).toHaveLength(250);
		expect(gaps).toEqual([expect.stringMatching(/^Chunk 2 of export \S+ could not be read in 5 tries\. .*500/)]);
	});

	test('an outage is not taken for a bad chunk: the run fails and goes on from its checkpoint later', async () => {
		const world = await open();
		const first = await world.connector.list({entityType: 'asset', pageSize: 100, signal});
		world.simulator.setFaults([{fault: {kind: 'status', status: 503}}]);
		await expect(world.connector.list({entityType: 'asset', pageSize: 100, cursor: first.next ?? {}, signal})).rejects.toMatchObject({isRetryable: true});
		world.simulator.setFaults([]);
		const {records, gaps} = await listAll(world.open(), 'asset', {cursor: first.next ?? {}});
		expect(first.records.length + records.length).toBe(350);
		expect(gaps).toEqual([]);
	});
});

describe('records that are none', () => {
	test('stand apart and hold up nothing', async () => {
		const world = await open();
		world.simulator.setFaults([{match: {path: '/assets/export/*/chunks/*'}, times: 1, fault: {kind: 'not-records', count: 6}}]);
		const {records, unreadable} = await listAll(world.connector, 'asset');
		expect(records).toHaveLength(350);
		expect(unreadable.map(({reason}) => reason)).toEqual(['It is not an object.', 'It is not an object.', 'It is not an object.', 'It is not an object.', 'It has no usable "id".', 'It is not an object.']);
	});

	test('hostile texts arrive whole or visibly replaced, and pollute nothing', async () => {
		const world = await open({assets: 120});
		world.simulator.setFaults([{match: {path: '/assets/export/*/chunks/*'}, fault: {kind: 'hostile-strings', share: 1}}]);
		const {records, unreadable} = await listAll(world.connector, 'asset');
		expect(records).toHaveLength(120);
		expect(unreadable).toEqual([]);
		const text = JSON.stringify(records);
		expect(text).not.toContain('\\u0000');
		expect(text.isWellFormed()).toBe(true);
		expect(records.some(({fields}) => Object.hasOwn(fields, '__proto__'))).toBe(false);
		expect(({} as {isAdmin?: boolean}).isAdmin).toBeUndefined();
	});

	test('a platform that drifts costs only the records it makes unusable', async () => {
		const world = await open({assets: 120, findings: 1200});
		world.simulator.setFaults([{match: {path: '/vulns/export/*/chunks/*'}, fault: {kind: 'type-drift', share: 1}}]);
		const {records, unreadable} = await listAll(world.connector, 'vulnerability');
		expect(records.length + unreadable.length).toBe(world.organization.counts.findings);
		expect(records.length).toBeGreaterThan(unreadable.length * 5);
	});
});

describe('the connection', () => {
	test('is proven with the server\'s state and the session, and tells who we are', async () => {
		const {connector, calls} = await open();
		expect(await connector.check(signal)).toEqual({description: expect.stringMatching(/^Tenable\.io is ready; signed in as .+ \(Administrator\)/)});
		expect(calls.map(({endpoint}) => endpoint)).toEqual(['/server/status', '/session']);
		expect(calls[1]?.userAgent).toBe('Integration/1.0 (Parley; Parley; Build/0.1.0)');
	});

	test('keys that were changed stop the run at once', async () => {
		const world = await open();
		const first = await world.connector.list({entityType: 'asset', pageSize: 100, signal});
		world.simulator.rotateKeys();
		await expect(listAll(world.connector, 'asset', {cursor: first.next ?? {}})).rejects.toMatchObject({code: 'EXTERNAL_AUTHENTICATION_FAILED', isRetryable: false});
		expect(countRequests(world, / 401$/)).toBe(1);
	});

	test('no key is in any record of a call', async () => {
		const world = await open({assets: 120});
		await listAll(world.connector, 'asset');
		await world.connector.check(signal);
		const text = JSON.stringify(world.calls);
		expect(text).not.toContain(world.simulator.accessKey);
		expect(text).not.toContain(world.simulator.secretKey);
		expect(world.calls.length).toBe(world.simulator.report().requests);
	});

	test.each([
		[{access_key: ''}, /access_key is missing/],
		[{secret_key: 'two words'}, /secret_key holds a blank/],
		[{asset_chunk_size: '99'}, /asset_chunk_size must be a whole number from 100 to 10000/],
		[{ca_file: '/nonexistent.pem'}, /cannot be read/],
		[{client_key_file: '/etc/hostname'}, /PEM|only one/],
		[{proxy_url: 'somewhere'}, /no address/],
	])('options that cannot work are refused with what is wrong (%j)', async (config, message) => {
		const world = await open({assets: 1});
		expect(() => world.open(config)).toThrow(expect.objectContaining({code: 'CONNECTION_CONFIG_INVALID', message: expect.stringMatching(message)}));
	});
});
