import {describe, expect, test} from 'vitest';
import {createOrganization, type Organization} from '../../../source/simulator/organization.js';

const now = new Date('2026-02-10T09:00:00Z');
const build = (options: {readonly seed?: number; readonly assets?: number; readonly findings?: number; readonly systems?: number; readonly poams?: number} = {}) =>
	createOrganization({seed: 42, now, ...options});

const range = (count: number) => Array.from({length: count}, (_, index) => index);
const allAssets = (organization: Organization) => range(organization.counts.assets).map(organization.assetAt);

describe('an organization', () => {
	test('has the size of the demo by default, control rows included', () => {
		const organization = build();
		expect(organization.counts).toEqual({systems: 5, controls: 1400, poams: 60, milestones: 150, assets: 150, findings: 3000});
		expect(range(5).flatMap(index => organization.controlsOfSystem(index))).toHaveLength(1400);
		expect(range(60).flatMap(index => organization.poamAt(index).milestones)).toHaveLength(150);
	});

	test('is the same for the same seed and another for another', () => {
		const first = build();
		const again = build();
		expect(allAssets(again)).toEqual(allAssets(first));
		expect([...again.findingsOfAsset(7)]).toEqual([...first.findingsOfAsset(7)]);
		expect(range(60).map(again.poamAt)).toEqual(range(60).map(first.poamAt));
		expect(again.controlsOfSystem(2)).toEqual(first.controlsOfSystem(2));
		expect(allAssets(build({seed: 43}))).not.toEqual(allAssets(first));
	});

	test('keeps an asset what it was when the organization is larger', () => {
		expect(build({assets: 5000, findings: 5000}).assetAt(12)).toEqual(build({assets: 100, findings: 100}).assetAt(12));
	});

	test.each([[150, 3000], [7, 20], [1, 1], [33, 0], [10, 4000], [101, 10_099]])('has for %i assets exactly %i findings', (assets, findings) => {
		const organization = build({assets, findings});
		const counted = range(assets).map(index => [...organization.findingsOfAsset(index)].length);
		expect(counted.reduce((sum, count) => sum + count, 0)).toBe(findings);
		expect(counted).toEqual(range(assets).map(organization.findingCountAt));
	});

	test('never has two findings of one plugin on one port of one asset', () => {
		const organization = build({assets: 40, findings: 16_000});
		const keys = new Set<string>();
		const ids = new Set<string>();
		for (const index of range(40)) {
			for (const finding of organization.findingsOfAsset(index)) {
				keys.add(`${index}:${finding.plugin.id}:${finding.port}:${finding.protocol}`);
				ids.add(finding.id);
			}
		}
		expect(keys.size).toBe(16_000);
		expect(ids.size).toBe(16_000);
	});

	test('gives every asset its own id, addresses and names', () => {
		const assets = allAssets(build({assets: 20_000, findings: 0}));
		for (const key of ['id', 'ipv4', 'macAddress', 'hostname'] as const) expect(new Set(assets.map(asset => asset[key])).size).toBe(20_000);
		const agents = assets.flatMap(asset => asset.agentUuid ?? []);
		expect(new Set(agents).size).toBe(agents.length);
	});

	test('finds an asset by its id and no asset by another', () => {
		const organization = build();
		expect(range(150).map(index => organization.findAssetIndex(organization.assetIdAt(index)))).toEqual(range(150));
		expect(organization.findAssetIndex(build({seed: 5}).assetIdAt(3))).toBeUndefined();
		expect(organization.findAssetIndex('not a uuid')).toBeUndefined();
	});

	test('finds an asset by its names and its address, and none by a name that only looks like one', () => {
		const organization = build({assets: 70_000, findings: 0});
		for (const index of [0, 41, 253, 254, 65_023, 65_024, 69_999]) {
			const {hostname, fqdn, netbiosName, ipv4} = organization.assetAt(index);
			expect([hostname, fqdn, netbiosName, ipv4].map(organization.findAssetIndexByName)).toEqual([index, index, index, index]);
		}
		expect(organization.findAssetIndexByName('xyz-db-0042')).toBeUndefined();
		expect(organization.findAssetIndexByName('10.1.0.1')).toBeUndefined();
		expect(organization.findAssetIndexByName('somewhere')).toBeUndefined();
	});

	test('orders the times of each finding and keeps them in the past', () => {
		const organization = build();
		for (const index of range(150)) {
			for (const finding of organization.findingsOfAsset(index)) {
				expect(finding.firstFound).toBeLessThanOrEqual(finding.lastFound);
				expect(finding.indexedAt).toBeLessThanOrEqual(now.getTime());
				expect(finding.indexedAt).toBeGreaterThan(finding.lastFound);
				expect(finding.lastFixed === undefined).toBe(finding.state === 'OPEN');
				expect(finding.resurfacedAt !== undefined).toBe(finding.state === 'REOPENED');
			}
		}
	});

	test('shows Unix plugins on Unix hosts only', () => {
		const organization = build();
		const wrong = range(150).filter(index => !organization.assetAt(index).isUnix)
			.flatMap(index => [...organization.findingsOfAsset(index)].filter(finding => /Unix|Linux|SSH/.test(finding.plugin.name)));
		expect(wrong).toEqual([]);
	});

	test('has findings of every severity and state, and mostly harmless ones', () => {
		const organization = build();
		const findings = range(150).flatMap(index => [...organization.findingsOfAsset(index)]);
		const share = (severity: number) => findings.filter(finding => finding.plugin.severityId === severity).length / findings.length;
		expect(share(0)).toBeGreaterThan(0.5);
		expect(share(2)).toBeGreaterThan(share(3));
		expect(share(3)).toBeGreaterThan(share(4));
		expect(share(4)).toBeGreaterThan(0);
		expect(new Set(findings.map(finding => finding.state))).toEqual(new Set(['OPEN', 'REOPENED', 'FIXED']));
	});

	test('writes plans of action as people type them: several spellings, a risk among the states, ids that are no UUIDs', () => {
		const organization = build();
		const poams = range(60).map(organization.poamAt);
		expect(poams[41]?.poamId).toMatch(/^POAM-20\d\d-0042$/);
		expect(new Set(poams.map(poam => poam.poamId)).size).toBe(60);
		expect(new Set(poams.map(poam => poam.status))).toEqual(new Set(['ongoing', 'completed', 'overdue', 'critical']));
		expect(poams.some(poam => poam.riskRating === 'moderate') && poams.some(poam => poam.riskRating === 'medium')).toBe(true);
		expect(poams.some(poam => poam.cost.startsWith('$'))).toBe(true);
		expect(poams.some(poam => poam.controlIdAsWritten !== poam.controlId)).toBe(true);
		expect(poams.some(poam => !/^[\da-f-]{36}$/.test(poam.uuid))).toBe(true);
		expect(poams.filter(poam => poam.status === 'completed').every(poam => poam.actualCompletionDate !== null)).toBe(true);
	});

	test('asks a plan for one weakness of one system once', () => {
		const poams = range(60).map(build().poamAt).filter(poam => poam.plugin !== undefined);
		expect(new Set(poams.map(poam => `${poam.systemId}:${poam.plugin?.id}`)).size).toBe(poams.length);
	});
});
