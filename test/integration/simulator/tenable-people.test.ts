import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, onTestFinished, test} from 'vitest';
import {createOrganization} from '../../../source/simulator/organization.js';
import {startTenableSimulator} from '../../../source/simulator/tenable/start-tenable-simulator.js';
import {tenableOverHttp, worldNow, type Sent} from '../../support/tenable-over-http.js';

describe('a person', () => {
	test('gives an asset one value of a category in place of another, making what is new', async () => {
		const {simulator, assets} = await tenableOverHttp({assets: 5, findings: 0});
		const id = simulator.tenant.organization.assetIdAt(0);
		simulator.edit({by: 'Dana', action: 'retag', asset: id, category: 'Business Owner', value: 'Nobody Yet'}, {action: 'tag', asset: id, category: 'Project', value: 'Apollo'});
		const {tags} = (await assets()).find(asset => asset.id === id);
		expect(tags.filter((tag: Sent) => tag.key === 'Business Owner').map((tag: Sent) => tag.value)).toEqual(['Nobody Yet']);
		expect(tags.find((tag: Sent) => tag.key === 'Project').value).toBe('Apollo');
		simulator.edit({action: 'untag', asset: id, category: 'Project', value: 'Apollo'});
		expect((await assets()).find(asset => asset.id === id).tags.some((tag: Sent) => tag.key === 'Project')).toBe(false);
	});

	test('is found by hostname and address too', async () => {
		const {simulator, assets} = await tenableOverHttp({assets: 5, findings: 0});
		const {hostname, ipv4} = simulator.tenant.organization.assetAt(1);
		simulator.edit({action: 'acr', asset: hostname, score: 1}, {action: 'exposure', asset: ipv4, score: 5});
		expect((await assets()).find(asset => asset.hostnames[0] === hostname)).toMatchObject({acr_score: '1.0', exposure_score: '5.0'});
	});

	test('changes fields of an asset, in its record and in its findings', async () => {
		const {simulator, records, findings, assets} = await tenableOverHttp({assets: 5, findings: 100});
		const id = simulator.tenant.organization.assetIdAt(0);
		simulator.edit({action: 'set', asset: id, fields: {hostnames: ['renamed'], operating_systems: ['Plan 9']}});
		expect((await assets()).find(asset => asset.id === id)).toMatchObject({hostnames: ['renamed'], updated_at: '2026-02-10T09:00:00.000Z'});
		expect((await records('/assets/v2/export', {chunk_size: 100})).find(asset => asset.id === id).network.hostnames).toEqual(['renamed']);
		expect((await findings()).find(finding => finding.asset.uuid === id).asset).toMatchObject({hostname: 'renamed', operating_system: ['Plan 9']});
	});

	test('terminates, restores and discovers assets', async () => {
		const {simulator, assets} = await tenableOverHttp({assets: 5, findings: 50});
		const id = simulator.tenant.organization.assetIdAt(0);
		simulator.edit({by: 'Wen', action: 'terminate', asset: id});
		expect((await assets()).find(asset => asset.id === id)).toMatchObject({terminated_at: '2026-02-10T09:00:00.000Z', terminated_by: 'Wen'});
		simulator.edit({action: 'restore', asset: id}, {action: 'discover'});
		const all = await assets();
		expect(all).toHaveLength(6);
		expect(all.find(asset => asset.id === id).terminated_at).toBeNull();
		expect(all.at(-1)).toMatchObject({created_at: '2026-02-10T09:00:00.000Z', first_seen: '2026-02-10T09:00:00.000Z'});
	});

	test('fixes, reopens and adds findings', async () => {
		const {simulator, findings, clock} = await tenableOverHttp({assets: 3, findings: 60});
		const open = (await findings()).find(finding => finding.state === 'OPEN');
		const again = async () => (await findings()).find(finding => finding.finding_id === open.finding_id);
		const edit = (state: 'FIXED' | 'REOPENED') => { simulator.edit({action: 'finding', asset: open.asset.uuid, plugin: open.plugin.id, port: open.port.port, protocol: open.port.protocol, state}); };
		edit('FIXED');
		expect(await again()).toMatchObject({state: 'FIXED', last_fixed: '2026-02-10T09:00:00.000Z', time_taken_to_fix: expect.any(Number)});
		clock.advance(60_000);
		edit('REOPENED');
		expect(await again()).toMatchObject({state: 'REOPENED', last_fixed: '2026-02-10T09:00:00.000Z', resurfaced_date: '2026-02-10T09:01:00.000Z'});
		simulator.edit({action: 'finding', asset: open.asset.uuid, plugin: 58_988, port: 4711, severity: 4, output: 'new'});
		expect((await findings()).find(finding => finding.port.port === 4711)).toMatchObject({state: 'OPEN', severity: 'critical', output: 'new', first_found: expect.stringContaining('2026-02-10T09:01:00')});
		expect(await findings()).toHaveLength(61);
	});

	test('is refused with a sentence when what is named does not exist', async () => {
		const {post, simulator} = await tenableOverHttp({assets: 3, findings: 0});
		const asset = simulator.tenant.organization.assetIdAt(0);
		for (const [edit, says] of [[{action: 'dance', asset}, 'is no action'], [{action: 'acr', asset, score: 11}, '1 to 10'], [{action: 'tag', asset, category: 'x'}, '"value"'], [{action: 'acr', score: 3}, '"asset"'], [{action: 'scan', asset: 'nobody'}, 'There is no asset "nobody"'], [{action: 'finding', asset, plugin: 1}, 'no plugin 1']] as const) {
			const reply = await post('/_simulator/edits', [edit]);
			expect(reply.status).toBe(400);
			expect(reply.body.error).toContain(says);
		}
	});
});

