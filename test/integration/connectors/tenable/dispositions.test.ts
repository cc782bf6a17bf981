import {describe, expect, test} from 'vitest';
import type {WriteRequest} from '../../../../source/core/connector.js';
import type {JsonObject, JsonValue} from '../../../../source/core/json.js';
import {countRequests, listAll, signal, useTenableWorlds, type TenableWorld, type WorldOptions} from './tenable-world.js';

type Setting = TenableWorld & {readonly finding: string};

const openWorld = useTenableWorlds();

async function open(options: WorldOptions = {}): Promise<Setting> {
	const world = await openWorld({assets: 20, findings: 40, ...options});
	const {records} = await listAll(world.connector, 'vulnerability');
	return {...world, finding: records.find(({fields}) => fields['state'] === 'OPEN')?.externalId ?? ''};
}

const request = (externalId: string, disposition: JsonValue, expected: JsonValue = null, marker = 'm-1'): WriteRequest =>
	({entityType: 'vulnerability', action: 'update', externalId, changes: {disposition}, expected: {disposition: expected}, marker, signal});
const rulesOf = ({simulator}: Setting) => simulator.tenant.rules.rules();
const shownBy = async ({connector, finding}: Setting) => (await connector.read('vulnerability', finding, signal))?.fields['disposition'];
const exported = async ({connector, finding}: Setting): Promise<JsonObject> => (await listAll(connector, 'vulnerability')).records.find(({externalId}) => externalId === finding)?.fields ?? {};

