import {describe, expect, test} from 'vitest';
import {tenableOverHttp, type Sent} from '../../support/tenable-over-http.js';

const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;
const withMs = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Every key that version 1 writes for an asset. */
const assetKeys = [
	'id', 'has_agent', 'has_plugin_results', 'created_at', 'terminated_at', 'terminated_by', 'updated_at', 'deleted_at', 'deleted_by', 'first_seen', 'last_seen',
	'first_scan_time', 'last_scan_time', 'last_authenticated_scan_date', 'last_licensed_scan_date', 'last_authentication_attempt_date',
	'last_authentication_success_date', 'last_authentication_scan_status', 'last_scan_target', 'last_scan_id', 'last_schedule_id', 'azure_vm_id',
	'azure_resource_id', 'gcp_project_id', 'gcp_zone', 'gcp_instance_id', 'aws_ec2_instance_ami_id', 'aws_ec2_instance_id', 'aws_owner_id',
	'aws_availability_zone', 'aws_region', 'aws_vpc_id', 'aws_ec2_instance_group_name', 'aws_ec2_instance_state_name', 'aws_ec2_instance_type', 'aws_subnet_id',
	'aws_ec2_product_code', 'aws_ec2_name', 'agent_uuid', 'bios_uuid', 'serial_number', 'network_id', 'network_name', 'mcafee_epo_guid', 'mcafee_epo_agent_guid',
	'servicenow_sysid', 'bigfix_asset_id', 'agent_names', 'installed_software', 'ipv4s', 'ipv6s', 'fqdns', 'mac_addresses', 'netbios_names', 'operating_systems',
	'system_types', 'hostnames', 'ssh_fingerprints', 'qualys_asset_ids', 'qualys_host_ids', 'manufacturer_tpm_ids', 'symantec_ep_hardware_keys', 'sources', 'tags',
	'network_interfaces', 'acr_score', 'exposure_score', 'ratings',
];

describe('an asset of version 1', () => {
	test('has every key, and null or an empty list where nothing is known', async () => {
		const {assets} = await tenableOverHttp();
		for (const asset of await assets()) {
			const keys = Object.keys(asset).filter(key => key !== 'tenable_agent_days_since_active');
			expect(keys.toSorted()).toEqual(assetKeys.toSorted());
			expect(asset.terminated_at).toBeNull();
			expect(asset.ssh_fingerprints).toEqual([]);
			expect(asset.azure_vm_id).toBeNull();
		}
	});

	test('writes ids and hardware addresses in small letters, the agent\'s without dashes, the schedule\'s as no UUID', async () => {
		const {assets} = await tenableOverHttp();
		for (const asset of await assets()) {
			expect(asset.id).toMatch(uuid);
			expect(asset.mac_addresses[0]).toMatch(/^[\da-f:]{17}$/);
			if (asset.has_agent) expect(asset.agent_uuid).toMatch(/^[\da-f]{32}$/);
			if (asset.bios_uuid !== null) expect(asset.bios_uuid).toMatch(uuid);
			expect(asset.last_schedule_id).toMatch(/^template-[\da-f-]{56}$/);
			expect(asset.updated_at).toMatch(withMs);
		}
	});

	test('writes scores as text beside numbers, and none of them without Lumin', async () => {
		const {assets} = await tenableOverHttp({assets: 5});
		for (const asset of await assets()) {
			expect(asset.acr_score).toMatch(/^\d+\.0$/);
			expect(asset.exposure_score).toMatch(/^\d+\.0$/);
			expect(Number(asset.acr_score)).toBe(asset.ratings.acr.score);
		}
		const bare = await tenableOverHttp({assets: 5, settings: {hasLumin: false}});
		for (const asset of await bare.assets()) for (const key of ['acr_score', 'exposure_score', 'ratings']) expect(asset).not.toHaveProperty(key);
	});

	test('carries its tags with category, value and who gave them', async () => {
		const {assets} = await tenableOverHttp({assets: 5});
		const [asset] = await assets();
		expect(asset.tags.map((tag: Sent) => tag.key)).toEqual(['System', 'Business Owner', 'Technical Owner', 'Environment', 'Criticality', 'Location', 'Role']);
		for (const tag of asset.tags) expect(tag).toEqual({uuid: expect.stringMatching(uuid), key: expect.any(String), value: expect.any(String), added_by: expect.stringMatching(uuid), added_at: expect.stringMatching(withMs)});
	});

	test('has open ports and resource tags only when they are asked for', async () => {
		const {records} = await tenableOverHttp({assets: 5, findings: 200});
		const [plain] = await records('/assets/export', {chunk_size: 100});
		expect(plain).not.toHaveProperty('open_ports');
		const [full] = await records('/assets/export', {chunk_size: 100, include_open_ports: true, include_resource_tags: true});
		expect(full.open_ports[0]).toMatchObject({port: expect.any(Number), protocol: expect.any(String), service_names: []});
		expect(full.resource_tags[0]).toMatchObject({key: 'Name'});
	});

	test('takes 1.5 to 4 kB', async () => {
		const {assets} = await tenableOverHttp();
		for (const asset of await assets()) expect(JSON.stringify(asset).length).toSatisfy((size: number) => size > 1500 && size < 4096);
	});
});

