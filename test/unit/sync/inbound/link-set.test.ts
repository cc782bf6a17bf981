import fc from 'fast-check';
import {expect, test} from 'vitest';
import {LinkSet} from '../../../../source/sync/inbound/link-set.js';

/** Ids in one block, at the borders of blocks, and far beyond 32 bits. */
const id = fc.oneof(fc.integer({min: 1, max: 300}), fc.integer({min: 65_530, max: 65_545}), fc.integer({min: 2 ** 31 - 3, max: 2 ** 31 + 3}), fc.integer({min: 2 ** 40, max: 2 ** 40 + 20}));
const ids = fc.array(id.map(String), {maxLength: 200});
const setOf = (linkIds: readonly string[]): LinkSet => {
	const set = new LinkSet();
	for (const linkId of linkIds) set.add(linkId);
	return set;
};

test('a set of links has what was added, once, and nothing else', () => {
	fc.assert(fc.property(ids, ids, (added, others) => {
		const set = setOf(added);
		const expected = new Set(added);
		expect(set.size).toBe(expected.size);
		for (const linkId of [...added, ...others]) expect(set.has(linkId)).toBe(expected.has(linkId));
	}));
});

test('a set without another is what only it has', () => {
	fc.assert(fc.property(ids, ids, (ours, theirs) => {
		const met = new Set(theirs);
		expect([...setOf(ours).without(setOf(theirs))].sort()).toEqual([...new Set(ours)].filter(linkId => !met.has(linkId)).sort());
	}));
});
