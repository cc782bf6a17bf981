import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {isJsonObject, type JsonObject, type JsonValue} from '../../../../source/core/json.js';
import {toAsset, toFinding, toRecord} from '../../../../source/connectors/tenable/map.js';

const id = '3f0c7b52-6a1e-4f0b-9d55-0d6a2f3e9c01';
const categories = ['Business Owner', 'Environment'];
const own = {categories, attributes: []};
const bare = {categories: [], attributes: []};

function recordOf(mapped: ReturnType<typeof toRecord>) {
	if (mapped.kind !== 'record') throw new Error(mapped.record.reason);
	return mapped.record;
}

describe('an asset', () => {
	test('has a text for each category, null where nothing is assigned', () => {
		const tags = [{key: 'environment', value: 'staging'}, {key: 'Location', value: 'Lisbon'}, {key: 'Environment', value: 'production'}, {key: 'Environment', value: 'production'}];
		expect(recordOf(toAsset({id, tags}, own)).fields['tag']).toEqual({'Business Owner': null, Environment: 'production, staging'});
	});

	test('has no tag object when no tags were sent: absent is not unassigned', () => {
		expect(recordOf(toAsset({id}, own)).fields).toEqual({id});
		expect(recordOf(toAsset({id, tags: null}, own)).fields['tag']).toEqual({'Business Owner': null, Environment: null});
	});

	test('is gone when it was deleted or terminated', () => {
		expect(recordOf(toAsset({id, deleted_at: '2026-01-01T00:00:00.000Z'}, bare)).isDeleted).toBe(true);
		expect(recordOf(toAsset({id, terminated_at: '2026-01-01T00:00:00.000Z', deleted_at: null}, bare)).isDeleted).toBe(true);
		expect(recordOf(toAsset({id, terminated_at: null, deleted_at: null}, bare))).not.toHaveProperty('isDeleted');
	});

	test.each([[undefined], [null], [7], [''], ['a b'], [`x${'y'.repeat(200)}`], ['a/b'], [{}]])('without a usable id (%j) is unreadable', value => {
		expect(toAsset({...(value !== undefined && {id: value})} as JsonObject, bare).kind).toBe('unreadable');
	});
});

describe('an asset of version 2', () => {
	const sent: JsonObject = {
		id, has_agent: true, agent_uuid: '9a28ced5', types: ['host'], ratings: {acr: {score: 7}, aes: {score: 721}}, network_device_serial_identifier: 'S-1',
		timestamps: {created_at: '2024-05-27T21:15:48.359Z', updated_at: '2024-06-03T16:05:52.583Z'}, network: {hostnames: ['web-042'], network_name: 'Default'},
		cloud: {aws: {region: 'us-gov-west-1'}}, custom_attributes: [{id: 'a1', value: 'C-17'}, {id: 'a9', value: 'not a field of ours'}],
	};

	test('is read as one of version 1, empty where version 2 leaves out', () => {
		const {fields, changedAt, isDeleted} = recordOf(toAsset(sent, own));
		expect(fields).toMatchObject({
			hostnames: ['web-042'], ipv4s: [], network_name: 'Default', bios_uuid: null, created_at: '2024-05-27T21:15:48.359Z', deleted_at: null, agent_names: [],
			aws_region: 'us-gov-west-1', aws_vpc_id: null, azure_vm_id: null, acr_score: '7.0', exposure_score: '721.0', serial_number: 'S-1', types: ['host'],
			tags: [], tag: {'Business Owner': null, Environment: null},
		});
		expect(changedAt).toBe('2024-06-03T16:05:52.583Z');
		expect(isDeleted).toBeUndefined();
	});

	test('says nothing about a group that is missing as a whole: no asset is without it', () => {
		const {network: _network, ...without} = sent;
		const {fields} = recordOf(toAsset(without, own));
		expect(fields).not.toHaveProperty('hostnames');
		expect(fields).not.toHaveProperty('last_scan_time');
	});

	test('has a text for each custom attribute, null where it has none, where none is defined, and where all are left out', () => {
		const attributes = [{name: 'Cost Centre', id: 'a1'}, {name: 'Rack', id: 'a2'}, {name: 'Never defined', id: undefined}];
		expect(recordOf(toAsset(sent, {categories, attributes})).fields['attribute']).toEqual({'Cost Centre': 'C-17', Rack: null, 'Never defined': null});
		const {custom_attributes: _left, ...without} = sent;
		expect(recordOf(toAsset(without, {categories, attributes})).fields['attribute']).toEqual({'Cost Centre': null, Rack: null, 'Never defined': null});
		expect(recordOf(toAsset({id, tags: []}, {categories, attributes})).fields, 'version 1 shows none').not.toHaveProperty('attribute');
	});

	test('is gone when its times say so', () => {
		expect(recordOf(toAsset({id, timestamps: {terminated_at: '2026-01-01T00:00:00.000Z'}}, own)).isDeleted).toBe(true);
	});
});

