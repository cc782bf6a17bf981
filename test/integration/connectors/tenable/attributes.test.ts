import {describe, expect, test} from 'vitest';
import type {WriteRequest} from '../../../../source/core/connector.js';
import type {JsonObject, JsonValue} from '../../../../source/core/json.js';
import {hostileTexts} from '../../../contract/connector-world.js';
import {countRequests, listAll, signal, useTenableWorlds, type TenableWorld, type WorldOptions} from './tenable-world.js';

type Setting = TenableWorld & {readonly asset: string; readonly ask: (method: string, path: string, body?: JsonValue) => Promise<number>; readonly costCentre: () => Promise<unknown>};

const field = 'attribute.Cost Centre';
const lost = [['reset', {kind: 'reset', when: 'after'}], ['504', {kind: 'status', status: 504, effect: 'after'}]] as const;
const openWorld = useTenableWorlds();

async function open({config = {}, ...options}: WorldOptions = {}): Promise<Setting> {
	const world = await openWorld({assets: 20, findings: 0, ...options, config: {asset_export_version: '2', custom_attributes: 'Cost Centre,Rack', ...config}});
	const {simulator, connector} = world;
	const asset = world.organization.assetIdAt(3);
	const headers = {'x-apikeys': `accessKey=${simulator.accessKey}; secretKey=${simulator.secretKey}`, 'content-type': 'application/json'};
	return {
		...world, asset,
		ask: async (method, path, body) => (await fetch(`${simulator.url}/api/v3/assets/${path}`, {method, headers, ...(body !== undefined && {body: JSON.stringify(body)})})).status,
		costCentre: async () => ((await connector.read('asset', asset, signal))?.fields['attribute'] as JsonObject | undefined)?.['Cost Centre'],
	};
}

const update = (externalId: string, value: JsonValue, expected: JsonValue = null): WriteRequest =>
	({entityType: 'asset', action: 'update', externalId, changes: {[field]: value}, expected: {[field]: expected}, marker: 'm-1', signal});
const definitions = ({simulator}: Setting) => [...simulator.tenant.attributes.values()].map(({name}) => name);
const effectsOf = ({simulator}: Setting, kind: string) => simulator.report().effects.filter(({effect}) => effect.kind === kind);