describe('an asset of version 2', () => {
	test('groups its fields and leaves out what is empty', async () => {
		const {records} = await tenableOverHttp({assets: 30});
		const empties = (value: Sent): boolean => value === null || (typeof value === 'object' && (Object.keys(value).length === 0 || Object.values(value).some(empties)));
		for (const asset of await records('/assets/v2/export', {chunk_size: 100})) {
			expect(empties(asset)).toBe(false);
			expect(asset).toMatchObject({types: ['host'], is_licensed: true, timestamps: {updated_at: expect.stringMatching(withMs)}, network: {ipv4s: [expect.any(String)]}, scan: {last_scan_id: expect.stringMatching(uuid)}});
			expect(asset).not.toHaveProperty('terminated_at');
			expect(asset).not.toHaveProperty('acr_score');
		}
	});

	test('alone shows custom attributes', async () => {
		const {records, call, post, simulator, assets} = await tenableOverHttp({assets: 3});
		const id = simulator.tenant.organization.assetIdAt(1);
		await post('/api/v3/assets/attributes', {attributes: [{name: 'Cost center', description: ''}]});
		const {body: {attributes: [attribute]}} = await call('GET', '/api/v3/assets/attributes');
		await call('PUT', `/api/v3/assets/${id}/attributes`, {attributes: [{id: attribute.id, value: 'CC-7'}]});
		const found = (await records('/assets/v2/export', {chunk_size: 100})).find(asset => asset.id === id);
		expect(found.custom_attributes).toEqual([{id: attribute.id, value: 'CC-7'}]);
		expect((await assets()).find(asset => asset.id === id)).not.toHaveProperty('custom_attributes');
	});
});

describe('an asset asked for by its id', () => {
	test('has names in the singular, scores as whole numbers and tags with keys of their own', async () => {
		const {get, simulator} = await tenableOverHttp({assets: 5});
		const asset = simulator.tenant.organization.assetAt(1);
		const {status, body} = await get(`/assets/${asset.id}`);
		expect(status).toBe(200);
		expect(body).toMatchObject({id: asset.id, ipv4: [asset.ipv4], hostname: [asset.hostname], acr_score: asset.acrScore, exposure_score: asset.exposureScore});
		expect(body.tags[0]).toEqual({tag_uuid: expect.stringMatching(uuid), tag_key: 'System', tag_value: asset.systemId, added_by: expect.any(String), added_at: expect.stringMatching(withMs)});
		expect(body).not.toHaveProperty('ipv4s');
	});

	test('is 404 when it is unknown or was deleted', async () => {
		const {get, simulator} = await tenableOverHttp({assets: 5});
		const id = simulator.tenant.organization.assetIdAt(1);
		simulator.edit({action: 'delete', asset: id});
		expect((await get(`/assets/${simulator.tenant.organization.assetIdAt(2)}`)).status).toBe(200);
		for (const gone of [id, '3f0c7b52-6a1e-4f0b-9d55-0d6a2f3e9c01']) expect((await get(`/assets/${gone}`)).status).toBe(404);
	});
});

describe('where one asset cannot be asked for', () => {
	test('every id is unknown', async () => {
		const {get, simulator} = await tenableOverHttp({assets: 5, settings: {hasAssetDetails: false}});
		expect((await get(`/assets/${simulator.tenant.organization.assetIdAt(1)}`)).status).toBe(404);
	});
});