describe('a finding', () => {
	const finding = {asset: {uuid: id}, plugin: {id: 19_506}, port: {port: 0, protocol: 'TCP'}};

	test('is known by asset, plugin, port and protocol, however numbers are written', () => {
		expect(recordOf(toFinding(finding)).externalId).toBe(`${id}:19506:0:TCP`);
		expect(recordOf(toFinding({...finding, plugin: {id: '19506'}, port: {port: '443', protocol: 'UDP'}})).externalId).toBe(`${id}:19506:443:UDP`);
	});

	test.each([
		['2024-05-28T15:12:03.340123Z', '2024-05-28T15:12:03.340Z'],
		['2024-05-28T15:12:03.340Z', '2024-05-28T15:12:03.340Z'],
		['2024-05-28T15:12:03Z', '2024-05-28T15:12:03.000Z'],
		['2024-05-31T24:00:00.000Z', '2024-06-01T00:00:00.000Z'],
		[1_716_909_123, '2024-05-28T15:12:03.000Z'],
		[1_716_909_123_340, '2024-05-28T15:12:03.340Z'],
		['0000-00-00T00:00:00Z', undefined],
		['soon', undefined],
	])('that was indexed at %j changed at %s', (indexed, changedAt) => {
		expect(recordOf(toFinding({...finding, indexed})).changedAt).toBe(changedAt);
	});

	test('changed when it was last found where nothing better is told', () => {
		expect(recordOf(toFinding({...finding, last_found: '2024-05-28T15:12:03Z'})).changedAt).toBe('2024-05-28T15:12:03.000Z');
	});

	test.each([
		[{...finding, asset: {}}, 'asset.uuid'], [{...finding, plugin: {id: 1.5}}, 'plugin.id'], [{...finding, plugin: {id: '12345678901234567890'}}, 'plugin.id'],
		[{...finding, port: {port: 65_536, protocol: 'TCP'}}, 'port.port'], [{...finding, port: {port: 0, protocol: 'T:P'}}, 'port.protocol'], [{...finding, port: null}, 'port.port'],
	])('without a usable identity says which part is missing (%#)', (value, part) => {
		expect(toFinding(value as JsonObject)).toMatchObject({kind: 'unreadable', record: {reason: expect.stringContaining(part), raw: value}});
	});
});

test('whatever is sent becomes a record or is unreadable, and nothing of it is lost', () => {
	fc.assert(fc.property(fc.constantFrom('asset', 'vulnerability'), fc.jsonValue(), (entity, value) => {
		const element = value as JsonValue;
		const mapped = toRecord(entity, element, own);
		if (mapped.kind === 'unreadable') expect(mapped.record.raw).toEqual(element);
		else expect(isJsonObject(element) && Object.keys(element).every(key => Object.hasOwn(mapped.record.fields, key))).toBe(true);
	}));
});
