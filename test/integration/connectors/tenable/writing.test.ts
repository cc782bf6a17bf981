import {describe, expect, test} from 'vitest';
import type {Connector, WriteRequest} from '../../../../source/core/connector.js';
import type {JsonObject} from '../../../../source/core/json.js';
import {countRequests, listAll, signal, useTenableWorlds, type TenableWorld, type WorldOptions} from './tenable-world.js';

type Setting = TenableWorld & {readonly connector: Connector; readonly asset: string; readonly tagsOf: (category: string) => Promise<unknown>};

const openWorld = useTenableWorlds();

async function open(options: WorldOptions = {}): Promise<Setting> {
	const world = await openWorld({assets: 20, findings: 20, ...options});
	const {connector} = world;
	const asset = world.organization.assetIdAt(3);
	world.simulator.edit({action: 'retag', asset, category: 'Business Owner', value: 'Ada'}, {action: 'retag', asset, category: 'Environment', value: 'staging'}, {action: 'acr', asset, score: 5});
	return {
		...world, asset,
		async tagsOf(category) {
			const record = await connector.read('asset', asset, signal);
			return (record?.fields['tag'] as JsonObject | undefined)?.[category];
		},
	};
}

const update = (externalId: string, changes: JsonObject, expected: JsonObject = {}): WriteRequest => ({entityType: 'asset', action: 'update', externalId, changes, expected, marker: 'm-1', signal});

describe('tags of an asset', () => {
	test('are replaced, with values made as needed, and read back once they show', async () => {
		const {connector, asset, tagsOf, clock, simulator} = await open({settings: {jobDelayMs: 3000}});
		const result = await connector.write(update(asset, {'tag.Business Owner': 'Grace Hopper'}, {'tag.Business Owner': 'Ada'}));
		expect(result).toMatchObject({kind: 'written', record: {externalId: asset, fields: {tag: {'Business Owner': 'Grace Hopper', Environment: 'staging'}}}});
		expect(await tagsOf('Business Owner')).toBe('Grace Hopper');
		expect(clock.sleeps.length, 'the assignment took a while to show').toBeGreaterThan(1);
		expect(simulator.report().writes.map(({path}) => path)).toEqual(['/tags/values', '/tags/assets/assignments', '/tags/assets/assignments']);
	});

	test('a category that Tenable does not have is made', async () => {
		const world = await open({config: {tag_categories: 'Cost Centre,Business Owner'}});
		expect(await world.connector.write(update(world.asset, {'tag.Cost Centre': 'C-17'}, {'tag.Cost Centre': null}))).toMatchObject({kind: 'written'});
		expect(await world.tagsOf('Cost Centre')).toBe('C-17');
	});

	test('several values are one text with commas, and null takes all away', async () => {
		const {connector, asset, tagsOf} = await open();
		await connector.write(update(asset, {'tag.Environment': 'test, staging'}, {'tag.Environment': 'staging'}));
		expect(await tagsOf('Environment')).toBe('staging, test');
		expect(await connector.write(update(asset, {'tag.Environment': null}, {'tag.Environment': 'staging, test'}))).toMatchObject({kind: 'written'});
		expect(await tagsOf('Environment')).toBeNull();
	});

	test('a value that differs only in its case is used, not made again', async () => {
		const {connector, asset, simulator} = await open();
		simulator.edit({action: 'tag', asset: simulator.tenant.organization.assetIdAt(4), category: 'Criticality', value: 'Mission Critical'});
		const result = await connector.write(update(asset, {'tag.Criticality': 'mission critical'}));
		expect(result).toMatchObject({kind: 'written', record: {fields: {tag: {Criticality: 'Mission Critical'}}}});
		expect(simulator.report().writes.some(({path}) => path === '/tags/values')).toBe(false);
	});

	test('that somebody changed meanwhile are left alone', async () => {
		const {connector, asset, simulator, tagsOf} = await open();
		simulator.edit({action: 'retag', asset, category: 'Business Owner', value: 'Somebody Else'});
		expect(await connector.write(update(asset, {'tag.Business Owner': 'Grace'}, {'tag.Business Owner': 'Ada'}))).toMatchObject({kind: 'moved', record: {fields: {tag: {'Business Owner': 'Somebody Else'}}}});
		expect(await tagsOf('Business Owner')).toBe('Somebody Else');
		expect(simulator.report().writes).toEqual([]);
	});

	test('written twice, as after a lost answer, change nothing the second time', async () => {
		const {connector, asset, simulator} = await open();
		const request = update(asset, {'tag.Business Owner': 'Grace'}, {'tag.Business Owner': 'Ada'});
		const first = await connector.write(request);
		const writes = simulator.report().writes.length;
		expect(await connector.write(request)).toEqual(first);
		expect(simulator.report().writes).toHaveLength(writes);
	});

	test.each([['reset', {kind: 'reset', when: 'after'}], ['504', {kind: 'status', status: 504, effect: 'after'}]] as const)('a write whose answer was lost (%s) ends as written, once', async (_name, fault) => {
		const {connector, asset, simulator} = await open();
		simulator.setFaults([{match: {method: 'POST'}, times: 1, fault}]);
		expect(await connector.write(update(asset, {'tag.Business Owner': 'Grace'}, {'tag.Business Owner': 'Ada'}))).toMatchObject({kind: 'written', record: {fields: {tag: {'Business Owner': 'Grace'}}}});
		expect(simulator.report().effects.filter(({effect, by}) => by === 'api' && effect.kind === 'tag-value-saved')).toHaveLength(1);
	});

	test('are looked for once more after the longest pause', async () => {
		const {connector, asset} = await open({settings: {jobDelayMs: 20_000}});
		expect(await connector.write(update(asset, {'tag.Environment': null}, {'tag.Environment': 'staging'}))).toMatchObject({kind: 'written'});
	});

	test('that never show leave the outcome unknown', async () => {
		const {connector, asset} = await open({settings: {jobDelayMs: 3_600_000}});
		await expect(connector.write(update(asset, {'tag.Business Owner': 'Grace'}))).rejects.toMatchObject({code: 'EXTERNAL_UNREACHABLE', isRetryable: false});
	});

	test('that cannot be looked at once they are sent leave the outcome unknown, and what was never sent can be sent again', async () => {
		const {connector, asset, clock, simulator, tagsOf} = await open();
		const request = update(asset, {'tag.Environment': null});
		simulator.setFaults([{match: {path: '/tags/assets/*/assignments'}, skip: 1, fault: {kind: 'status', status: 503}}]);
		await expect(connector.write(request)).rejects.toMatchObject({code: 'EXTERNAL_UNREACHABLE', isRetryable: false});
		simulator.setFaults([]);
		clock.advance(60_000);
		expect(await tagsOf('Environment')).toBeNull();
		simulator.edit({action: 'retag', asset, category: 'Environment', value: 'test'});
		simulator.setFaults([{match: {method: 'POST'}, fault: {kind: 'status', status: 429}}]);
		await expect(connector.write(request)).rejects.toMatchObject({code: 'EXTERNAL_RATE_LIMITED', isRetryable: true});
	});

	test('are refused for good when Tenable refuses them', async () => {
		const {connector, asset} = await open({settings: {permissions: 24}});
		const result = connector.write(update(asset, {'tag.Environment': null}));
		expect(await result).toMatchObject({kind: 'rejected', reasons: [expect.stringContaining('Unable to modify assignment rules')]});
	});
});