describe('a custom attribute of an asset', () => {
	test('is defined when there is none of that name, set, and read back one by one and in the export', async () => {
		const world = await open();
		expect(await world.costCentre()).toBeNull();
		expect(await world.connector.write(update(world.asset, 'C-17'))).toMatchObject({kind: 'written', record: {fields: {attribute: {'Cost Centre': 'C-17', Rack: null}}}});
		expect(definitions(world)).toEqual(['Cost Centre']);
		expect(await world.costCentre()).toBe('C-17');
		const {records} = await listAll(world.connector, 'asset');
		expect(records.find(({externalId}) => externalId === world.asset)?.fields['attribute']).toEqual({'Cost Centre': 'C-17', Rack: null});
		expect(records.filter(({externalId}) => externalId !== world.asset).every(({fields}) => (fields['attribute'] as JsonObject)['Cost Centre'] === null)).toBe(true);
	});

	test('uses a definition that is there, also in another case', async () => {
		const world = await open();
		expect(await world.ask('POST', 'attributes', {attributes: [{name: 'cost centre', description: 'by hand'}]})).toBe(200);
		expect(await world.connector.write(update(world.asset, 'C-17'))).toMatchObject({kind: 'written'});
		expect(definitions(world)).toEqual(['cost centre']);
	});

	test('is taken away by null, and nothing of other attributes', async () => {
		const world = await open();
		await world.connector.write({...update(world.asset, 'C-17'), changes: {[field]: 'C-17', 'attribute.Rack': 'R-4'}, expected: {}});
		expect(await world.connector.write(update(world.asset, null, 'C-17'))).toMatchObject({kind: 'written', record: {fields: {attribute: {'Cost Centre': null, Rack: 'R-4'}}}});
	});

	test('of which Tenable does not tell is not taken for empty', async () => {
		const world = await open();
		await world.connector.write(update(world.asset, 'C-17'));
		world.simulator.setFaults([{match: {method: 'GET', path: '/api/v3/assets/*/attributes'}, fault: {kind: 'status', status: 400}}]);
		const record = await world.connector.read('asset', world.asset, signal);
		expect(record?.fields).toHaveProperty('tag');
		expect(record?.fields).not.toHaveProperty('attribute');
		for (const value of ['C-18', null]) {
			expect(await world.connector.write(update(world.asset, value, 'C-17'))).toMatchObject({kind: 'moved', record: {fields: expect.not.objectContaining({attribute: expect.anything()})}});
		}
	});

	test('that somebody changed meanwhile is left alone', async () => {
		const world = await open();
		await world.connector.write(update(world.asset, 'C-17'));
		const [id = ''] = world.simulator.tenant.attributes.keys();
		expect(await world.ask('PUT', `${world.asset}/attributes/${id}`, {value: 'theirs'})).toBe(200);
		expect(await world.connector.write(update(world.asset, 'C-18', 'C-17'))).toMatchObject({kind: 'moved', record: {fields: {attribute: {'Cost Centre': 'theirs'}}}});
		expect(await world.costCentre()).toBe('theirs');
	});

	test('written twice, as after a lost answer, is sent once', async () => {
		const world = await open();
		await world.connector.write(update(world.asset, 'C-17'));
		expect(await world.connector.write(update(world.asset, 'C-17'))).toMatchObject({kind: 'written'});
		expect(effectsOf(world, 'attribute-values-set')).toHaveLength(1);
	});

	test('holds any text, by the letter', async () => {
		const world = await open();
		let expected: string | null = null;
		for (const text of hostileTexts) {
			expect(await world.connector.write(update(world.asset, text, expected))).toMatchObject({kind: 'written', record: {fields: {attribute: {'Cost Centre': text}}}});
			expected = text;
		}
	});

	test.each(lost)('whose answer was lost (%s) is found by the look after it, and not sent again', async (_name, fault) => {
		const world = await open();
		world.simulator.setFaults([{match: {method: 'PUT'}, times: 1, fault}]);
		expect(await world.connector.write(update(world.asset, 'C-17'))).toMatchObject({kind: 'written', record: {fields: {attribute: {'Cost Centre': 'C-17'}}}});
		expect(effectsOf(world, 'attribute-values-set')).toHaveLength(1);
	});

	test.each(lost)('whose definition was made and its answer lost (%s) is defined once', async (_name, fault) => {
		const world = await open();
		world.simulator.setFaults([{match: {method: 'POST', path: '/api/v3/assets/attributes'}, times: 1, fault}]);
		expect(await world.connector.write(update(world.asset, 'C-17'))).toMatchObject({kind: 'written'});
		expect(definitions(world)).toEqual(['Cost Centre']);
	});
});

describe('what Tenable refuses of custom attributes', () => {
	test('an eleventh definition goes to a person, with the reason, and nothing was set', async () => {
		const world = await open();
		await world.ask('POST', 'attributes', {attributes: Array.from({length: 10}, (_, place) => ({name: `taken ${place}`, description: ''}))});
		expect(await world.connector.write(update(world.asset, 'C-17'))).toMatchObject({kind: 'rejected', reasons: [expect.stringContaining('at most 10')]});
		expect(effectsOf(world, 'attribute-values-set')).toEqual([]);
	});

	test('a user who is no administrator learns that the permission is missing, not that the attributes are empty', async () => {
		const world = await open({settings: {permissions: 40}});
		await expect(world.connector.write(update(world.asset, 'C-17'))).rejects.toMatchObject({code: 'EXTERNAL_FORBIDDEN'});
		await expect(listAll(world.connector, 'asset')).rejects.toMatchObject({code: 'EXTERNAL_FORBIDDEN'});
	});

	test('version 1 of the export does not show them, so the options together are refused', async () => {
		await expect(open({config: {asset_export_version: '1'}})).rejects.toMatchObject({code: 'CONNECTION_CONFIG_INVALID', message: expect.stringContaining('asset_export_version=2')});
	});

	test('none is asked for where none is a field', async () => {
		const world = await open({config: {custom_attributes: ''}});
		await listAll(world.connector, 'asset');
		expect((await world.connector.read('asset', world.asset, signal))?.fields).not.toHaveProperty('attribute');
		expect(countRequests(world, /attributes/)).toBe(0);
	});
});