describe('invented people', () => {
	test('do the same for the same seed, and most of it to owners and scores', async () => {
		const run = async (seed: number) => {
			const {post, simulator} = await tenableOverHttp();
			const {edits} = (await post('/_simulator/edits', {people: 60, seed})).body;
			return {edits, applied: simulator.report().effects.length};
		};
		const first = await run(7);
		expect(first.edits).toHaveLength(60);
		expect(first.applied).toBeGreaterThanOrEqual(60);
		expect((await run(7)).edits).toEqual(first.edits);
		expect((await run(8)).edits).not.toEqual(first.edits);
		expect(first.edits.filter((edit: Sent) => edit.action === 'retag').length).toBeGreaterThan(25);
	});
});

describe('the ledger', () => {
	test('counts what each export delivered once, requests by path and status, and keeps writes with their bodies', async () => {
		const {finishExport, get, post, records} = await tenableOverHttp({assets: 250, findings: 500});
		const {uuid} = await finishExport('/assets/export', {chunk_size: 100});
		for (const id of [1, 1, 2]) await get(`/assets/export/${uuid}/chunks/${id}`);
		await records('/vulns/export', {num_assets: 5000, filters: {since: 0}});
		await post('/tags/categories', {name: 'Kept'});
		const ledger = (await get('/_simulator/ledger')).body;
		expect(ledger.served).toEqual({assets: 200, findings: 500});
		expect(ledger.exports[0]).toMatchObject({uuid, kind: 'assets', records: 200, chunks: {1: {records: 100, downloads: 2}, 2: {records: 100, downloads: 1}}});
		expect(ledger.byRequest['GET /assets/export/:uuid/chunks/:id 200']).toBe(3);
		expect(ledger.requests).toBe(Object.values<number>(ledger.byRequest).reduce((sum, count) => sum + count, 0));
		expect(ledger.writes.at(-1)).toMatchObject({method: 'POST', path: '/tags/categories', status: 200, body: {name: 'Kept'}});
		expect(ledger.effects).toMatchObject([{sequence: 1, by: 'api', effect: {kind: 'tag-category-saved', category: {name: 'Kept'}}}]);
	});

	test('does not count a chunk whose download was cut', async () => {
		const {finishExport, get, simulator} = await tenableOverHttp({assets: 50, findings: 0});
		const {uuid} = await finishExport('/assets/export', {chunk_size: 100});
		simulator.setFaults([{fault: {kind: 'reset', when: 'mid-body'}, times: 1}]);
		await expect(get(`/assets/export/${uuid}/chunks/1`)).rejects.toThrow();
		expect(simulator.report().served.assets).toBe(0);
		await get(`/assets/export/${uuid}/chunks/1`);
		expect(simulator.report().served.assets).toBe(50);
	});

	test('tells requests that got no answer', async () => {
		const {get, simulator} = await tenableOverHttp({assets: 1, findings: 0});
		simulator.setFaults([{fault: {kind: 'reset', when: 'before'}}]);
		await expect(get('/session')).rejects.toThrow();
		expect(simulator.report().byRequest).toEqual({'GET /session none': 1});
	});
});

