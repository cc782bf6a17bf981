import {hash} from 'node:crypto';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {KnownLinks} from '../../../../source/sync/inbound/known-links.js';

const hashOf = (text: string): string => hash('sha256', text, 'hex').slice(0, 32);
const linkOf = (number: number, content = `content ${number}`) => ({linkId: String(number), externalId: `asset-${number}:19506:0:tcp`, hash: hashOf(content)});

describe('the links that are known', () => {
	test('tell a record that is as it was from one that has moved and from a stranger, through every growth', () => {
		const known = new KnownLinks();
		for (let number = 1; number <= 20_000; number++) known.add(linkOf(number));
		const wrong: string[] = [];
		for (let number = 1; number <= 20_000; number++) {
			const {linkId, externalId, hash: before} = linkOf(number);
			if (known.find(externalId, before) !== linkId) wrong.push(`lost ${number}`);
			if (known.find(externalId, hashOf('moved')) !== undefined) wrong.push(`overlooked ${number}`);
			if (known.find(`asset-${number + 20_000}:19506:0:tcp`, before) !== undefined) wrong.push(`invented ${number}`);
		}
		expect(wrong).toEqual([]);
	});

	test('keep records apart that hold the same', () => {
		const known = new KnownLinks();
		for (let number = 1; number <= 500; number++) known.add(linkOf(number, 'the same'));
		expect(Array.from({length: 500}, (_, index) => known.find(linkOf(index + 1).externalId, hashOf('the same')))).toEqual(Array.from({length: 500}, (_, index) => String(index + 1)));
	});

	test('are looked up where nothing is known of the record, or where the number of the link is too large', () => {
		const known = new KnownLinks();
		known.add({...linkOf(1), hash: ''});
		known.add({...linkOf(2), linkId: '4294967296'});
		known.add({...linkOf(3), linkId: '4294967295'});
		expect([1, 2, 3].map(number => known.find(linkOf(number).externalId, linkOf(number).hash))).toEqual([undefined, undefined, '4294967295']);
		expect(['1', '4294967296', '4294967295', '2'].map(linkId => known.links.has(linkId))).toEqual([true, true, true, false]);
	});

	test('hold what was added and not forgotten since, in any order', () => {
		const step = fc.record({number: fc.integer({min: 1, max: 60}), isForgotten: fc.boolean()});
		fc.assert(fc.property(fc.array(step, {maxLength: 3000}), steps => {
			const known = new KnownLinks();
			const expected = new Map<number, number>();
			for (const {number, isForgotten} of steps) {
				if (isForgotten) {
					known.forget(linkOf(number).externalId);
					expected.delete(number);
				} else if (!expected.has(number)) {
					known.add(linkOf(number));
					expected.set(number, number);
				}
			}
			for (let number = 1; number <= 60; number++) expect(known.find(linkOf(number).externalId, linkOf(number).hash)).toBe(expected.has(number) ? String(number) : undefined);
		}));
	});
});