describe('an accepted finding', () => {
	test('becomes a rule for exactly this finding, with an end, and shows in exports', async () => {
		const world = await open();
		const [assetId = '', pluginId = '', port = '', protocol = ''] = world.finding.split(':');
		const result = await world.connector.write(request(world.finding, 'accepted'));
		expect(result).toMatchObject({kind: 'written', record: {externalId: world.finding, fields: {asset: {uuid: assetId}, plugin: {id: Number(pluginId)}, disposition: 'accepted'}}});
		expect(rulesOf(world)).toMatchObject([{
			action: 'ACCEPT', isFalsePositive: false, comment: 'Parley m-1',
			conditions: [{property: 'definition.id', values: [pluginId]}, {property: 'asset.id', values: [assetId]}, {property: 'port', values: [port]}, {property: 'protocol', values: [protocol]}],
		}]);
		const [rule] = rulesOf(world);
		expect(Math.round(((rule?.expiresAt ?? 0) - world.clock.now().getTime()) / 86_400_000)).toBe(365);
		expect(await exported(world)).toMatchObject({severity_modification_type: 'ACCEPTED', state: 'OPEN'});
		const touched = (await listAll(world.connector, 'vulnerability')).records.filter(({fields}) => fields['severity_modification_type'] !== 'NONE');
		expect(touched.map(({externalId}) => externalId)).toEqual([world.finding]);
	});

	test('holds without an end where the option says so', async () => {
		const world = await open({config: {acceptance_days: '0'}});
		await world.connector.write(request(world.finding, 'accepted'));
		expect(rulesOf(world)).toMatchObject([{expiresAt: undefined}]);
	});

	test('is taken back by withdrawing the rule, and no rule of somebody else', async () => {
		const world = await open();
		await post(world, ruleOfOthers('Accepted by the board', [world.finding.split(':')[1] ?? '']));
		await world.connector.write(request(world.finding, 'accepted'));
		expect(rulesOf(world)).toHaveLength(2);
		expect(await world.connector.write(request(world.finding, null, 'accepted'))).toMatchObject({kind: 'written', record: {fields: expect.not.objectContaining({disposition: expect.anything()})}});
		expect(rulesOf(world).map(({name}) => name)).toEqual(['Accepted by the board']);
		expect(await shownBy(world)).toBeUndefined();
	});

	test('is renewed by a new decision once its rule has expired', async () => {
		const world = await open({config: {acceptance_days: '1'}});
		await world.connector.write(request(world.finding, 'accepted'));
		world.clock.advance(2 * 86_400_000);
		expect(await shownBy(world)).toBeUndefined();
		expect(await exported(world)).toMatchObject({severity_modification_type: 'NONE'});
		expect(await world.connector.write(request(world.finding, 'accepted'))).toMatchObject({kind: 'written'});
		expect(rulesOf(world)).toHaveLength(1);
		expect(await shownBy(world)).toBe('accepted');
	});

	test('that turns out to be a false positive keeps one rule', async () => {
		const world = await open();
		await world.connector.write(request(world.finding, 'accepted'));
		expect(await world.connector.write(request(world.finding, 'false_positive', 'accepted'))).toMatchObject({kind: 'written', record: {fields: {disposition: 'false_positive'}}});
		expect(rulesOf(world)).toMatchObject([{isFalsePositive: true}]);
	});

	test('that somebody decided otherwise meanwhile is left alone', async () => {
		const world = await open();
		await world.connector.write(request(world.finding, 'false_positive'));
		expect(await world.connector.write(request(world.finding, 'accepted'))).toMatchObject({kind: 'moved', record: {fields: {disposition: 'false_positive'}}});
		expect(rulesOf(world)).toMatchObject([{isFalsePositive: true}]);
	});

	test.each([['reset', {kind: 'reset', when: 'after'}], ['504', {kind: 'status', status: 504, effect: 'after'}]] as const)('whose answer was lost (%s) has one rule', async (_name, fault) => {
		const world = await open();
		world.simulator.setFaults([{match: {method: 'POST', path: '/v1/recast/rules'}, times: 1, fault}]);
		expect(await world.connector.write(request(world.finding, 'accepted'))).toMatchObject({kind: 'written', record: {fields: {disposition: 'accepted'}}});
		expect(await world.connector.write(request(world.finding, 'accepted'))).toMatchObject({kind: 'written'});
		expect(world.simulator.report().effects.filter(({effect}) => effect.kind === 'rule-saved')).toHaveLength(1);
	});

	test('whose rule was made or withdrawn has an outcome that nobody knows when Tenable cannot be asked afterwards', async () => {
		const world = await open();
		const search = {method: 'POST', path: '/v1/recast/rules/search'};
		world.simulator.setFaults([{match: search, skip: 1, fault: {kind: 'status', status: 503}}]);
		await expect(world.connector.write(request(world.finding, 'accepted'))).rejects.toMatchObject({code: 'EXTERNAL_UNREACHABLE', isRetryable: false});
		expect(rulesOf(world)).toHaveLength(1);
		// Withdrawn, and each answer lost: that it may be asked for again does not say that it had no effect.
		world.simulator.setFaults([{match: {method: 'DELETE'}, fault: {kind: 'status', status: 504, effect: 'after'}}]);
		await expect(world.connector.write(request(world.finding, null, 'accepted'))).rejects.toMatchObject({code: 'EXTERNAL_UNREACHABLE', isRetryable: false});
		expect(rulesOf(world)).toHaveLength(0);
	});

	test('that cannot even be looked up may be tried again', async () => {
		const world = await open();
		world.simulator.setFaults([{match: {path: '/v1/recast/rules/search'}, fault: {kind: 'status', status: 503}}]);
		await expect(world.connector.write(request(world.finding, 'accepted'))).rejects.toMatchObject({code: 'EXTERNAL_FAILED', isRetryable: true});
	});

	test.each([['reset', {kind: 'reset', when: 'after'}], ['504', {kind: 'status', status: 504, effect: 'after'}]] as const)('whose change was made and its answer lost (%s) is changed once', async (_name, fault) => {
		const world = await open();
		await world.connector.write(request(world.finding, 'accepted'));
		world.simulator.setFaults([{match: {method: 'PUT'}, times: 1, fault}]);
		expect(await world.connector.write(request(world.finding, 'false_positive', 'accepted'))).toMatchObject({kind: 'written', record: {fields: {disposition: 'false_positive'}}});
		expect(world.simulator.report().effects.filter(({effect}) => effect.kind === 'rule-saved')).toHaveLength(2);
	});

	test('is refused for good when Tenable refuses the rule', async () => {
		const world = await open();
		const [assetId = '', pluginId = '', port = '', protocol = ''] = world.finding.split(':');
		await post(world, ruleOfOthers('The very same rule', [pluginId, [assetId], port, protocol]));
		expect(await world.connector.write(request(world.finding, 'accepted'))).toMatchObject({kind: 'rejected', reasons: [expect.stringContaining('same action and filter')]});
	});

	test('needs an administrator, and the error says so', async () => {
		const world = await open({settings: {permissions: 40}});
		await expect(world.connector.write(request(world.finding, 'accepted'))).rejects.toMatchObject({code: 'EXTERNAL_FORBIDDEN'});
	});
});

