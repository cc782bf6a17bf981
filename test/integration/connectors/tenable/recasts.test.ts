import {describe, expect, test} from 'vitest';
import type {WriteRequest} from '../../../../source/core/connector.js';
import type {JsonObject, JsonValue} from '../../../../source/core/json.js';
import {countRequests, listAll, signal, useTenableWorlds, type TenableWorld, type WorldOptions} from './tenable-world.js';

type Setting = TenableWorld & {readonly finding: string; readonly severity: string; readonly other: string};

const lost = [['reset', {kind: 'reset', when: 'after'}], ['504', {kind: 'status', status: 504, effect: 'after'}]] as const;
const openWorld = useTenableWorlds();

async function open(options: WorldOptions = {}): Promise<Setting> {
	const world = await openWorld({assets: 20, findings: 40, ...options});
	const record = (await listAll(world.connector, 'vulnerability')).records.find(({fields}) => fields['state'] === 'OPEN');
	const severity = String(record?.fields['severity']);
	return {...world, finding: record?.externalId ?? '', severity, other: severity === 'low' ? 'medium' : 'low'};
}

const change = (externalId: string, changes: JsonObject, expected: JsonObject = {}, marker = 'm-1'): WriteRequest => ({entityType: 'vulnerability', action: 'update', externalId, changes, expected, marker, signal});
const request = (externalId: string, severity: JsonValue, expected: JsonValue = null): WriteRequest => change(externalId, {recast_severity: severity}, {recast_severity: expected});
const rulesOf = ({simulator}: TenableWorld) => simulator.tenant.rules.rules();
const exported = async ({connector, finding}: Setting): Promise<JsonObject> => (await listAll(connector, 'vulnerability')).records.find(({externalId}) => externalId === finding)?.fields ?? {};

describe('a severity of ours', () => {
	test('becomes a recast rule for exactly this finding, with an end, and shows in exports', async () => {
		const world = await open();
		const [assetId = '', pluginId = '', port = '', protocol = ''] = world.finding.split(':');
		const result = await world.connector.write(request(world.finding, world.other));
		expect(result).toMatchObject({kind: 'written', record: {externalId: world.finding, fields: {recast_severity: world.other}}});
		expect(rulesOf(world)).toMatchObject([{
			name: `Parley severity ${world.finding}`, action: 'RECAST', comment: 'Parley m-1',
			conditions: [{property: 'definition.id', values: [pluginId]}, {property: 'asset.id', values: [assetId]}, {property: 'port', values: [port]}, {property: 'protocol', values: [protocol]}],
		}]);
		expect(Math.round(((rulesOf(world)[0]?.expiresAt ?? 0) - world.clock.now().getTime()) / 86_400_000)).toBe(365);
		expect(await exported(world)).toMatchObject({severity: world.other, severity_modification_type: 'RECASTED', recast_reason: 'Parley m-1'});
		const touched = (await listAll(world.connector, 'vulnerability')).records.filter(({fields}) => fields['severity_modification_type'] !== 'NONE');
		expect(touched.map(({externalId}) => externalId)).toEqual([world.finding]);
	});

	test.each([['info', 0], ['LOW', 1], ['Medium', 2], ['high', 3], ['critical', 4]])('%s is told in the words of rules, whatever its letters', async (word, severityId) => {
		const world = await open();
		expect(await world.connector.write(request(world.finding, word))).toMatchObject({kind: 'written', record: {fields: {recast_severity: word.toLowerCase()}}});
		expect(rulesOf(world)).toMatchObject([{severityId}]);
		expect((await world.connector.read('vulnerability', world.finding, signal))?.fields['recast_severity']).toBe(word.toLowerCase());
	});

	test('that changes keeps one rule, and null withdraws it', async () => {
		const world = await open();
		await world.connector.write(request(world.finding, 'critical'));
		expect(await world.connector.write(request(world.finding, 'info', 'critical'))).toMatchObject({kind: 'written'});
		expect(rulesOf(world)).toMatchObject([{severityId: 0}]);
		expect(await world.connector.write(request(world.finding, null, 'info'))).toMatchObject({kind: 'written', record: {fields: expect.not.objectContaining({recast_severity: expect.anything()})}});
		expect(rulesOf(world)).toEqual([]);
		expect(await exported(world)).toMatchObject({severity: world.severity, severity_modification_type: 'NONE'});
	});

	test('ends with its rule, and a new one renews it', async () => {
		const world = await open({config: {acceptance_days: '1'}});
		await world.connector.write(request(world.finding, world.other));
		world.clock.advance(2 * 86_400_000);
		expect(await exported(world)).toMatchObject({severity: world.severity});
		expect((await world.connector.read('vulnerability', world.finding, signal))?.fields).not.toHaveProperty('recast_severity');
		expect(await world.connector.write(request(world.finding, world.other, world.other))).toMatchObject({kind: 'written'});
		expect(rulesOf(world)).toHaveLength(1);
		expect(await exported(world)).toMatchObject({severity: world.other});
	});

	test('that somebody recast otherwise meanwhile is left alone', async () => {
		const world = await open();
		await world.connector.write(request(world.finding, 'critical'));
		expect(await world.connector.write(request(world.finding, 'info', 'low'))).toMatchObject({kind: 'moved', record: {fields: {recast_severity: 'critical'}}});
		expect(rulesOf(world)).toMatchObject([{severityId: 4}]);
	});

	test.each(lost)('whose answer was lost (%s) has one rule', async (_name, fault) => {
		const world = await open();
		world.simulator.setFaults([{match: {method: 'POST', path: '/v1/recast/rules'}, times: 1, fault}]);
		expect(await world.connector.write(request(world.finding, 'critical'))).toMatchObject({kind: 'written'});
		expect(await world.connector.write(request(world.finding, 'critical'))).toMatchObject({kind: 'written'});
		expect(world.simulator.report().effects.filter(({effect}) => effect.kind === 'rule-saved')).toHaveLength(1);
	});

	test.each(lost)('whose change was made and its answer lost (%s) is changed once', async (_name, fault) => {
		const world = await open();
		await world.connector.write(request(world.finding, 'critical'));
		world.simulator.setFaults([{match: {method: 'PUT'}, times: 1, fault}]);
		expect(await world.connector.write(request(world.finding, 'info', 'critical'))).toMatchObject({kind: 'written', record: {fields: {recast_severity: 'info'}}});
		expect(world.simulator.report().effects.filter(({effect}) => effect.kind === 'rule-saved')).toHaveLength(2);
	});
});

