import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {OpenWeakness} from '../../../../source/core/stores/correlation-store.js';
import {matchWeaknesses, type PoamText} from '../../../../source/sync/correlate/match-weaknesses.js';

const weakness = (pluginId = '10114', cves: readonly string[] = ['CVE-2024-1111']): OpenWeakness => ({pluginId, systemId: 'A', cves});
const plan = (poamId: string, text: string, more: Partial<PoamText> = {}): PoamText => ({poamId, systemId: 'A', text, controlId: null, isClosed: false, ...more});
const controls = (...ids: readonly string[]) => new Map([['A', new Set(ids)]]);
const one = (plans: readonly PoamText[], known = controls('SI-2', 'RA-5'), about = weakness()) => matchWeaknesses([about], plans, known)[0];

describe('the plan of a weakness', () => {
	test.each([
		['names its plugin', [plan('P1', 'OpenSSL < 3.0.2: found by Nessus plugin 10114 on 3 hosts.'), plan('P2', 'Nessus plugin 101145')], 'P1'],
		['names its plugin by "Plugin ID:"', [plan('P1', 'Plugin ID: 10114')], 'P1'],
		['names one of its CVEs', [plan('P1', 'Fix cve-2024-1111 everywhere'), plan('P2', 'CVE-2024-11112')], 'P1'],
		['names its plugin, whatever CVEs others share', [plan('P1', 'plugin 10114'), plan('P2', 'plugin 20007 (CVE-2024-1111)')], 'P1'],
		['is none of another system', [plan('P1', 'plugin 10114', {systemId: 'B'})], undefined],
		['is none that is closed', [plan('P1', 'plugin 10114', {isClosed: true})], undefined],
		['is none of two', [plan('P1', 'plugin 10114'), plan('P2', 'plugin 10114')], undefined],
		['is none that names another plugin, though it has its CVE', [plan('P1', 'plugin 20007, CVE-2024-1111')], undefined],
	])('%s', (_name, plans, expected) => {
		expect(one(plans)?.poamId).toBe(expected);
		expect(one([...plans].reverse())?.poamId).toBe(expected);
	});
});

describe('the control of a weakness', () => {
	test.each([
		['is its plan\'s', [plan('P1', 'plugin 10114', {controlId: 'SC-8'})], controls('SC-8', 'SI-2'), 'SC-8'],
		['is SI-2 when the system does not have its plan\'s', [plan('P1', 'plugin 10114', {controlId: 'SC-8'})], controls('SI-2'), 'SI-2'],
		['is SI-2 without a plan', [], controls('SI-2', 'RA-5'), 'SI-2'],
		['is RA-5 without SI-2', [], controls('RA-5'), 'RA-5'],
		['is none that the system does not have', [], controls('AC-2'), undefined],
	])('%s', (_name, plans, known, expected) => {
		expect(one(plans, known)?.controlId).toBe(expected);
	});

	test('is the plugin\'s own, for those that are not about a missing fix', () => {
		expect(one([], controls('SI-2', 'SC-12'), weakness('51192'))?.controlId).toBe('SC-12');
		expect(one([], controls('SI-2', 'SC-13'), weakness('104743'))?.controlId).toBe('SC-13');
	});

	test('is always one that the system has, and the plan one of the system\'s open plans', () => {
		const id = fc.constantFrom('10114', '51192', '56310', '20007');
		const anyPlan = fc.record({poamId: fc.uuid(), systemId: fc.constantFrom('A', 'B'), text: id.map(plugin => `plugin ${plugin}`), controlId: fc.constantFrom('SC-7', 'SI-2', null), isClosed: fc.boolean()});
		fc.assert(fc.property(id, fc.array(anyPlan, {maxLength: 6}), fc.subarray(['SC-7', 'SI-2', 'RA-5', 'SC-12']), (pluginId, plans, known) => {
			const found = one(plans, controls(...known), weakness(pluginId));
			if (found?.controlId !== undefined) expect(known).toContain(found.controlId);
			if (found?.poamId !== undefined) expect(plans.find(({poamId}) => poamId === found.poamId)).toMatchObject({systemId: 'A', isClosed: false});
		}));
	});
});
