import * as fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {correlationRules} from '../../../../source/core/correlation-rule.js';
import type {JsonObject} from '../../../../source/core/json.js';
import {correlateRecord, readFacts, readOurFacts, settleClaims, type Correlation} from '../../../../source/sync/correlate/correlate-record.js';

const rules = correlationRules.asset ?? [];
const ours = (internalId: string, columns: JsonObject, received: JsonObject = {}) => ({internalId, facts: readOurFacts(rules, columns, received)});
const correlate = (stranger: JsonObject, ...known: readonly ReturnType<typeof ours>[]): Correlation => correlateRecord(rules, readFacts(rules, stranger), known);
const one = (internalId: string, rule: string): Correlation => ({kind: 'one', internalId, rule});

const agent = '9a28ced55f8a4121b63c15b50cd461e7';
const bios = '422637A2-75D4-2B17-3065-14F5FA23698F';

describe('a stranger', () => {
	test.each<[string, JsonObject, JsonObject]>([
		['agent uuid', {agent_uuid: agent}, {agent_uuid: '9a28ced5-5f8a-4121-b63c-15b50cd461e7'}],
		['BIOS uuid', {network: {bios_uuid: bios}}, {bios_uuid: bios.toLowerCase()}],
		['MAC address', {mac_addresses: ['00:50:56:A6:49:2B']}, {mac_address: '00-50-56-a6-49-2b'}],
		['FQDN', {fqdns: ['Web-1.corp.example.']}, {fqdn: 'web-1.corp.example'}],
		['hostname and IPv4', {hostnames: ['WEB-1'], ipv4s: ['10.0.0.7', '10.0.0.8']}, {hostname: 'web-1', ip_addresses: '10.0.0.8,10.9.9.9'}],
	])('is ours by its %s, however either side spells it', (rule, stranger, columns) => {
		expect(correlate(stranger, ours('1', columns), ours('2', {}))).toEqual(one('1', rule));
	});

	test('is ours by what was once received for the record, where we have no column for it', () => {
		expect(correlate({bios_uuid: bios}, ours('7', {}, {network: {bios_uuid: bios}}))).toEqual(one('7', 'BIOS uuid'));
	});

	test('is nobody by a name alone, by an address alone, or by what names no single host', () => {
		const nobody: Correlation = {kind: 'none'};
		expect(correlate({hostnames: ['web-1'], ipv4s: ['10.0.0.1']}, ours('1', {hostname: 'web-1', ip_addresses: '10.0.0.2'}))).toEqual(nobody);
		expect(correlate({hostnames: ['web-1'], ipv4s: ['10.0.0.1']}, ours('1', {hostname: 'web-2', ip_addresses: '10.0.0.1'}))).toEqual(nobody);
		expect(correlate({hostnames: ['web-1']}, ours('1', {hostname: 'web-1'}))).toEqual(nobody);
		for (const [field, value] of [['bios_uuid', '00000000-0000-0000-0000-000000000000'], ['mac_address', '02:42:ac:11:00:02'], ['mac_address', 'ff:ff:ff:ff:ff:ff'], ['fqdn', 'localhost.localdomain'], ['agent_uuid', '']] as const) {
			expect(correlate({[field]: value}, ours('1', {[field]: value}))).toEqual(nobody);
		}
	});

	test('is a question when several of ours fit, or when stronger evidence speaks against the one', () => {
		expect(correlate({fqdn: 'a.example'}, ours('2', {fqdn: 'a.example'}), ours('10', {fqdn: 'a.example'}))).toMatchObject({kind: 'doubtful', internalIds: ['2', '10'], note: '2 of our records have its FQDN.'});
		expect(correlate({fqdn: 'a.example', bios_uuid: bios}, ours('2', {fqdn: 'a.example', bios_uuid: bios.replaceAll('4', '5')}))).toMatchObject({
			kind: 'doubtful', internalIds: ['2'], note: 'It has the FQDN of one of our records, and another BIOS uuid.',
		});
	});
});

const name = fc.constantFrom('a.example', 'b.example', 'c.example');
const digits = fc.constantFrom(agent, agent.replaceAll('9', '8'), agent.replaceAll('a', 'b'));
const host = fc.record({agent_uuid: digits, bios_uuid: digits, mac_address: fc.constantFrom('00:50:56:a6:49:2b', '00:50:56:a6:49:2c'), fqdn: name, hostname: name, ip_address: fc.constantFrom('10.0.0.1', '10.0.0.2')}, {requiredKeys: []});

test('for any hosts: the order of ours means nothing, one that is tied shares the named evidence, and no other of ours does', () => {
	fc.assert(fc.property(host, fc.array(host, {maxLength: 4}), (stranger, known) => {
		const rows = known.map((columns, index) => ours(String(index), columns));
		const found = correlate(stranger, ...rows);
		expect(correlate(stranger, ...rows.toReversed())).toEqual(found);
		if (found.kind !== 'one') return;
		const index = rules.findIndex(rule => rule.name === found.rule);
		const sharing = rows.filter(({facts}) => readFacts(rules, stranger)[index]?.every((values, part) => [...values].some(value => facts[index]?.[part]?.has(value))));
		expect(sharing.map(({internalId}) => internalId)).toEqual([found.internalId]);
	}));
});

test('for any hosts: more of what they do not share never ties them', () => {
	fc.assert(fc.property(host, host, (stranger, columns) => {
		const found = correlate(stranger, ours('1', columns));
		const unlike = correlate({...stranger, agent_uuid: agent}, ours('1', {...columns, agent_uuid: agent.replaceAll('9', '7')}));
		if (found.kind !== 'one' || found.rule === 'agent uuid') expect(unlike.kind).not.toBe('one');
	}));
});

test('two strangers that claim one record of ours are both a question', () => {
	const claims = settleClaims(new Map([['x', one('1', 'FQDN')], ['y', one('1', 'BIOS uuid')], ['z', one('2', 'FQDN')]]));
	expect([...claims].map(([id, {kind}]) => [id, kind])).toEqual([['x', 'doubtful'], ['y', 'doubtful'], ['z', 'one']]);
});