describe('a finding', () => {
	test('is unique by asset, plugin, port and protocol, and by finding_id', async () => {
		const {findings} = await tenableOverHttp();
		const all = await findings();
		expect(all).toHaveLength(3000);
		expect(new Set(all.map(({asset, plugin, port}) => `${asset.uuid}:${plugin.id}:${port.port}:${port.protocol}`)).size).toBe(3000);
		expect(new Set(all.map(finding => finding.finding_id)).size).toBe(3000);
		for (const {finding_id: id} of all) expect(id[14]).toBe('5');
	});

	test('names its asset by the id that exports of assets use, with one address and capitals', async () => {
		const {findings, assets} = await tenableOverHttp({assets: 20, findings: 200});
		const byId = new Map((await assets()).map(asset => [asset.id, asset]));
		for (const {asset} of await findings()) {
			const own = byId.get(asset.uuid);
			expect(asset.ipv4).toBe(own.ipv4s[0]);
			expect(asset.hostname).toBe(own.hostnames[0]);
			expect(asset.mac_address).toBe(own.mac_addresses[0].toUpperCase());
			if (own.bios_uuid !== null) expect(asset.bios_uuid).toBe(own.bios_uuid.toUpperCase());
			expect(asset.agent_uuid ?? null).toBe(own.agent_uuid);
		}
	});

	test('leaves out what is empty', async () => {
		const {findings} = await tenableOverHttp({assets: 20, findings: 400});
		for (const finding of await findings()) {
			for (const part of [finding, finding.asset, finding.plugin]) expect(Object.values(part).every(value => value !== null)).toBe(true);
		}
	});

	test('ties severity to its number, and times to its state', async () => {
		const {findings} = await tenableOverHttp();
		const names = ['info', 'low', 'medium', 'high', 'critical'];
		for (const finding of await findings()) {
			expect(finding.severity).toBe(names[finding.severity_id]);
			expect(finding.severity_default_id).toBe(finding.severity_id);
			expect(finding.severity_modification_type).toBe('NONE');
			expect('last_fixed' in finding).toBe(finding.state !== 'OPEN');
			expect('resurfaced_date' in finding).toBe(finding.state === 'REOPENED');
			expect('time_taken_to_fix' in finding).toBe(finding.state === 'FIXED');
		}
	});

	test('mixes its formats of times: with, without milliseconds, and with microseconds', async () => {
		const {findings} = await tenableOverHttp();
		const all = await findings();
		expect(all.some(({first_found: time}) => /:\d\dZ$/.test(time)) && all.some(({first_found: time}) => withMs.test(time))).toBe(true);
		expect(all.some(({indexed}) => /\.\d{6}Z$/.test(indexed)) && all.some(({indexed}) => withMs.test(indexed))).toBe(true);
		expect(all.every(({plugin}) => plugin.publication_date.endsWith('T00:00:00Z'))).toBe(true);
	});

	test('mixes whole and broken scores, and lacks the family\'s number now and then', async () => {
		const {findings} = await tenableOverHttp();
		const scores = (await findings()).map(({plugin}) => plugin.cvss_base_score).filter(score => score !== undefined);
		expect(scores.some(score => Number.isInteger(score)) && scores.some(score => !Number.isInteger(score)) && scores.includes(0)).toBe(true);
		const plugins = (await findings()).map(({plugin}) => plugin);
		expect(plugins.some(plugin => plugin.family_id === undefined) && plugins.some(plugin => plugin.family_id !== undefined)).toBe(true);
	});

	test('of a host as a whole has port 0', async () => {
		const {findings} = await tenableOverHttp();
		expect((await findings()).some(({port}) => port.port === 0)).toBe(true);
	});

	test('marks what CISA knows to be exploited', async () => {
		const {findings} = await tenableOverHttp();
		const known = (await findings()).filter(({plugin}) => plugin.xrefs?.some((reference: Sent) => reference.type === 'CISA-KNOWN-EXPLOITED'));
		expect(known.length).toBeGreaterThan(0);
		expect(known[0].plugin.cve).toContain('CVE-2012-1823');
	});

	test('takes 2 to 7.5 kB in full and about 1.2 kB when short', async () => {
		const sizes = async (findingText: 'full' | 'short') => {
			const {findings} = await tenableOverHttp({assets: 50, findings: 1000, settings: {findingText}});
			return (await findings()).map(finding => JSON.stringify(finding).length);
		};
		const mean = (list: number[]) => list.reduce((sum, size) => sum + size, 0) / list.length;
		const full = await sizes('full');
		expect(Math.min(...full)).toBeGreaterThan(2000);
		expect(Math.max(...full)).toBeLessThan(7500);
		expect(mean(await sizes('short'))).toSatisfy((size: number) => size > 1000 && size < 1500);
	});
});