describe('the criticality rating', () => {
	test('is set, and read back once it shows', async () => {
		const {connector, asset, simulator} = await open({settings: {jobDelayMs: 2000}});
		expect(await connector.write(update(asset, {acr_score: 9}, {acr_score: '5.0'}))).toMatchObject({kind: 'written', record: {fields: {acr_score: '9.0'}}});
		expect(simulator.report().writes).toMatchObject([{path: '/api/v2/assets/bulk-jobs/acr', body: [{acr_score: 9, note: 'Parley m-1', asset: [{id: asset}]}]}]);
	});

	test('is read in the form that exports have', async () => {
		const {connector, asset} = await open();
		const {records} = await listAll(connector, 'asset');
		const exported = records.find(({externalId}) => externalId === asset);
		const single = await connector.read('asset', asset, signal);
		expect(single?.changedAt).toBe(exported?.changedAt);
		expect(exported?.fields).toMatchObject(single?.fields ?? {});
		expect(single?.fields).toMatchObject({acr_score: '5.0', exposure_score: expect.stringMatching(/^\d+\.0$/)});
	});

	test('that somebody changed meanwhile is left alone', async () => {
		const {connector, asset} = await open();
		expect(await connector.write(update(asset, {acr_score: 9}, {acr_score: 4}))).toMatchObject({kind: 'moved', record: {fields: {acr_score: '5.0'}}});
	});

	test('is not set where one asset cannot be read, because nobody could prove it', async () => {
		const world = await open({settings: {hasAssetDetails: false}});
		expect(await world.connector.write(update(world.asset, {acr_score: 9}))).toMatchObject({kind: 'rejected', reasons: [expect.stringContaining('could not be proven')]});
		expect(world.simulator.report().writes).toEqual([]);
	});
});

describe('what is not possible', () => {
	test('is refused with the reason, and nothing is sent', async () => {
		const world = await open();
		const {connector, asset} = world;
		expect(await connector.write(update(asset, {hostnames: ['x']}))).toEqual({kind: 'rejected', reasons: [expect.stringContaining('hostnames')]});
		expect(await connector.write({...update(asset, {}), action: 'delete'})).toMatchObject({kind: 'rejected'});
		expect(await connector.write({entityType: 'asset', action: 'create', changes: {}, expected: {}, marker: 'm', signal})).toMatchObject({kind: 'rejected'});
		expect(await connector.write({...update('a:1:0:TCP', {state: 'FIXED'}), entityType: 'vulnerability'})).toMatchObject({kind: 'rejected', reasons: [expect.stringContaining('scans')]});
		expect(countRequests(world, /^(?:POST|PUT|DELETE)/)).toBe(0);
	});

	test('an asset that is gone has moved', async () => {
		const {connector} = await open();
		expect(await connector.write(update('00000000-0000-4000-8000-000000000000', {acr_score: 9}))).toEqual({kind: 'moved', record: undefined});
		expect(await connector.read('asset', '00000000-0000-4000-8000-000000000000', signal)).toBeUndefined();
	});

	test('is not among the capabilities', async () => {
		const {connector} = await open();
		expect(connector.capabilities.entities).toMatchObject({
			asset: {writableFields: ['acr_score', 'tag.Business Owner', 'tag.Technical Owner', 'tag.System', 'tag.Criticality', 'tag.Environment'], canCreate: false},
			vulnerability: {writableFields: ['disposition', 'recast_severity'], canCreate: false},
		});
		expect(connector.capabilities.entities).not.toHaveProperty('poam');
		await expect(connector.list({entityType: 'poam', pageSize: 10, signal})).rejects.toMatchObject({code: 'EXTERNAL_UNSUPPORTED'});
		await expect(connector.read('poam', 'x', signal)).rejects.toMatchObject({code: 'EXTERNAL_UNSUPPORTED'});
	});
});
