import {describe, expect, test} from 'vitest';
import {allStates, dayMs, tenableOverHttp, type Sent} from '../../support/tenable-over-http.js';

const seconds = (text: string) => Math.floor(Date.parse(text) / 1000);
const ids = (records: Sent[]) => records.map(record => record.id).toSorted();

describe('a filter of assets', () => {
	test('on updated_at means later than, not from', async () => {
		const {assets, simulator, clock} = await tenableOverHttp({findings: 0});
		const before = Math.floor(clock.now().getTime() / 1000);
		clock.advance(1500);
		simulator.edit({action: 'acr', asset: simulator.tenant.organization.assetIdAt(7), score: 3});
		expect(ids(await assets({updated_at: before}))).toEqual([simulator.tenant.organization.assetIdAt(7)]);
		expect(await assets({updated_at: before + 2})).toEqual([]);
	});

	test('on created_at and first_scan_time splits the assets by age', async () => {
		const {assets} = await tenableOverHttp({findings: 0});
		const cut = seconds('2025-01-01T00:00:00Z');
		const all = await assets();
		for (const [filter, key] of [['created_at', 'created_at'], ['first_scan_time', 'first_scan_time']] as const) {
			const wanted = all.filter(asset => Date.parse(asset[key]) > cut * 1000);
			expect(wanted.length).toBeGreaterThan(0);
			expect(wanted.length).toBeLessThan(150);
			expect(ids(await assets({[filter]: cut}))).toEqual(ids(wanted));
		}
	});

	test('by tag takes values of one category as alternatives and categories together', async () => {
		const {assets} = await tenableOverHttp({findings: 0});
		const has = (asset: Sent, key: string, values: readonly string[]) => asset.tags.some((tag: Sent) => tag.key === key && values.includes(tag.value));
		const all = await assets();
		const wanted = all.filter(asset => has(asset, 'Environment', ['test', 'staging']) && has(asset, 'Criticality', ['high']));
		expect(wanted.length).toBeGreaterThan(0);
		expect(ids(await assets({'tag.Environment': ['test', 'staging'], 'tag.Criticality': ['high']}))).toEqual(ids(wanted));
	});

	test('by tag is known to version 1 only', async () => {
		const {post} = await tenableOverHttp({assets: 1, findings: 0});
		expect((await post('/assets/v2/export', {chunk_size: 100, filters: {'tag.Environment': ['test']}})).status).toBe(400);
	});

	test('on flags takes true, false or nothing', async () => {
		const {assets, simulator} = await tenableOverHttp({assets: 10, findings: 9});
		simulator.edit({action: 'unlicense', asset: simulator.tenant.organization.assetIdAt(2)}, {action: 'terminate', asset: simulator.tenant.organization.assetIdAt(3)});
		expect(ids(await assets({is_licensed: false}))).toEqual([simulator.tenant.organization.assetIdAt(2)]);
		expect(await assets({is_licensed: true})).toHaveLength(9);
		expect(ids(await assets({is_terminated: true}))).toEqual([simulator.tenant.organization.assetIdAt(3)]);
		expect(await assets({has_plugin_results: true})).toHaveLength(9);
		expect(await assets({servicenow_sysid: true})).toEqual([]);
	});

	test('on sources knows their exact letters', async () => {
		const {assets} = await tenableOverHttp({findings: 0});
		const agents = await assets({sources: ['NESSUS_AGENT']});
		expect(agents.length).toBeGreaterThan(0);
		expect(agents.every(asset => asset.has_agent)).toBe(true);
		expect(await assets({sources: ['nessus_agent']})).toEqual([]);
	});
});

describe('deleted assets', () => {
	test('are in no export that does not ask for them', async () => {
		const {assets, simulator} = await tenableOverHttp({assets: 10, findings: 0});
		simulator.edit({action: 'delete', asset: simulator.tenant.organization.assetIdAt(4)});
		expect(await assets()).toHaveLength(9);
		expect(await assets({updated_at: 0})).toHaveLength(9);
	});

	test('come to an administrator who asks by deleted_at or is_deleted, and to nobody else', async () => {
		for (const [permissions, count] of [[64, 1], [32, 0]] as const) {
			const {assets, simulator} = await tenableOverHttp({assets: 10, findings: 0, settings: {permissions}});
			simulator.edit({action: 'delete', asset: simulator.tenant.organization.assetIdAt(4)});
			const deleted = await assets({deleted_at: 1});
			expect(deleted).toHaveLength(count);
			expect(await assets({is_deleted: true})).toHaveLength(count);
			if (count === 1) expect(deleted[0]).toMatchObject({id: simulator.tenant.organization.assetIdAt(4), deleted_at: '2026-02-10T09:00:00.000Z', deleted_by: 'a person'});
		}
	});

	test('come with updated and terminated ones by version 2\'s since', async () => {
		const {records, simulator, clock} = await tenableOverHttp({assets: 10, findings: 0});
		const id = simulator.tenant.organization.assetIdAt;
		const since = Math.floor(clock.now().getTime() / 1000);
		clock.advance(1500);
		simulator.edit({action: 'delete', asset: id(1)}, {action: 'terminate', asset: id(2)}, {action: 'acr', asset: id(3), score: 9});
		const changed = await records('/assets/v2/export', {chunk_size: 100, filters: {since}});
		expect(ids(changed)).toEqual([id(1), id(2), id(3)].toSorted());
	});

	test('take their findings with them', async () => {
		const {findings, simulator} = await tenableOverHttp({assets: 10, findings: 100});
		simulator.edit({action: 'delete', asset: simulator.tenant.organization.assetIdAt(0)});
		expect((await findings()).some(finding => finding.asset.uuid === simulator.tenant.organization.assetIdAt(0))).toBe(false);
	});
});