describe('a remediated finding', () => {
	const template = {remediation_scan_template: '731a8e52-3ea6-a291-ec0a-d2ff0619c19d7bd788d6be818b65'};

	test('is verified by a scan of its asset, and is accepted no longer', async () => {
		const world = await open({config: template});
		await world.connector.write(request(world.finding, 'accepted'));
		expect(await world.connector.write(request(world.finding, 'remediated', 'accepted', 'm-2'))).toMatchObject({kind: 'written', record: {fields: {disposition: 'remediated'}}});
		const {tenant} = world.simulator;
		const asset = tenant.assets.viewOf(tenant.assets.findIndex(world.finding.split(':')[0] ?? '') ?? -1).asset;
		expect(tenant.scans).toMatchObject([{name: `Parley m-2: ${world.finding}`, targets: [asset.ipv4]}]);
		expect(rulesOf(world)).toEqual([]);
	});

	test('is scanned once for one decision, also when the answer was lost', async () => {
		const world = await open({config: template});
		world.simulator.setFaults([{match: {method: 'POST', path: '/scans/remediation'}, times: 1, fault: {kind: 'reset', when: 'after'}}]);
		expect(await world.connector.write(request(world.finding, 'remediated'))).toMatchObject({kind: 'written'});
		expect(await world.connector.write(request(world.finding, 'remediated'))).toMatchObject({kind: 'written'});
		expect(world.simulator.tenant.scans).toHaveLength(1);
		await world.connector.write(request(world.finding, 'remediated', null, 'another decision'));
		expect(world.simulator.tenant.scans).toHaveLength(2);
	});

	test('is refused with the reason where no template is set, and where one asset cannot be asked for', async () => {
		const bare = await open();
		expect(await bare.connector.write(request(bare.finding, 'remediated'))).toMatchObject({kind: 'rejected', reasons: [expect.stringContaining('remediation_scan_template')]});
		expect(countRequests(bare, /^POST \/(?:scans|v1)/)).toBe(0);
		const blind = await open({config: template, settings: {hasAssetDetails: false}});
		expect(await blind.connector.write(request(blind.finding, 'remediated'))).toMatchObject({kind: 'rejected', reasons: [expect.stringContaining('no address')]});
	});
});

describe('what Tenable cannot hold', () => {
	test.each([['in_progress'], [7], [['accepted']]])('a disposition of %j is refused with the reason', async value => {
		const world = await open();
		expect(await world.connector.write(request(world.finding, value))).toEqual({kind: 'rejected', reasons: [expect.stringContaining(JSON.stringify(value))]});
	});

	test('is refused before anything is sent', async () => {
		const world = await open();
		const mixed = {...request(world.finding, 'accepted'), changes: {disposition: 'accepted', state: 'FIXED'}};
		expect(await world.connector.write(mixed)).toEqual({kind: 'rejected', reasons: [expect.stringContaining('scans')]});
		expect(await world.connector.write({...request(world.finding, 'accepted'), action: 'delete'})).toMatchObject({kind: 'rejected'});
		expect(await world.connector.write(request('no-such-finding', 'accepted'))).toEqual({kind: 'moved', record: undefined});
		expect(rulesOf(world)).toEqual([]);
	});
});

async function post({simulator}: Setting, rule: JsonObject): Promise<void> {
	const headers = {'x-apikeys': `accessKey=${simulator.accessKey}; secretKey=${simulator.secretKey}`, 'content-type': 'application/json'};
	const {status} = await fetch(`${simulator.url}/v1/recast/rules`, {method: 'POST', headers, body: JSON.stringify(rule)});
	expect(status).toBe(200);
}

/** An accept rule made by hand, for these values of plugin, asset, port and protocol, as far as given. */
const ruleOfOthers = (name: string, values: readonly (string | readonly string[])[]): JsonObject => ({
	rule_name: name, resource_type: 'HOST', rule_value: {action: 'ACCEPT', comment: 'by hand'},
	filter: {and: values.map((value, place) => ({property: ['definition.id', 'asset.id', 'port', 'protocol'][place] ?? '', operator: 'eq', value: typeof value === 'string' ? value : [...value]}))},
});
