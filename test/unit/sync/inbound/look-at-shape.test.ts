import {describe, expect, test} from 'vitest';
import type {JsonObject} from '../../../../source/core/json.js';
import type {FieldMapping} from '../../../../source/core/mapping.js';
import type {PayloadShape} from '../../../../source/core/payload-shape.js';
import type {SyncPolicy} from '../../../../source/core/policy.js';
import {lookAtShape} from '../../../../source/sync/inbound/look-at-shape.js';

const mapping = (externalField: string, internalField: string, transformation: FieldMapping['transformation'] = {type: 'none'}): FieldMapping => ({
	id: 1, externalSystemId: 1, entityType: 'poam', externalField, internalField, transformation, validations: [], isRequired: false, defaultValue: null, version: 1,
});
const policy: SyncPolicy = {
	id: 1, externalSystemId: 1, entityType: 'poam', direction: 'bidirectional', strategy: 'manual', fields: {status: {states: {ongoing: ['completed']}}}, filters: [], batchSize: 100,
	isActive: true, isPushEnabled: false, scheduleExpression: null, fullSyncExpression: null, timezone: 'UTC',
};
const pair = {policy, mappings: [mapping('owner.name', 'poc'), mapping('risk', 'risk_rating', {type: 'chain', steps: [{type: 'lowercase'}, {type: 'map_values', values: {med: 'moderate'}, otherwise: 'keep'}]}), mapping('state', 'status')]};
const record: JsonObject = {id: 1, owner: {name: 'Ada', mail: null}, risk: 'Med', state: 'ongoing', steps: [{day: '2026-11-30'}]};
const look = (known: PayloadShape | undefined, ...records: readonly JsonObject[]) => lookAtShape(pair, known, records);
const known = look(undefined, record).shape;

describe('the form of records', () => {
	test('is learned from the first ones, and the same again is no news', () => {
		expect(look(undefined, record)).toMatchObject({hasChanged: true, drift: []});
		expect(known).toMatchObject({'owner.name': {kinds: ['text'], isAlways: true}, 'owner.mail': {kinds: []}, 'steps[].day': {kinds: ['text']}});
		expect(look(known, record, {...record, risk: ' MODERATE '})).toEqual({shape: known, hasChanged: false, drift: []});
	});

	test('is the same in whatever order the database gives it back', () => {
		const turned = Object.fromEntries(Object.entries(known).map(([path, key]) => [path, Object.fromEntries(Object.entries(key).toReversed()) as typeof key]).toReversed());
		expect(look(turned, record).hasChanged).toBe(false);
	});

	test('has keys of any name', () => {
		const hostile = JSON.parse('{"constructor": 1, "__proto__": "x", "toString": {"hasOwnProperty": null}, "": 2, "a.b": [], "[]": 3}') as JsonObject;
		const first = look(undefined, hostile);
		expect(Object.keys(first.shape)).toEqual(expect.arrayContaining(['constructor', '__proto__', 'toString', 'toString.hasOwnProperty', 'a.b']));
		expect(look(JSON.parse(JSON.stringify(first.shape)) as PayloadShape, hostile)).toMatchObject({hasChanged: false, drift: []});
		expect(look(known, {...record, constructor: 1}).drift).toMatchObject([{change: 'new key', key: 'constructor'}]);
	});

	test('has a new key, told once and without what is in it', () => {
		const {drift, shape} = look(known, record, {...record, contact: {phone: '1', days: [1]}});
		expect(drift).toEqual([{change: 'new key', key: 'contact', sample: {phone: '1', days: [1]}, fields: []}]);
		expect(look(shape, {...record, contact: {phone: '2'}}).drift).toEqual([]);
		expect(look(shape, {...record, contact: {phone: '2', fax: '3'}}).drift).toMatchObject([{change: 'new key', key: 'contact.fax'}]);
	});

	test('has a new type, with the fields of ours that read it; null is none', () => {
		expect(look(known, {...record, owner: ['Ada']}).drift).toEqual([{change: 'new type', key: 'owner', before: ['object'], sample: ['Ada'], fields: ['poc']}]);
		expect(look(known, {...record, owner: {name: null, mail: 'ada@example'}}).drift).toEqual([]);
	});

	test('lacks a mapped key that all had, once enough records are without it, told once until it is back', () => {
		const {risk: _, id: __, ...without} = record;
		const many = Array.from({length: 10}, () => without);
		expect(look(known, ...many.slice(1)).drift).toEqual([]);
		const {drift, shape} = look(known, ...many);
		expect(drift).toEqual([{change: 'missing key', key: 'risk', fields: ['risk_rating']}]);
		expect(look(shape, ...many).drift).toEqual([]);
		const back = look(shape, record);
		expect(back.drift).toEqual([]);
		expect(look(back.shape, ...many).drift).toMatchObject([{change: 'missing key'}]);
	});

	test('of which a key is not in all records lacks nothing without it', () => {
		const {risk: _, ...without} = record;
		const {shape} = look(known, record, without);
		expect(look(shape, ...Array.from({length: 20}, () => without)).drift).toEqual([]);
	});

	test('has a word that no rule names, told once; where no rule names words, any will do', () => {
		const {drift, shape} = look(known, {...record, risk: 'CAT I', state: 'suspended', owner: {name: 'Bo', mail: null}});
		expect(drift).toEqual([{change: 'new word', key: 'risk', sample: 'cat i', fields: ['risk_rating']}, {change: 'new word', key: 'state', sample: 'suspended', fields: ['status']}]);
		expect(look(shape, {...record, risk: 'Cat I'}).drift).toEqual([]);
	});

	test('is told with a sample that is not too long, and can be stored', () => {
		const [{sample} = {}] = look(known, {...record, note: '\u0000'.repeat(900)}).drift;
		expect(String(sample).length).toBeLessThan(300);
		expect(String(sample)).not.toContain('\u0000');
	});
});