describe('a journal', () => {
	const folder = () => {
		const path = mkdtempSync(join(tmpdir(), 'parley-journal-'));
		onTestFinished(() => { rmSync(path, {recursive: true}); });
		return join(path, 'tenable.jsonl');
	};

	test('brings everything that was changed back at the next start, and no tag twice', async () => {
		const journal = folder();
		const first = await tenableOverHttp({assets: 20, findings: 100, journal, settings: {jobDelayMs: 0}});
		first.simulator.editAsPeople(40, 3);
		const made = (await first.post('/tags/values', {category_name: 'Project', value: 'Apollo'})).body;
		await first.post('/tags/assets/assignments', {action: 'add', assets: [first.simulator.tenant.organization.assetIdAt(5)], tags: [made.uuid]});
		const before = [await first.assets(), await first.findings()];
		await first.simulator.close();
		const second = await tenableOverHttp({assets: 20, findings: 100, journal, settings: {jobDelayMs: 0}});
		expect([await second.assets(), await second.findings()]).toEqual(before);
		const next = (await second.post('/tags/values', {category_name: 'Project', value: 'Gemini'})).body;
		expect(next.category_uuid).toBe(made.category_uuid);
		expect(next.uuid).not.toBe(made.uuid);
	});

	test('survives a line that was cut when its writer was killed', async () => {
		const journal = folder();
		const first = await tenableOverHttp({assets: 5, findings: 0, journal});
		first.simulator.edit({action: 'acr', asset: first.simulator.tenant.organization.assetIdAt(0), score: 2});
		const whole = readFileSync(journal, 'utf8');
		writeFileSync(journal, `${whole}{"at":17`);
		const second = await tenableOverHttp({assets: 5, findings: 0, journal});
		expect((await second.assets())[0].acr_score).toBe('2.0');
		expect(readFileSync(journal, 'utf8')).toBe(whole);
	});

	test('of another organization, of something else or in no folder is refused with what to do', async () => {
		const journal = folder();
		await tenableOverHttp({assets: 5, findings: 0, journal});
		await expect(tenableOverHttp({assets: 6, findings: 0, journal})).rejects.toMatchObject({code: 'VALUE_INVALID', message: expect.stringContaining('another organization')});
		writeFileSync(journal, `${readFileSync(journal, 'utf8')}shopping list\n`);
		await expect(tenableOverHttp({assets: 5, findings: 0, journal})).rejects.toMatchObject({code: 'VALUE_INVALID', message: expect.stringContaining('cannot be read')});
		await expect(tenableOverHttp({assets: 5, findings: 0, journal: `${journal}/no/folder`})).rejects.toMatchObject({code: expect.stringMatching('PERMISSION_DENIED')});
	});
});

describe('a port in use', () => {
	test('is told as such, with what to do', async () => {
		const {simulator} = await tenableOverHttp({assets: 1, findings: 0});
		const second = startTenableSimulator({organization: createOrganization({seed: 1, now: worldNow}), port: simulator.port});
		await expect(second).rejects.toMatchObject({code: 'PORT_IN_USE', nextStep: expect.stringContaining('--port')});
	});
});
