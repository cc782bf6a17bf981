import {describe, expect, test} from 'vitest';
import type {ExternalRecord} from '../../../../source/core/connector.js';
import {entityDefinitions} from '../../../../source/core/entity.js';
import type {JsonObject} from '../../../../source/core/json.js';
import type {FieldMapping} from '../../../../source/core/mapping.js';
import {createRecordMapper, type ComparedMapping} from '../../../../source/sync/mapping/map-record.js';

let ids = 0;
const mapping = (externalField: string, internalField: string, over: Partial<FieldMapping> = {}): FieldMapping => ({
	id: ++ids, externalSystemId: 1, entityType: 'asset', externalField, internalField, transformation: {type: 'none'}, validations: [], isRequired: false, defaultValue: null, version: 1, ...over,
});
const record = (fields: JsonObject): ExternalRecord => ({externalId: 'a1', fields});
const mapper = (...mappings: readonly ComparedMapping[]) => createRecordMapper(entityDefinitions.asset, mappings, new Map([['hostname', {maxLength: 10}], ['acr_score', {maxMagnitude: 100}]]));

describe('mapping a record', () => {
	test('tells absent, null and empty apart', () => {
		const {map} = mapper(mapping('host', 'hostname'));
		expect(map(record({}))).toEqual({kind: 'mapped', fields: {}});
		expect(map(record({host: null}))).toEqual({kind: 'mapped', fields: {hostname: null}});
		expect(map(record({host: ''}))).toEqual({kind: 'mapped', fields: {hostname: ''}});
	});

	test('goes down dotted paths, and not into what objects inherit', () => {
		const {map} = mapper(mapping('tag.Business Owner', 'business_owner'), mapping('tag.constructor', 'technical_owner'));
		expect(map(record({tag: {'Business Owner': 'Finance'}}))).toEqual({kind: 'mapped', fields: {business_owner: 'Finance'}});
	});

	test('brings values into canonical form', () => {
		const {map} = mapper(mapping('seen', 'last_seen'), mapping('id', 'asset_uuid'));
		expect(map(record({seen: '2026-11-22T01:02:03.456789+02:00', id: '3F0C7B52-6A1E-4F0B-9D55-0D6A2F3E9C01'}))).toEqual({
			kind: 'mapped', fields: {last_seen: '2026-11-21T23:02:03.456Z', asset_uuid: '3f0c7b52-6a1e-4f0b-9d55-0d6a2f3e9c01'},
		});
	});

	test('tells every failure of a record, by stage and field', () => {
		const {map} = mapper(mapping('seen', 'last_seen'), mapping('id', 'asset_uuid', {isRequired: true}), mapping('host', 'hostname'), mapping('acr', 'acr_score'));
		expect(map(record({seen: '0000-00-00', host: 'longer than ten', acr: 100}))).toMatchObject({
			kind: 'invalid', failures: [
				{stage: 'transform', field: 'last_seen'}, {stage: 'validate', field: 'asset_uuid'},
				{stage: 'validate', field: 'hostname'}, {stage: 'validate', field: 'acr_score'},
			],
		});
	});

	test('of which only a part was read demands nothing of the rest, and puts no default there', () => {
		const {map, readWhole} = mapper(mapping('host', 'hostname', {isRequired: true}), mapping('acr', 'acr_score', {defaultValue: '5'}), mapping('tag', 'business_owner', {isRequired: true}));
		const part = {...record({tag: 'Ada'}), isPartial: true};
		expect(map(part)).toEqual({kind: 'mapped', fields: {business_owner: 'Ada'}});
		expect(readWhole(part).mapped).toEqual({kind: 'mapped', fields: {business_owner: 'Ada'}});
		expect(map({...part, fields: {tag: null, acr: null}})).toMatchObject({kind: 'invalid', failures: [{field: 'business_owner'}]});
	});

	test('makes text storable that PostgreSQL would refuse', () => {
		expect(mapper(mapping('host', 'hostname')).map(record({host: 'a\u0000b\ud800'}))).toEqual({kind: 'mapped', fields: {hostname: 'a␀b\ufffd'}});
	});
});

describe('the hash of a record', () => {
	const {read} = mapper(mapping('host', 'hostname'), mapping('seen', 'last_seen'));

	test('covers what is mapped and nothing else', () => {
		expect(read(record({host: 'a', other: 1}))).toEqual(read(record({host: 'a', other: 2})));
		expect(read(record({host: 'a'}))).not.toEqual(read(record({host: 'b'})));
	});

	test('tells absent from null', () => {
		expect(read(record({host: null}))).not.toEqual(read(record({})));
	});

	test('changes with the version of a mapping', () => {
		const same = mapping('host', 'hostname');
		expect(mapper(same).read(record({host: 'a'}))).not.toEqual(mapper({...same, version: 2}).read(record({host: 'a'})));
	});

	test('changes with how a field is compared, and only then', () => {
		const same = mapping('host', 'hostname');
		const hashes = [{}, {ignore: true}, {equality: {ignoreCase: true}}, {equality: {asSet: true}}].map(comparedBy => mapper({...same, comparedBy}).read(record({host: 'a'})).hash);
		expect(new Set(hashes).size).toBe(hashes.length);
		expect(mapper(same).read(record({host: 'a'})).hash).toBe(hashes[0]);
	});
});
