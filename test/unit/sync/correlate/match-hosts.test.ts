import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {matchHosts, type Host} from '../../../../source/sync/correlate/match-hosts.js';

const host = (id: string, names: readonly string[], addresses: readonly string[] = [], systemId: string | null = null): Host => ({id, names, addresses, systemId});

/** Few names and addresses, so that hosts collide in every way. */
const hosts = (prefix: string) => fc.array(
	fc.record({
		names: fc.array(fc.constantFrom('web', 'WEB', 'web.corp.example', 'web.lab.example', 'db', 'db.corp.example', 'localhost', ''), {maxLength: 2}),
		addresses: fc.array(fc.constantFrom('10.0.0.1', '10.0.0.2', '127.0.0.1', 'fe80::1', 'n/a'), {maxLength: 2}),
		systemId: fc.constantFrom('A', 'B', null),
	}), {maxLength: 8},
).map(list => list.map((parts, index): Host => ({id: `${prefix}${index}`, ...parts})));

const inOrder = (matches: ReturnType<typeof matchHosts>) => ({matches: [...matches.matches].sort((left, right) => left.ourId.localeCompare(right.ourId)), ambiguous: [...matches.ambiguous].sort()});

describe('hosts of two systems', () => {
	test('are matched one to one, and none that is matched is in doubt', () => {
		fc.assert(fc.property(hosts('o'), hosts('t'), (ours, theirs) => {
			const {matches, ambiguous} = matchHosts(ours, theirs);
			expect(new Set(matches.map(({ourId}) => ourId)).size).toBe(matches.length);
			expect(new Set(matches.map(({theirId}) => theirId)).size).toBe(matches.length);
			expect(matches.filter(({theirId}) => ambiguous.includes(theirId))).toEqual([]);
		}));
	});

	test('are matched alike in whatever order they come', () => {
		fc.assert(fc.property(hosts('o'), hosts('t'), (ours, theirs) => {
			expect(inOrder(matchHosts([...ours].reverse(), [...theirs].reverse()))).toEqual(inOrder(matchHosts(ours, theirs)));
		}));
	});

	test('are matched alike whichever side is called ours', () => {
		fc.assert(fc.property(hosts('o'), hosts('t'), (ours, theirs) => {
			const turned = matchHosts(theirs, ours).matches.map(({ourId, theirId, evidence}) => ({ourId: theirId, theirId: ourId, evidence}));
			expect(turned.sort((left, right) => left.ourId.localeCompare(right.ourId))).toEqual(inOrder(matchHosts(ours, theirs)).matches);
		}));
	});

	test('that are matched stay so when hosts with other names and addresses are added', () => {
		fc.assert(fc.property(hosts('o'), hosts('t'), (ours, theirs) => {
			const more = [host('x', ['elsewhere'], ['10.9.9.9'])];
			expect(inOrder(matchHosts([...ours, ...more], theirs))).toEqual(inOrder(matchHosts(ours, theirs)));
		}));
	});

	test.each([
		['a name with and without its domain, and an address', host('o', ['WEB'], ['10.0.0.1']), host('t', ['web.corp.example'], ['10.0.0.1']), 'name and address'],
		['a name alone, where one side has no address', host('o', ['web'], []), host('t', ['web'], ['10.0.0.1']), 'name'],
		['a name in the same system, with another address', host('o', ['web'], ['10.0.0.2'], 'A'), host('t', ['web'], ['10.0.0.1'], 'A'), 'name'],
		['an address alone, where one side has no name', host('o', [], ['10.0.0.1']), host('t', ['web'], ['10.0.0.1']), 'address'],
	])('are one by %s', (_name, our, their, evidence) => {
		expect(matchHosts([our], [their])).toEqual({matches: [{ourId: 'o', theirId: 't', evidence}], ambiguous: []});
	});

	test.each([
		['the same name in different domains', host('o', ['web.lab.example'], []), host('t', ['web.corp.example'], [])],
		['the same name with other addresses in different systems', host('o', ['web'], ['10.0.0.2'], 'A'), host('t', ['web'], ['10.0.0.1'], 'B')],
		['the same address with different names', host('o', ['db'], ['10.0.0.1']), host('t', ['web'], ['10.0.0.1'])],
		['an address that every host has', host('o', [], ['127.0.0.1']), host('t', ['web'], ['127.0.0.1'])],
		['nothing at all', host('o', [], []), host('t', [], [])],
	])('are two with %s', (_name, our, their) => {
		expect(matchHosts([our], [their])).toEqual({matches: [], ambiguous: []});
	});

	test('that fit several are given up, and not tried with weaker evidence', () => {
		const twins = [host('o1', ['web'], ['10.0.0.1']), host('o2', ['web'], ['10.0.0.1'])];
		expect(matchHosts(twins, [host('t', ['web'], ['10.0.0.1'])])).toEqual({matches: [], ambiguous: ['t']});
	});
});