describe('a finding that is both accepted and recast', () => {
	test.each([
		[{recast_severity: 'low'}, {disposition: 'accepted'}],
		[{disposition: 'false_positive'}, {recast_severity: 'low'}],
	])('is refused in either order: first %j, then %j', async (first, second) => {
		const world = await open();
		await world.connector.write(change(world.finding, first));
		expect(await world.connector.write(change(world.finding, second))).toEqual({kind: 'rejected', reasons: [expect.stringContaining('one of both')]});
		expect(rulesOf(world)).toHaveLength(1);
	});

	test('is refused at once, and nothing is sent', async () => {
		const world = await open();
		expect(await world.connector.write(change(world.finding, {disposition: 'accepted', recast_severity: 'low'}))).toMatchObject({kind: 'rejected'});
		expect(rulesOf(world)).toEqual([]);
	});

	test('may become one after the other in a single change, the old rule first', async () => {
		const world = await open();
		await world.connector.write(change(world.finding, {disposition: 'accepted'}));
		expect(await world.connector.write(change(world.finding, {recast_severity: 'low', disposition: null}))).toMatchObject({kind: 'written', record: {fields: {recast_severity: 'low'}}});
		expect(rulesOf(world)).toMatchObject([{action: 'RECAST'}]);
		const order = world.simulator.report().effects.map(({effect}) => effect.kind).filter(kind => kind.startsWith('rule-'));
		expect(order).toEqual(['rule-saved', 'rule-removed', 'rule-saved']);
	});
});

describe('a severity that Tenable cannot hold', () => {
	test.each([['severe'], [3], [''], [['low']]])('%j is refused with the reason, and nothing is sent', async value => {
		const world = await open();
		expect(await world.connector.write(request(world.finding, value))).toEqual({kind: 'rejected', reasons: [expect.stringContaining(JSON.stringify(value))]});
		expect(countRequests(world, /^(?:POST|PUT) \/v1/)).toBe(0);
	});

	test('as the severity of exports is refused with what can be done', async () => {
		const world = await open();
		expect(await world.connector.write(change(world.finding, {severity: 'low'}))).toEqual({kind: 'rejected', reasons: [expect.stringContaining('recast_severity')]});
	});

	test('because a rule of somebody else is the very same is refused with Tenable\'s reason', async () => {
		const world = await open();
		const {tenant} = world.simulator;
		const conditions = world.finding.split(':').map((value, place) => ({property: (['asset.id', 'definition.id', 'port', 'protocol'] as const)[place] ?? 'port', operator: 'eq', values: [value]} as const));
		const inOrder = [conditions[1], conditions[0], conditions[2], conditions[3]].filter(condition => condition !== undefined);
		tenant.commit([{kind: 'rule-saved', rule: {
			ruleId: 'by-hand', name: 'By hand', action: 'RECAST', severityId: 1, originalSeverityId: undefined, comment: '', isFalsePositive: false, expiresAt: undefined,
			createdAt: tenant.now(), updatedAt: tenant.now(), conditions: inOrder,
		}}], 'a person');
		expect(await world.connector.write(request(world.finding, 'critical'))).toMatchObject({kind: 'rejected', reasons: [expect.stringContaining('same action and filter')]});
		expect(rulesOf(world)).toHaveLength(1);
	});

	test('needs an administrator, and the error says so', async () => {
		const world = await open({settings: {permissions: 40}});
		await expect(world.connector.write(request(world.finding, 'low'))).rejects.toMatchObject({code: 'EXTERNAL_FORBIDDEN'});
	});
});
