import {describe, expect, test} from 'vitest';
import {defaultProfile} from '../../../../source/connectors/xacta/default-profile.js';
import {parseXactaConnection} from '../../../../source/connectors/xacta/connection.js';
import type {JsonObject, JsonValue} from '../../../../source/core/json.js';
import {AppError} from '../../../../source/errors/app-error.js';

const parse = (config: JsonObject) => parseXactaConnection({systemName: 'Xacta 360', connectionConfig: {connection_string: 'postgres://isso@db/xacta', ...config}});
const problemOf = (config: JsonObject): string => {
	try {
		parse(config);
	} catch (error) {
		if (error instanceof AppError && error.code === 'CONNECTION_CONFIG_INVALID') return error.message;
		throw error;
	}
	return 'no problem';
};

describe('the connection_config of a site', () => {
	test('needs no more than an address: the default profile reads five tables and writes two', () => {
		const {profile, schema} = parse({schema: '', profile: ''});
		expect(schema).toBeUndefined();
		expect(Object.keys(profile.entities).sort()).toEqual(['asset', 'control', 'poam', 'system']);
		expect(profile).toMatchObject({writer: 'parley', overlapSeconds: 600});
		expect(Object.entries(profile.entities).filter(([, {writable}]) => writable.length > 0).map(([entityType]) => entityType)).toEqual(['control', 'poam']);
		expect(parse({profile: 'xacta'}).profile).toEqual(profile);
	});

	test.each<[JsonValue, unknown]>([[true, {rejectUnauthorized: true}], ['true', {rejectUnauthorized: true}], [false, false], ['disable', false], ['require', {rejectUnauthorized: false}]])('ssl %s', (ssl, expected) => {
		expect(parse({ssl}).address.ssl).toEqual(expected);
	});

	test('takes a profile as an object or as its JSON text', () => {
		const profile = {name: 'site', entities: {poam: {table: 'plans', key: ['id'], columns: {weakness: 'what'}}}};
		expect(parse({profile}).profile.entities.poam).toMatchObject({columns: {weakness: 'what'}, writable: [], deletion: {kind: 'row-gone'}});
		expect(parse({profile: JSON.stringify(profile)}).profile).toEqual(parse({profile}).profile);
	});

	test('lets a site say only what differs, and leave out what it does not have', () => {
		const {profile} = parse({profile: {extends: 'xacta', overlapSeconds: 60, entities: {asset: null, system: {table: 'sys', key: ['id'], columns: ['name']}}}});
		expect(profile.overlapSeconds).toBe(60);
		expect(profile.entities.system?.table).toBe('sys');
		expect(profile.entities.asset).toBeUndefined();
		expect(profile.entities.poam?.table).toBe(defaultProfile.entities.poam.table);
	});

	test('is refused with every problem at once, and with no secret', () => {
		const problem = problemOf({ssl: 'maybe', schema: 7, password: 'hush'});
		expect(problem).toContain('ssl');
		expect(problem).toContain('schema');
		expect(problem).not.toContain('hush');
		expect(problemOf({connection_string: 'postgres://isso:hu%sh@db/xacta'})).not.toContain('hu%sh');
	});

	test.each<[string, JsonValue, string]>([
		['is no JSON', '{"name"', 'neither "xacta" nor "xacta-integration" nor JSON'],
		['has an unknown key', {name: 's', entities: {}, colour: 'red'}, 'colour'],
		['has an unknown type of record', {name: 's', entities: {person: {}}}, 'person'],
		['writes what it does not read', {extends: 'xacta', entities: {system: {table: 's', key: ['id'], columns: ['name'], writable: ['owner']}}}, '"owner" is writable'],
		['writes a key', {extends: 'xacta', entities: {system: {table: 's', key: ['id'], columns: ['id'], writable: ['id']}}}, 'part of the key'],
		['takes one field from two places', {extends: 'xacta', entities: {system: {table: 's', key: ['id'], columns: ['name'], joins: [{table: 'j', on: {id: 'id'}, columns: ['name']}]}}}, 'comes from two places'],
		['creates rows with a key of two columns', {extends: 'xacta', entities: {system: {table: 's', key: ['a', 'b'], columns: ['a'], creation: {keyPrefix: 'P-'}}}}, 'one column'],
		['ties a list to half a key', {extends: 'xacta', entities: {system: {table: 's', key: ['a', 'b'], columns: ['a'], lists: [{field: 'l', table: 't', key: 'id', parent: ['a'], columns: ['id']}]}}}, 'one parent column for each key column'],
	])('refuses a profile that %s', (_, profile, reason) => {
		expect(problemOf({profile})).toContain(reason);
	});
});