describe('a filter of vulnerabilities', () => {
	test('that is missing means open and reopened of the last 30 days', async () => {
		const {findings, clock} = await tenableOverHttp();
		const all = await findings();
		const cut = clock.now().getTime() - 30 * dayMs;
		const wanted = all.filter(finding => finding.state !== 'FIXED' && Date.parse(finding.last_found) >= cut);
		const got = await findings({});
		expect(got).toHaveLength(wanted.length);
		expect(got.length).toBeLessThan(all.filter(finding => finding.state !== 'FIXED').length);
	});

	test('on since alone brings fixed ones too, by when they were fixed', async () => {
		const {findings} = await tenableOverHttp();
		const all = await findings();
		const since = seconds('2026-01-20T00:00:00Z');
		const wanted = all.filter(({state, last_found: found, last_fixed: fixed}) => seconds(state === 'FIXED' ? fixed : found) >= since);
		const got = await findings({since});
		expect(got).toHaveLength(wanted.length);
		expect(got.some(finding => finding.state === 'FIXED')).toBe(true);
		expect(got.length).toBeLessThan(all.length);
	});

	test('on state takes any letters', async () => {
		const {findings} = await tenableOverHttp();
		const fixed = await findings({since: 0, state: ['fixed']});
		expect(fixed.length).toBeGreaterThan(0);
		expect(fixed.every(finding => finding.state === 'FIXED')).toBe(true);
	});

	test('on since goes with no other time, and other times need a state', async () => {
		const {post} = await tenableOverHttp({assets: 1, findings: 0});
		for (const name of ['first_found', 'first_seen', 'last_found', 'last_seen', 'last_fixed']) {
			expect((await post('/vulns/export', {filters: {since: 1, [name]: 1, state: allStates}})).status).toBe(400);
			expect((await post('/vulns/export', {filters: {[name]: 1}})).status).toBe(400);
			expect((await post('/vulns/export', {filters: {[name]: 1, state: ['OPEN', 'FIXED']}})).status).toBe(200);
		}
	});

	test('on first_found, last_found and last_fixed means on or after, and seen is found', async () => {
		const {findings} = await tenableOverHttp();
		const all = await findings();
		const cut = seconds('2026-01-10T00:00:00Z');
		for (const [name, key] of [['first_found', 'first_found'], ['first_seen', 'first_found'], ['last_found', 'last_found'], ['last_seen', 'last_found'], ['last_fixed', 'last_fixed']] as const) {
			const wanted = all.filter(finding => finding[key] !== undefined && seconds(finding[key]) >= cut);
			expect(wanted.length).toBeGreaterThan(0);
			expect(await findings({[name]: cut, state: allStates}), name).toHaveLength(wanted.length);
		}
	});

	test('on indexed_at finds what was published later than it was found', async () => {
		const {findings} = await tenableOverHttp();
		const all = await findings();
		const newest = all.toSorted((a, b) => Date.parse(b.indexed) - Date.parse(a.indexed))[0];
		const got = await findings({indexed_at: seconds(newest.indexed), state: allStates});
		expect(got.map(finding => finding.finding_id)).toEqual([newest.finding_id]);
		expect(seconds(newest.last_fixed ?? newest.last_found)).toBeLessThan(seconds(newest.indexed));
	});

	test('on severity, plugin, family, CVE and address picks what it names', async () => {
		const {findings} = await tenableOverHttp();
		const all = await findings();
		const cases: Array<[object, (finding: Sent) => boolean]> = [
			[{severity: ['critical', 'HIGH']}, ({severity}) => severity === 'critical' || severity === 'high'],
			[{plugin_id: [51_192, 57_582]}, ({plugin}) => plugin.id === 51_192 || plugin.id === 57_582],
			[{plugin_family: ['CGI abuses']}, ({plugin}) => plugin.family === 'CGI abuses'],
			[{cve_id: ['CVE-2012-1823']}, ({plugin}) => plugin.cve?.includes('CVE-2012-1823') === true],
			[{cidr_range: '10.20.0.16/28'}, ({asset}) => /^10\.20\.0\.(1[6-9]|2\d|3[01])$/.test(asset.ipv4)],
			[{vpr_score: {gte: 8}}, ({plugin}) => plugin.vpr?.score >= 8],
			[{'tag.Environment': ['test']}, () => true],
		];
		for (const [filter, isWanted] of cases) {
			const got = await findings({since: 0, state: allStates, ...filter});
			expect(got.length, JSON.stringify(filter)).toBeGreaterThan(0);
			expect(got.every(isWanted), JSON.stringify(filter)).toBe(true);
			if (!('tag.Environment' in filter)) expect(got).toHaveLength(all.filter(isWanted).length);
		}
	});

	test('on a number refuses eq beside a range', async () => {
		const {post} = await tenableOverHttp({assets: 1, findings: 0});
		expect((await post('/vulns/export', {filters: {vpr_score: {eq: [7], gte: 3}}})).status).toBe(400);
		expect((await post('/vulns/export', {filters: {cve_id: Array.from({length: 201}, () => 'CVE-2012-1823')}})).status).toBe(400);
	});

	test('leaves out assets without a licence unless they are asked for', async () => {
		const {records, simulator} = await tenableOverHttp({assets: 10, findings: 100});
		simulator.edit({action: 'unlicense', asset: simulator.tenant.organization.assetIdAt(0)});
		const filters = {since: 0, state: allStates};
		expect((await records('/vulns/export', {filters})).length).toBeLessThan(100);
		expect(await records('/vulns/export', {filters, include_unlicensed: true})).toHaveLength(100);
	});
});
